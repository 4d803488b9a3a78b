"""Changing rows so that it can be undone: an entry keeps the old and the new values."""

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched, groupby
from operator import itemgetter

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.timezone import now
from i18nfield.strings import LazyI18nString
from pretalx.common.models import ActivityLog
from pretalx.common.models.mixins import LogMixin

from pretalx_ofa.base.activity import log
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.journal.models import LONGEST_SUBJECT, JournalEntry

UNDO = "pretalx_ofa.journal.undo"
BATCH = 200
_made = ContextVar("pretalx_ofa_journal_made")


class ChangedSinceError(Exception):
    """A row was changed since, which undoing would overwrite. ``args[0]`` is the row."""


class DeletedSinceError(ChangedSinceError):
    """A row that undoing would change, or lead back to, is there no longer. ``args[0]`` is its name, if
    that is known."""


class UndoneError(Exception):
    """An entry is undone already: the button was pressed twice, or by two people."""


class Recording:
    """Changes and adds rows and notes how. ``changes`` as :class:`JournalEntry` has them."""

    def __init__(self):
        self.changes = []

    def change(self, instance, **values):
        """Sets fields of a stored row and saves those that are not so already."""
        for name, value in values.items():
            if self._set(instance, name, value):
                instance.save(update_fields=[name])

    def change_all(self, pairs):
        """:meth:`change` for [(row, {field: value})] of one model, in a few queries."""
        pairs = list(pairs)
        for name in dict.fromkeys(name for _row, values in pairs for name in values):
            changed = [
                row
                for row, values in pairs
                if name in values and self._set(row, name, values[name])
            ]
            if changed:
                manager = type(changed[0])._base_manager
                manager.bulk_update(changed, [name], batch_size=BATCH)

    def add(self, instance):
        """Stores a new row."""
        instance.save()
        self.added(instance)

    def add_all(self, instances):
        """:meth:`add` for rows of one model, in a few queries."""
        for model in {type(instance) for instance in instances}:
            model._base_manager.bulk_create(instances, batch_size=BATCH)
        for instance in instances:
            self.added(instance)

    def _set(self, instance, name, value):
        """Sets a field and notes it; whether that is a change."""
        field = instance._meta.get_field(name)
        was, was_called = _plain(field, instance), ""
        if field.is_relation:
            if getattr(value, "pk", None) == was:
                return False
            was_called = str(getattr(instance, name) or "")
        setattr(instance, name, value)
        if (now_is := _plain(field, instance)) == was:
            return False
        self.changes.append([instance._meta.label, instance.pk, name, was, now_is, was_called])
        return True

    def added(self, instance):
        """Notes a new row that is stored already."""
        self.changes.append([instance._meta.label, instance.pk, "", None, _digest(instance), ""])


@contextmanager
def entries_made():
    """The entries of the journal that are made inside, in a list."""
    token = _made.set([])
    try:
        yield _made.get()
    finally:
        _made.reset(token)


@contextmanager
def recorded(event, action, subject, *, person):
    """All or nothing: changes made through the :class:`Recording` become one entry of the journal."""
    # A few names of organisations, each as long as a name may be, are too many for its column.
    subject = str(subject)[:LONGEST_SUBJECT]
    with transaction.atomic():
        recording = Recording()
        yield recording
        if recording.changes:
            entry = JournalEntry.objects.create(
                event=event,
                person=person,
                action=action,
                subject=subject,
                changes=recording.changes,
            )
            _made.get([]).append(entry)
            log(event, action, person=person, data={"subject": subject})
            mark_changed(event)


def undo(entry, *, person):
    """Sets everything back as it was.

    Raises :class:`ChangedSinceError` (or :class:`DeletedSinceError`) or :class:`UndoneError` and
    changes nothing.
    """
    with transaction.atomic():
        locked = JournalEntry.objects.select_for_update().filter(pk=entry.pk, undone=None)
        if not locked.exists():
            raise UndoneError
        for (label, name), changes in groupby(reversed(entry.changes), key=itemgetter(0, 2)):
            _take_back(apps.get_model(label), name, list(changes))
        entry.undone = now()
        entry.save(update_fields=["undone"])
        log(
            entry.event,
            UNDO,
            person=person,
            data={"action": entry.action, "subject": entry.subject},
        )
        # What the entry brought is shown no longer.
        mark_changed(entry.event, what="hidden")


def _take_back(model, name, changes):
    """Takes changes of one field of a model back, or (without a name) rows that were added."""
    for part in batched(changes, BATCH, strict=False):
        rows = model._base_manager.in_bulk([pk for _label, pk, *_rest in part])
        for _label, pk, *_rest in part:
            if pk not in rows:
                raise DeletedSinceError("")
        if name:
            _set_back(model._meta.get_field(name), [(rows[change[1]], change) for change in part])
            continue
        for _label, pk, _name, _before, after, _called in part:
            if _digest(rows[pk]) != after or _is_used(rows[pk]):
                raise ChangedSinceError(rows[pk])
        model._base_manager.filter(pk__in=rows).delete()


def _is_used(row):
    """Whether something that people wrote leads to a row; what is logged is."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in row._meta.related_objects
        if relation.on_delete is models.SET_NULL and issubclass(relation.related_model, LogMixin)
    )


def _set_back(field, pairs):
    """Sets [(row, its change)] of one field to what was before."""
    if field.is_relation:
        keys = {before for _row, (*_place, before, _after, _called) in pairs} - {None}
        there = field.related_model._base_manager.filter(**{f"{field.target_field.name}__in": keys})
        known = set(there.values_list(field.target_field.name, flat=True))
    for row, (*_place, before, after, was_called) in pairs:
        if _plain(field, row) != after:
            raise ChangedSinceError(row)
        if field.is_relation and before is not None and before not in known:
            raise DeletedSinceError(was_called)
        setattr(row, field.attname, field.to_python(before))
    rows = [row for row, _change in pairs]
    try:
        with transaction.atomic():
            field.model._base_manager.bulk_update(rows, [field.name])
    except IntegrityError:
        # Another row has meanwhile what only one may have.
        raise ChangedSinceError(rows[0]) from None


def forget_entries(event, model, keys):
    """Removes an event's (or its key's) entries about rows that are erased, also from the activity log.

    What they say of somebody goes with them.
    """
    keys = set(keys)
    for entry in JournalEntry.objects.filter(event=event) if keys else ():
        if any(label == model._meta.label and pk in keys for label, pk, *_rest in entry.changes):
            about = ActivityLog.objects.filter(event=event, action_type__startswith="pretalx_ofa.")
            about.filter(data__subject=entry.subject).delete()
            entry.delete()


def _plain(field, instance):
    """A field's value as JSON has it; foreign keys as primary keys."""
    value = field.value_from_object(instance)
    if isinstance(value, LazyI18nString):
        # Its string is only what the active language has of it.
        return field.get_prep_value(value)
    return value if isinstance(value, (int, str, type(None))) else field.value_to_string(instance)


def _digest(instance):
    """Of what a row says, so that one that was added and changed since is known."""
    fields = [f for f in instance._meta.concrete_fields if f.name not in {"created", "updated"}]
    said = [str(field.get_prep_value(field.value_from_object(instance))) for field in fields]
    return hashlib.blake2b("\0".join(said).encode(), digest_size=8).hexdigest()
