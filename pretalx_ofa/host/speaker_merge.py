"""Keeping affiliations and translations when pretalx 2026.3 merges two speakers.

pretalx deletes the merged profile, and our rows by cascade; no signal says that it was a merge, only
an entry of the activity log later in the same transaction. Until then the rows are kept in memory.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db import models, transaction
from django_scopes import scopes_disabled
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.programme import snapshots
from pretalx_ofa.translations.models import Translation

# Before 2026.3 every speaker had an account, and nobody was merged.
HAS_MERGING = hasattr(SpeakerProfile, "is_managed")


class _Kept(NamedTuple):
    """Rows of ours that reference a profile, in the order in which they can be stored again.

    Kept among the transaction's on-commit hooks, because Django drops those when it ends.
    """

    profile: SpeakerProfile
    pk: int
    rows: list

    def __call__(self):
        pass


def keep(profile):
    """Keeps the rows of a profile before it is deleted, in case this is a merge."""
    if HAS_MERGING and profile.user_id is None:
        with scopes_disabled():
            kept = _Kept(profile, profile.pk, _hanging_on(profile))
        transaction.on_commit(kept)


def give_to_survivor(survivor, code):
    """Stores the kept rows of the merged profile (its code) as those of ``survivor``."""
    hooks = [hook[1] for hook in transaction.get_connection().run_on_commit]
    kept = [h for h in hooks if isinstance(h, _Kept) and h.profile.code == code]
    with scopes_disabled():
        for row in kept[-1].rows if kept else ():
            _give(row, kept[-1], survivor)
        snapshots.merge_people(survivor.event, code, survivor.code)
    mark_changed(survivor.event)


def _hanging_on(profile):
    """Our rows that are deleted with a profile, and the journal's entries about them."""
    kept, newest = {}, {SpeakerProfile: [profile]}
    while newest:
        found = {
            (relation.related_model, row.pk): row
            for model, owners in newest.items()
            for relation in model._meta.related_objects
            if relation.on_delete is models.CASCADE and _is_ours(relation.related_model)
            for row in relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": owners}
            )
        }
        newest = defaultdict(list)
        for (model, pk), row in found.items():
            if (model, pk) not in kept:
                newest[model].append(row)
        kept |= found
    keys = {(model._meta.label, pk) for model, pk in kept}
    entries = JournalEntry.objects.filter(event=profile.event_id) if keys else ()
    about = [e for e in entries if any((label, pk) in keys for label, pk, *_rest in e.changes)]
    return [*kept.values(), *about]


def _is_ours(model):
    return model._meta.app_label == "pretalx_ofa"


def _give(row, kept, survivor):
    """Stores a row again under its old key, as the survivor's; in one of theirs where only one can be.

    That one stays, but for what it lacks: empty fields are filled, lists joined. Translations follow
    the biography that was chosen; one of the other is kept as a draft.
    """
    model = type(row)
    own = [
        field
        for field in model._meta.concrete_fields
        if field.related_model is SpeakerProfile and getattr(row, field.attname) == kept.pk
    ]
    for field in own:
        setattr(row, field.name, survivor)
    is_of_other_text = (
        isinstance(row, Translation)
        and row.speaker_id == survivor.pk
        and kept.profile.biography != survivor.biography
    )
    if is_of_other_text:
        row.state = Translation.State.DRAFT
    if model._base_manager.filter(pk=row.pk).exists():
        return  # an entry of the journal that nobody took away
    rival = next(filter(None, (_rival(row, field) for field in own)), None)
    if not rival:
        model._base_manager.bulk_create([row])
        return
    replaces = (
        isinstance(row, Translation)
        and not is_of_other_text
        and rival.is_outdated(survivor.biography)
    )
    for field in model._meta.concrete_fields:
        here, there = getattr(rival, field.attname), getattr(row, field.attname)
        if isinstance(here, list):
            here.extend(item for item in there if item not in here)
        elif (replaces or here in field.empty_values) and not field.primary_key:
            setattr(rival, field.attname, there)
    rival.save()


def _rival(row, field):
    """The survivor's row that stands where this one would."""
    unique = [[field.name]] if field.unique else []
    unique += [
        constraint.fields
        for constraint in row._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields
    ]
    for names in unique:
        place = {name: getattr(row, name) for name in names}
        if found := type(row)._base_manager.filter(**place).first():
            return found
    return None
