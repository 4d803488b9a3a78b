from django.conf import settings
from django.db import models
from django_scopes import ScopedManager

LONGEST_SUBJECT = 1100


class JournalEntry(models.Model):
    """Something an organiser did to many rows at once, and how to undo it.

    ``changes`` are [model label, primary key, field, before, after, name] in the order they happened.
    Foreign keys are primary keys, ``name`` is what was called so before; a row that was added has no
    field, and ``after`` is all of it. ``subject`` says what it was about, for people.
    """

    event = models.ForeignKey("event.Event", on_delete=models.CASCADE, related_name="ofa_journal")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    changes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(event="event")

    class Meta:
        ordering = ("-pk",)

    def __str__(self):
        return f"{self.action}: {self.subject}"
