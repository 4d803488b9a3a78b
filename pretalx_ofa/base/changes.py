"""Marking that something in the programme has changed: a row in the transaction of the edit.

It is committed, rolled back and visible together with the edit. ``programme/snapshots.py`` alone reads
and deletes these rows. Where the plugin is off nothing is written, and nothing is asked.
"""

from time import monotonic
from typing import NamedTuple

from django.db import models, transaction
from django_scopes import scopes_disabled
from pretalx.event.models import Event

PLUGIN = "pretalx_ofa"
# A process believes for so long what it last saw of an event. After switching on, a snapshot that
# was built within this time is built once more, so that no edit of a slow process is missed.
BELIEVED_SECONDS = 10


class Change(models.Model):
    """One edit of an event. ``erased`` is the code of a speaker whose person was erased."""

    class What(models.TextChoices):
        EDITED = "edited"
        # Taken from view: hidden, undisclosed, unapproved. Files that show it are served no more.
        HIDDEN = "hidden"
        # Gone for good: older versions lose it too.
        DELETED = "deleted"

    # Without a constraint: pretalx deletes rows of an event while it deletes the event.
    event = models.ForeignKey(
        "event.Event", on_delete=models.CASCADE, related_name="ofa_changes", db_constraint=False
    )
    what = models.CharField(max_length=7, choices=What.choices, default=What.EDITED)
    erased = models.CharField(max_length=16, blank=True, default="")

    # Not scoped: commands, cascades and clean-up know the event by its key only.
    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__in=["edited", "hidden", "deleted"]),
                name="ofa_change_what",
            )
        ]

    def __str__(self):
        return f"{self.what} in {self.event_id}"


class _Mark(NamedTuple):
    """Marks a running transaction that has such a Change already.

    Kept among the transaction's on-commit hooks, because Django drops those with a savepoint that is
    rolled back. ``generation`` grows when this process reads the Changes: later edits need a new one.
    """

    event_id: int
    what: str
    erased: str
    generation: int

    def __call__(self):
        pass


_generations = {}
_believed = {}


def mark_changed(event, *, what=Change.What.EDITED, erased=""):
    """Adds a Change to an event (an Event or its key), once per transaction; whether one was added.

    Costs at most one query, none where the plugin is off. An erasure is recorded there too: stored
    snapshots have to lose the person.
    """
    event_id = getattr(event, "pk", event)
    if event_id is None or not (erased or is_active(event)):
        return False
    mark = _Mark(event_id, str(what), erased, _generations.get(event_id, 0))
    connection = transaction.get_connection()
    if connection.in_atomic_block:
        if any(hook[1] == mark for hook in reversed(connection.run_on_commit)):
            return False
        transaction.on_commit(mark)
    Change.objects.create(event_id=event_id, what=what, erased=erased)
    return True


def forget_marks(event_id):
    """This process has read the Changes of an event: the next :func:`mark_changed` adds another."""
    _generations[event_id] = _generations.get(event_id, 0) + 1


def is_active(event):
    """Whether the plugin is on in an event (an Event or its key); mostly without a query."""
    event_id = getattr(event, "pk", event)
    active, until = _believed.get(event_id, (False, 0))
    if not active and until < monotonic():
        with scopes_disabled():
            # Loading it is what makes us remember it.
            found = Event.objects.filter(pk=event_id).only("plugins").first()
        active = bool(found) and remember(found)
    return active


def remember(event):
    """Whether the plugin is on in a loaded Event; kept for :func:`is_active` for some seconds."""
    active = PLUGIN in event.plugin_list
    _believed[event.pk] = (active, monotonic() + BELIEVED_SECONDS)
    return active
