from collections import Counter

from pretalx_ofa.presentation.localized import LocalizedText, View, each, phrases
from pretalx_ofa.presentation.marks import languages_named
from pretalx_ofa.presentation.times import duration
from pretalx_ofa.tracks.colour import shades
from pretalx_ofa.tracks.theme import SHAPES


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
    """[:class:`TrackView`] of all tracks of the programme."""
    counts = Counter(session.track for session in reading.programme.content_sessions)
    return [_view(reading, track, counts[track.id]) for track in reading.programme.tracks]


def content_tracks(reading):
    """[:class:`TrackView`] of the tracks that have more than logistics."""
    return [track for track in reading.tracks.values() if track.sessions]


def _view(reading, track, sessions):
    # A record that was not built here (a file of somebody's) may have no look.
    made = shades(track.color)
    return TrackView(
        id=track.id,
        url=reading.links.track(track.id),
        names=each(track.name, reading.languages),
        descriptions=each(track.description, reading.languages),
        code=track.code,
        shape=track.shape,
        glyph=SHAPES.get(track.shape, ""),
        ink=track.ink or made.ink,
        tint=track.tint or made.tint,
        mark=track.mark or made.mark,
        sessions=sessions,
        count=phrases(reading.languages, lambda words: session_count(words, sessions)),
    )


def figures(reading, track):
    """[:class:`LocalizedText`] with a track's numbers: "12 sessions · 6 h · 15 speakers · English"."""
    sessions = [s for s in reading.programme.content_sessions if s.track == track.id]
    minutes = sum(session.minutes * len(session.slots) for session in sessions)
    people = len({speaking.person for session in sessions for speaking in session.speakers})

    def line(words):
        speakers = words.npgettext("pretalx_ofa", "one speaker", "{count} speakers", people)
        spoken = languages_named((session.language for session in sessions), words.language)
        return " · ".join(
            [
                session_count(words, len(sessions)),
                *([duration(minutes)] if minutes else []),
                speakers.format(count=people),
                spoken,
            ]
        )

    return phrases(reading.languages, line)


def session_count(words, number):
    return words.npgettext("pretalx_ofa", "one session", "{count} sessions", number).format(
        count=number
    )
