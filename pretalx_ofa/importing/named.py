"""Rooms, tracks and session types: found by their names, else made."""

from collections import Counter, defaultdict

from pretalx.schedule.models import Room
from pretalx.submission.models import SubmissionType, Track

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.texts import i18n, names
from pretalx_ofa.tracks.looks import ensure_themes

LONGEST = {"rooms": 100, "tracks": 200, "types": 100}


def rooms(run):
    return _named(run, "rooms", run.event.rooms, _new_room)


def tracks(run):
    found = _named(run, "tracks", run.event.tracks, _new_track)
    wanted = {found[t.id].pk: (t.code, t.shape) for t in run.programme.tracks}
    ensure_themes(run.event, found.values(), wanted=wanted)
    return found


def types(run):
    if run.is_new:
        _adopt_default_type(run)
    return _named(run, "types", run.event.submission_types, _new_type)


def _adopt_default_type(run):
    """A new event has one session type already; a stray "Talk" would help nobody."""
    used = Counter(session.type for session in run.programme.sessions)
    if run.programme.types:
        record = max(run.programme.types, key=lambda kind: used[kind.id])
        default = run.event.cfp.default_type
        _note_length(run, "types", record)
        default.name = i18n(record.name, LONGEST["types"])
        default.default_duration = _type_length(run.programme, record)
        default.save()


def _named(run, kind, existing, make):
    """{id in the file: object}. An id of an earlier file counts where no name does: a renamed one."""
    records = getattr(run.programme, kind)
    by_pk = {thing.pk: thing for thing in existing.all()}
    by_name = defaultdict(list)
    for thing in by_pk.values():
        for name in names(thing.name):
            by_name[name].append(thing)
    found, taken = {}, set()

    def take(record, candidates):
        if record.id in found:
            return
        thing = next((t for t in candidates if t and t.pk not in taken), None)
        if thing:
            found[record.id] = thing
            taken.add(thing.pk)
            run.report.counts[kind]["unchanged"] += 1

    for record in records:
        known = by_pk.get(run.known[kind].get(str(record.id)))
        same = [t for name in names(i18n(record.name, LONGEST[kind])) for t in by_name[name]]
        take(record, [known] if known in same else same)
    for record in records:
        take(record, [by_pk.get(run.known[kind].get(str(record.id)))])
    for record in records:
        if record.id not in found:
            _note_length(run, kind, record)
            found[record.id] = make(run, record)
            run.report.counts[kind]["created"] += 1
        run.remember(kind, [str(record.id)], found[record.id])
    return found


def _note_length(run, kind, record):
    for value in record.name.values.values():
        if len(value.text) > LONGEST[kind]:
            run.report.note(
                pgettext_noop("pretalx_ofa", "cut to {most} characters: {name}"),
                most=LONGEST[kind],
                name=value.text,
            )


def _new_room(run, record):
    return Room.objects.create(event=run.event, name=i18n(record.name, LONGEST["rooms"]))


def _new_track(run, record):
    return Track.objects.create(
        event=run.event,
        name=i18n(record.name, LONGEST["tracks"]),
        description=i18n(record.description, None) or "",
        color=record.color,
        position=run.event.tracks.count(),
    )


def _new_type(run, record):
    return SubmissionType.objects.create(
        event=run.event,
        name=i18n(record.name, LONGEST["types"]),
        default_duration=_type_length(run.programme, record),
    )


def _type_length(programme, record):
    """The minutes that most sessions of a type have."""
    lengths = Counter(s.minutes for s in programme.sessions if s.type == record.id)
    return lengths.most_common(1)[0][0] if lengths else 30
