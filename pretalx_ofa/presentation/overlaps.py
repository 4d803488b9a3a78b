"""What of a track runs at the same time: as others of it, and as other tracks."""

from bisect import bisect_left
from collections import Counter

from pretalx_ofa.i18n import dates
from pretalx_ofa.presentation.localized import (
    LocalizedText,
    NamedLink,
    View,
    each,
    phrases,
    written,
)
from pretalx_ofa.presentation.times import interval
from pretalx_ofa.presentation.tracks import TrackView, content_tracks, session_count


class Overlap(View):
    """Sessions that follow each other without a gap, some at the same time; ``times`` are
    "Tue 18 Nov 10:00–11:30" in each language."""

    times: list[LocalizedText]
    sessions: list[NamedLink]


class ParallelTrack(View):
    """``count`` says how many of its sessions run during ours."""

    track: TrackView
    count: list[LocalizedText]


def overlaps(reading, track):
    """[:class:`Overlap`] of a track's sessions with each other, by time; ``track`` is an id."""
    found = []
    for group in _together(_times(reading.programme, track)):
        sessions = {session.code: session for _slot, session in group}
        if len(sessions) > 1:
            found.append(_overlap(reading, group, sessions.values()))
    return found


def parallel_tracks(reading, track):
    """[:class:`ParallelTrack`], the most parallel first; ``track`` is an id."""
    programme = reading.programme
    busy = _busy(_times(programme, track))
    starts = [start for start, _end in busy]
    counts = Counter(
        session.track
        for session in programme.content_sessions
        if session.track != track and any(_is_during(slot, busy, starts) for slot in session.slots)
    )
    tracks = [one for one in content_tracks(reading) if counts[one.id]]
    return [
        ParallelTrack(track=one, count=_count(reading, counts[one.id]))
        for one in sorted(tracks, key=lambda one: -counts[one.id])
    ]


def _count(reading, number):
    return phrases(reading.languages, lambda words: session_count(words, number))


def _times(programme, track):
    """[(slot, session)] of a track, by start."""
    found = [
        (slot, session)
        for session in programme.content_sessions
        if session.track == track
        for slot in session.slots
    ]
    return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))


def _together(times):
    """Lists of (slot, session) of which each overlaps with one before it."""
    groups, until = [], None
    for slot, session in times:
        if until is None or slot.start >= until:
            groups.append([])
            until = slot.end
        groups[-1].append((slot, session))
        until = max(until, slot.end)
    return groups


def _busy(times):
    """[(start, end)] in which something runs, by time and without overlap."""
    return [
        (group[0][0].start, max(slot.end for slot, _session in group)) for group in _together(times)
    ]


def _is_during(slot, busy, starts):
    before = bisect_left(starts, slot.end) - 1
    return before >= 0 and busy[before][1] > slot.start


def _overlap(reading, group, sessions):
    programme = reading.programme
    first = group[0][0].start.astimezone(programme.tz).date()
    last = max((slot for slot, _session in group), key=lambda slot: slot.end)
    whole = type(last)(start=group[0][0].start, end=last.end)

    def time(language):
        day = dates.short_day(first, language)
        return f"{day} {interval(whole, programme.tz, language, first)}"

    return Overlap(
        times=written(reading.languages, time),
        sessions=[
            NamedLink(
                url=reading.links.session(session.code),
                names=each(session.title, reading.languages),
            )
            for session in sessions
        ],
    )
