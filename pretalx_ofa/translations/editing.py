"""Changing translations: stamped with the source they were made from, and logged."""

from django.db import transaction
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.base.activity import log
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.translations.fields import fields_of
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import fingerprint


@transaction.atomic
def store(owner, name, language, *, text=None, state=None, is_right=False, person):
    """Adds, changes or (with an empty text) removes one field's translation.

    ``owner`` is a Submission or a SpeakerProfile, ``name`` one of its translatable fields. A changed
    text, or ``is_right``, is stamped with the current source; otherwise an outdated translation stays
    outdated. ``text`` or ``state`` None keeps the stored one. Raises KeyError for a field that the owner does not have.
    """
    kind = "speaker" if isinstance(owner, SpeakerProfile) else "submission"
    field = fields_of(kind)[name]
    standing = Translation.objects.filter(**{kind: owner}, field=name, language=language).first()
    if text is not None and not text.strip():
        if standing:
            remove(standing, person=person)
        return
    if not standing and text is None:
        return
    row = standing or Translation(event=owner.event, field=name, language=language, **{kind: owner})
    before = standing.get_instance_data() if standing else {}
    was_approved = standing and row.state == row.State.APPROVED
    is_changed = text is not None and _lines(text) != _lines(row.text)
    if is_changed:
        row.text, row.user = text, person
    if is_changed or is_right:
        row.source_hash = fingerprint(field.original(owner))
    if state:
        row.state = state
    after = row.get_instance_data()
    if before != after:
        row.save()
        log(
            owner,
            f"pretalx_ofa.translation.{'update' if standing else 'create'}",
            person=person,
            changes=_changes(row, before, after),
        )
        is_hidden = was_approved and row.state != row.State.APPROVED
        mark_changed(owner.event, what="hidden" if is_hidden else "edited")


def remove(translation, *, person):
    before = translation.get_instance_data()
    log(
        translation.log_parent,
        "pretalx_ofa.translation.delete",
        person=person,
        changes=_changes(translation, before, {}),
    )
    translation.delete(skip_log=True)
    mark_changed(translation.event, what="deleted")


def _changes(row, before, after):
    """What the activity log says of a translation: its text and its state."""
    name = f"{row.field} ({row.language})"
    return {
        name: (before.get("text", ""), after.get("text", "")),
        f"{name}, state": (before.get("state", ""), after.get("state", "")),
    }


def _lines(text):
    return (text or "").strip().splitlines()
