"""When and where sessions and breaks are, in the unreleased schedule."""

import datetime as dt
from collections import defaultdict

from pretalx.schedule.enums import SlotType
from pretalx.schedule.models import TalkSlot
from pretalx.submission.enums import SubmissionStates

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.bookkeeping import BATCH, chunks
from pretalx_ofa.importing.texts import i18n, names, original

PLACEABLE = {SubmissionStates.ACCEPTED, SubmissionStates.CONFIRMED}
# pretalx counts what begins before three o'clock to the day before.
NIGHT = dt.timedelta(hours=3)


def moved(run, rooms, standing):
    """{code in the file: {(start, end, room)}} of the sessions that get other times than they have."""
    have = defaultdict(set)
    for slot in run.event.wip_schedule.talks.filter(submission__isnull=False).select_related(
        "room"
    ):
        have[slot.submission_id].add(_place(slot.start, slot.end, slot.room))
    found = {}
    for record in run.programme.sessions:
        submission = standing.get(record.code)
        if submission and submission.state not in PLACEABLE:
            _note(
                run,
                record,
                pgettext_noop(
                    "pretalx_ofa", "not placed: {title} (it is neither accepted nor confirmed)"
                ),
            )
            continue
        wanted = set()
        for slot in record.slots:
            if not rooms.get(slot.room):
                _note(run, record, pgettext_noop("pretalx_ofa", "not placed: {title} (no room)"))
            elif not _is_within(run.event, slot.start):
                _note(
                    run,
                    record,
                    pgettext_noop("pretalx_ofa", "not placed: {title} (outside the event's dates)"),
                )
            else:
                wanted.add((slot.start, slot.end, rooms[slot.room]))
        if not record.slots:
            _note(run, record, pgettext_noop("pretalx_ofa", "not placed: {title} (no time)"))
        known = have[submission.pk] if submission else set()
        if wanted and {_place(*at) for at in wanted} != known:
            found[record.code] = wanted
    return found


def _note(run, record, message):
    run.report.note(message, title=original(record.title))


def _is_within(event, start):
    local = start.astimezone(event.tz)
    days = {local.date(), (local - NIGHT).date()}
    return any(event.date_from <= day <= event.date_to for day in days)


def _place(start, end, room):
    """Where and when, with rooms by their names: files know no more of them."""
    return start, end, frozenset(names(room.name)) if room else None


def store(run, submissions, moved):
    wip = run.event.wip_schedule
    for chunk in chunks([submissions[code].pk for code in moved]):
        wip.talks.filter(submission__in=chunk).delete()
    TalkSlot.objects.bulk_create(
        (
            TalkSlot(schedule=wip, submission=submissions[code], start=start, end=end, room=room)
            for code, wanted in moved.items()
            for start, end, room in sorted(wanted, key=lambda at: (at[0], at[1], at[2].pk))
        ),
        batch_size=BATCH,
    )
    run.report.counts["times"]["created"] += len(moved)


def store_breaks(run, rooms):
    wip = run.event.wip_schedule
    known = {
        (slot.start, slot.end, slot.room_id, str(slot.description))
        for slot in wip.talks.filter(submission__isnull=True)
    }
    fresh = []
    for record in run.programme.breaks:
        title, room = i18n(record.title) or "", rooms.get(record.slot.room)
        at = (record.slot.start, record.slot.end, room and room.pk, str(title))
        if not _is_within(run.event, record.slot.start):
            _note(
                run,
                record,
                pgettext_noop("pretalx_ofa", "not placed: {title} (outside the event's dates)"),
            )
        elif at in known:
            run.report.counts["breaks"]["unchanged"] += 1
        else:
            known.add(at)
            start, end, room_id, _title = at
            fresh.append(
                TalkSlot(
                    schedule=wip, start=start, end=end, room_id=room_id,
                    slot_type=SlotType.BREAK, description=title,
                )
            )  # fmt: skip
    TalkSlot.objects.bulk_create(fresh, batch_size=BATCH)
    run.report.counts["breaks"]["created"] += len(fresh)
