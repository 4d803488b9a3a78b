"""Texts in further languages: those that are not there yet are added."""

from pretalx_ofa.importing.bookkeeping import BATCH
from pretalx_ofa.importing.texts import original
from pretalx_ofa.translations.fields import public_fields_of
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import fingerprint


def store(run, submissions, profiles):
    standing = set(
        Translation.objects.filter(event=run.event).values_list(
            "submission_id", "speaker_id", "field", "language"
        )
    )
    sources = [
        (submissions[session.code].pk, None, field, getattr(session, field))
        for session in run.programme.sessions
        for field in public_fields_of("submission")
    ]
    sources += [
        (None, profiles[person.code].pk, field, getattr(person, field))
        for person in run.programme.people
        for field in public_fields_of("speaker")
    ]
    fresh = [
        Translation(
            event=run.event,
            submission_id=submission,
            speaker_id=speaker,
            field=field,
            language=language,
            text=value.text,
            source_hash="" if value.outdated else fingerprint(original(text)),
        )
        for submission, speaker, field, text in sources
        for language, value in text.values.items()
        if language != text.original and (submission, speaker, field, language) not in standing
    ]
    Translation.objects.bulk_create(fresh, batch_size=BATCH)
    run.report.counts["translations"]["created"] += len(fresh)
