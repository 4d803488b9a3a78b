"""Changing rows so that it can be undone: an entry keeps the old and the new values."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from i18nfield.strings import LazyI18nString
from pretalx.common.models import ActivityLog

from pretalx_ofa.base.activity import log
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.journal.models import LONGEST_SUBJECT, JournalEntry

UNDO = "pretalx_ofa.journal.undo"
_made = ContextVar("pretalx_ofa_journal_made")


class ChangedSinceError(Exception):
    """A row was changed since, which undoing would overwrite. ``args[0]`` is the row."""


class DeletedSinceError(ChangedSinceError):
    """A row that undoing would change, or lead back to, is there no longer. ``args[0]`` is its name, if
    that is known."""


class Recording:
    """Changes and adds rows and notes how. ``changes`` as :class:`JournalEntry` has them."""

    def __init__(self):
        self.changes = []

    def change(self, instance, **values):
        """Sets fields of a stored row and saves those that are not so already."""
        for name, value in values.items():
            field = instance._meta.get_field(name)
            was = _plain(field, instance)
            was_called = str(getattr(instance, name) or "") if field.is_relation else ""
            setattr(instance, name, value)
            if (now_is := _plain(field, instance)) != was:
                instance.save(update_fields=[name])
                self.changes.append(
                    [instance._meta.label, instance.pk, name, was, now_is, was_called]
                )

    def add(self, instance):
        """Stores a new row."""
        instance.save()
        self.changes.append([instance._meta.label, instance.pk, "", None, _content(instance), ""])


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

    Raises :class:`ChangedSinceError` (or :class:`DeletedSinceError`) and changes nothing.
    """
    with transaction.atomic():
        for change in reversed(entry.changes):
            _take_back(change)
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


def _take_back(change):
    label, pk, name, before, after, was_called = change
    model = apps.get_model(label)
    instance = model._base_manager.filter(pk=pk).first()
    if instance is None:
        raise DeletedSinceError("")
    if not name:
        if _content(instance) != after:
            raise ChangedSinceError(instance)
        instance.delete()
        return
    field = model._meta.get_field(name)
    if _plain(field, instance) != after:
        raise ChangedSinceError(instance)
    if field.is_relation and before is not None:
        there = field.related_model._base_manager.filter(**{field.target_field.name: before})
        if not there.exists():
            raise DeletedSinceError(was_called)
    setattr(instance, field.attname, field.to_python(before))
    try:
        with transaction.atomic():
            instance.save(update_fields=[name])
    except IntegrityError:
        # Another row has meanwhile what only one may have.
        raise ChangedSinceError(instance) from None


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


def _content(instance):
    """{field: value} of a row as JSON has them, without when it was stored."""
    return {
        field.name: _plain(field, instance)
        for field in instance._meta.concrete_fields
        if not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False)
    }
