from collections import Counter

from pretalx_ofa.presentation.localized import LocalizedText, View, each, phrases
from pretalx_ofa.tracks.theme import SHAPES, themes


class TrackView(View):
    """Colours are ``#rrggbb``: ``ink`` is text on ``tint``, ``mark`` a sign on white or ``tint``.

    Lists of texts are in the languages asked for, the same words once. ``sessions`` is the number
    of sessions that are not logistics, ``count`` says it: "12 sessions".
    """

    id: int
    url: str
    names: list[LocalizedText]
    descriptions: list[LocalizedText]
    code: str
    shape: str
    glyph: str
    ink: str
    tint: str
    mark: str
    sessions: int
    count: list[LocalizedText]


def track_views(reading):
    """[:class:`TrackView`] of all tracks; what the record does not say of a look is computed."""
    tracks = reading.programme.tracks
    computed = themes(tracks)
    counts = Counter(session.track for session in reading.programme.content_sessions)
    return [_view(reading, track, computed[track.id], counts[track.id]) for track in tracks]


def content_tracks(reading):
    """[:class:`TrackView`] of the tracks that have more than logistics."""
    return [track for track in reading.tracks.values() if track.sessions]


def _view(reading, track, theme, sessions):
    shape = track.shape if track.shape in SHAPES else theme.shape
    return TrackView(
        id=track.id,
        url=reading.links.track(track.id),
        names=each(track.name, reading.languages),
        descriptions=each(track.description, reading.languages),
        code=track.code or theme.code,
        shape=shape,
        glyph=SHAPES[shape],
        ink=track.ink or theme.look.ink,
        tint=track.tint or theme.look.tint,
        mark=track.mark or theme.look.mark,
        sessions=sessions,
        count=phrases(reading.languages, lambda words: session_count(words, sessions)),
    )


def session_count(words, number):
    return words.npgettext("pretalx_ofa", "one session", "{count} sessions", number).format(
        count=number
    )
