"""Changing translations: stamped with the source they were made from, and logged."""

from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import fingerprint


def store(owner, field, language, *, text=None, state=None, is_right=False, person):
    """Adds, changes or (with an empty text) removes one field's translation.

    ``owner`` is a Submission or a SpeakerProfile. A changed text, or ``is_right``, is stamped with
    today's source; otherwise an outdated translation stays outdated. None leaves as it is.
    """
    kind = "speaker" if field == Translation.Field.BIOGRAPHY else "submission"
    standing = Translation.objects.filter(**{kind: owner}, field=field, language=language).first()
    if text is not None and not text.strip():
        if standing:
            standing.delete(
                log_kwargs={
                    "person": person,
                    "orga": True,
                    "old_data": standing.get_instance_data(),
                    "new_data": {},
                }
            )
        return
    if not standing and text is None:
        return
    row = standing or Translation(
        event=owner.event, field=field, language=language, **{kind: owner}
    )
    before = standing.get_instance_data() if standing else {}
    is_changed = text is not None and _lines(text) != _lines(row.text)
    if is_changed:
        row.text, row.user = text, person
    if is_changed or is_right:
        row.source_hash = fingerprint(getattr(owner, field))
    if state:
        row.state = state
    after = row.get_instance_data()
    if before != after:
        row.save()
        owner.log_action(
            f"pretalx_ofa.translation.{'update' if standing else 'create'}",
            person=person,
            orga=True,
            old_data=before,
            new_data=after,
        )


def _lines(text):
    return (text or "").strip().splitlines()
