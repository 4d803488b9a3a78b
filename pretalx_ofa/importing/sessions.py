"""Sessions: found by guid, or by code and title; then made or changed."""

import uuid

from django_scopes import scopes_disabled
from pretalx.common.models.settings import GlobalSettings
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models import Submission

from pretalx_ofa.i18n.languages import normalise, primary
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.bookkeeping import BATCH, chunks
from pretalx_ofa.importing.texts import alike, folded_name, names, original, originals
from pretalx_ofa.translations.fields import TITLE_LENGTH

# {pretalx's attribute: the field of the record}.
ATTRIBUTES = {
    "abstract": "abstract",
    "description": "description",
    "content_locale": "language",
    "submission_type": "type",
    "track": "track",
    "do_not_record": "do_not_record",
}


def find(run):
    """{code in the file: Submission} of those that are there already.

    A guid is believed. A code or a number, of this event or of an earlier file, counts only where
    the title is the same or the guid is the one pretalx gives to a session of this code.
    """
    submissions = Submission.objects.filter(event=run.event)
    by_pk = {s.pk: s for s in submissions.select_related("submission_type", "track")}
    by_code = {s.code: s for s in by_pk.values()}
    known, found, taken = run.known["sessions"], {}, set()

    def take(record, candidates, is_same):
        for thing in candidates if record.code not in found else ():
            if thing and thing.pk not in taken and is_same(record, thing):
                found[record.code] = thing
                taken.add(thing.pk)
                return

    for record in run.programme.sessions:
        take(record, [by_pk.get(known.get(guid)) for guid in _guids(record)], lambda *_: True)
    for record in run.programme.sessions:
        candidates = [by_pk.get(known.get(record.code)), by_code.get(record.code)]
        take(record, candidates, _is_same)
        other = next(filter(None, candidates), None)
        if other and record.code not in found:
            run.report.note(
                pgettext_noop(
                    "pretalx_ofa",
                    "{code} is “{other}” in this event: “{title}” is taken as a session of its own",
                ),
                code=record.code,
                other=other.title,
                title=original(record.title),
            )
    _note_missing(run, by_pk, taken)
    return found


def _guids(record):
    guids = [record.guid, *(slot.uid for slot in record.slots)]
    return list(dict.fromkeys(filter(None, guids)))


def _is_same(record, submission):
    if folded_name(_texts(record)["title"]) == folded_name(submission.title):
        return True
    # As pretalx makes them: one for a session at one time, else one for each of its times.
    instance = GlobalSettings().get_instance_identifier()
    suffixes = ["", *(f"-{n}" for n in range(len(record.slots) + 1))]
    own = {str(uuid.uuid5(instance, submission.code + suffix)) for suffix in suffixes}
    return not own.isdisjoint(_guids(record))


def _note_missing(run, by_pk, taken):
    gone = {pk for pk in run.known["sessions"].values() if pk in by_pk} - taken
    if gone:
        run.report.counts["sessions"]["left"] += len(gone)
        run.report.note(
            pgettext_noop("pretalx_ofa", "no longer in the file, left as they are: {titles}"),
            titles="; ".join(sorted(by_pk[pk].title for pk in gone)),
        )


def store(run, found, tracks, types, moved):
    """{code in the file: Submission} of all."""
    changed, fresh = [], []
    for record in run.programme.sessions:
        if record.code not in found:
            fresh.append(record)
            continue
        submission = found[record.code]
        differs = _differences(run, record, submission, _fields(run, record, tracks, types), moved)
        for name, value in differs.items():
            setattr(submission, name, value)
        if differs:
            changed.append(submission)
        run.report.counts["sessions"]["updated" if differs else "unchanged"] += 1
    names = ["title", "duration", "slot_count", *ATTRIBUTES]
    Submission.objects.bulk_update(changed, names, batch_size=BATCH)
    submissions = found | _create(run, fresh, tracks, types)
    for record in run.programme.sessions:
        if len(original(record.title)) > TITLE_LENGTH:
            run.report.note(
                pgettext_noop(
                    "pretalx_ofa", "cut to {most} characters, whole before the abstract: {title}"
                ),
                most=TITLE_LENGTH,
                title=original(record.title),
            )
        # The guid first: it is the session's own in the record.
        run.remember("sessions", [*_guids(record), record.code], submissions[record.code])
    return submissions


def _create(run, records, tracks, types):
    spare = iter(Submission.generate_unique_codes(len(records)))
    taken = _codes_elsewhere([r.code for r in records if is_code(r.code)])
    created = {}
    for record in records:
        code = next(spare)
        if is_code(record.code) and record.code not in taken:
            code = record.code
        taken.add(code)
        created[record.code] = Submission(
            event=run.event,
            code=code,
            state=SubmissionStates.CONFIRMED,
            slot_count=max(1, len(record.slots)),
            **_fields(run, record, tracks, types),
        )
    Submission.objects.bulk_create(created.values(), batch_size=BATCH)
    run.report.counts["sessions"]["created"] += len(records)
    return created


def _codes_elsewhere(wanted):
    """Codes are unique in the whole instance, not per event."""
    with scopes_disabled():
        return {
            code
            for chunk in chunks(wanted)
            for code in Submission.all_objects.filter(code__in=chunk).values_list("code", flat=True)
        }


def is_code(code):
    return 3 <= len(code) <= 16 and set(code) <= set(Submission.code_charset)


def _texts(record):
    texts = originals(record, "submission")
    if len(title := texts["title"]) > TITLE_LENGTH:
        # Nothing is lost: the whole title opens the abstract.
        texts["abstract"] = f"**{title}**\n\n{texts['abstract']}".strip()
        texts["title"] = title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    return texts


def _fields(run, record, tracks, types):
    return {
        **_texts(record),
        "content_locale": record.language,
        "submission_type": types.get(record.type) or run.event.cfp.default_type,
        "track": tracks.get(record.track),
        "duration": record.minutes or None,
        "do_not_record": record.do_not_record,
    }


def _differences(run, record, submission, wanted, moved):
    """{attribute: new value}. What the file lacks is counted where the session has it."""
    lacks = run.lacks("sessions", record)
    differs = {}
    for name, field in ATTRIBUTES.items():
        if field in lacks:
            run.report.counts[field]["left"] += bool(getattr(submission, name))
        elif not _SAME.get(name, alike)(getattr(submission, name), wanted[name]):
            differs[name] = wanted[name]
    if not alike(submission.title, wanted["title"]):
        differs["title"] = wanted["title"]
    # A file has the length of each time: while times stay, so does the session's own.
    has_new_length = wanted["duration"] not in {None, submission.get_duration()}
    if has_new_length and (record.code in moved or not record.slots):
        differs["duration"] = wanted["duration"]
    if len(record.slots) > submission.slot_count:
        differs["slot_count"] = len(record.slots)
    return differs


def _same_language(stored, wanted):
    """A file that knows no regions or variants does not take them away."""
    return normalise(stored) == wanted or (wanted == primary(wanted) == primary(stored))


def _same_name(stored, wanted):
    """Files name tracks and types: of two with one name the stored one is as right."""
    return names(stored and stored.name) == names(wanted and wanted.name)


_SAME = {
    "content_locale": _same_language,
    "submission_type": _same_name,
    "track": _same_name,
    "do_not_record": lambda stored, wanted: stored == wanted,
}
