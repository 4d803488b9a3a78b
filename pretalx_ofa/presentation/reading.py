from functools import cached_property

from pretalx_ofa.presentation.tracks import track_views


class Reading:
    """A programme in the languages that are asked for (one, or two side by side) and its
    :class:`Links`: what all views are made from. The first language surrounds the others.
    """

    def __init__(self, programme, languages, links):
        self.programme = programme
        self.languages = tuple(languages)
        self.links = links

    @cached_property
    def tracks(self):
        """{id: :class:`TrackView`}, in the organiser's order."""
        return {track.id: track for track in track_views(self)}
