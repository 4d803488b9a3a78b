"""What runs at a moment and what comes next, in each room or track."""

from pretalx_ofa.i18n import dates
from pretalx_ofa.presentation.agenda import EntryView, entries_by_day, entry_views, room_links
from pretalx_ofa.presentation.localized import LocalizedText, View, phrases, written
from pretalx_ofa.presentation.tracks import content_tracks


class NowGroup(View):
    """A room or a track; ``url`` is its page, "" for what is in none. ``next_days`` name the day of what
    comes next where it is another one than today."""

    names: list[LocalizedText]
    url: str
    now: list[EntryView]
    next: list[EntryView]
    next_days: list[LocalizedText]


def boundaries(programme):
    """The moments at which something starts or ends, by time."""
    slots = [entry.slot for day in programme.days for entry in day.entries]
    return sorted({moment for slot in slots for moment in (slot.start, slot.end)})


def next_boundary(programme, now):
    """When what is shown changes; None after the event's last session."""
    return next((moment for moment in boundaries(programme) if moment > now), None)


def running_since(programme, now):
    """The last moment at which something started, while the event's day of ``now`` goes on; else None."""
    today = now.astimezone(programme.tz).date()
    entries = next((day.entries for day in programme.days if day.date == today), [])
    started = [entry.slot.start for entry in entries if entry.slot.start <= now]
    return max(started) if started and any(entry.slot.end > now for entry in entries) else None


def by_room(reading, now, wanted):
    """[:class:`NowGroup`] of the rooms in which something runs or comes, with breaks."""
    rooms = room_links(reading)
    found = _chosen(
        reading.programme,
        now,
        wanted,
        lambda entry: entry.slot.room if entry.slot.room in rooms else None,
    )
    names = {number: (link.names, link.url) for number, link in rooms.items()}
    names[None] = (phrases(reading.languages, _without_room), "")
    return _groups(reading, now, found, names, without="room")


def by_track(reading, now, wanted):
    """[:class:`NowGroup`] of the tracks of which something runs or comes."""
    tracks = {track.id: track for track in content_tracks(reading)}

    def is_wanted(entry):
        return not entry.is_break and not entry.item.logistics and wanted(entry)

    found = _chosen(
        reading.programme,
        now,
        is_wanted,
        lambda entry: entry.item.track if entry.item.track in tracks else None,
    )
    names = {number: (track.names, track.url) for number, track in tracks.items()}
    names[None] = (phrases(reading.languages, _without_track), "")
    return _groups(reading, now, found, names, without="track")


GROUPINGS = {"room": by_room, "track": by_track}


def _chosen(programme, now, wanted, key):
    """{group: ([entries that run], [the next entries])}."""
    found = {}
    for _date, entries in entries_by_day(programme):
        for entry in entries:
            if not entry.slot or entry.slot.end <= now or not wanted(entry):
                continue
            running, coming = found.setdefault(key(entry), ([], []))
            if entry.slot.start <= now:
                running.append(entry)
            elif not coming or coming[0].slot.start == entry.slot.start:
                coming.append(entry)
    return found


def _groups(reading, now, found, names, *, without):
    programme = reading.programme
    today = now.astimezone(programme.tz).date()
    groups = []
    for key, (group_names, url) in names.items():
        if key not in found:
            continue
        running, coming = found[key]
        date = coming and coming[0].slot.start.astimezone(programme.tz).date()
        views = entry_views(reading, [*running, *coming], without=without)
        groups.append(
            NowGroup(
                names=group_names,
                url=url,
                now=views[: len(running)],
                next=views[len(running) :],
                next_days=written(reading.languages, lambda code, date=date: dates.day(date, code))
                if date and date != today
                else [],
            )
        )
    return groups


def _without_room(words):
    return words.pgettext("pretalx_ofa", "Without a room")


def _without_track(words):
    return words.pgettext("pretalx_ofa", "Without a track")
