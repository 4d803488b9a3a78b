from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from pretalx_ofa.base.constraints import choices_are_checked
from pretalx_ofa.organisations.recognising import Tier


@choices_are_checked
class Suggestion(models.Model):
    """An organisation that one text names for one person, and what was decided about it.

    Life: ``refreshing.refresh`` stores what a text says now and compares it with what is there, so
    that a row is made once for (speaker, source, key, cluster). ``refreshing.recompute`` recognises
    the open ones again after the registry or the event's organisations changed. Organisers decide
    (``deciding``): an open row becomes *accepted* (an affiliation is made, or linked where the
    source is *typed*) or *dismissed*; neither is ever changed by the programme. An open row whose
    words no longer stand in the text, or which an affiliation says already, is *superseded*, and
    open again when it does and does not. Rows are erased with the person.

    ``source`` and ``key`` say which text it is: the primary key of a question, the name of a file,
    that of an unlinked affiliation (*typed*); a biography needs none. ``words`` are as typed,
    ``cluster`` the same for all spellings of them that are folded alike, ``group`` that of all open
    rows which one decision is about (``grouping``). ``organisation`` is what the
    words certainly or surely name; ``candidates`` [{"organisation": primary key, "reason": one of
    ``recognising.REASONS``}], the likeliest first. ``hints`` [[one of :class:`Hint`, value]] are for people
    to read; ``changed`` is when the proposal was last another one.
    """

    class Source(models.TextChoices):
        QUESTION = "question", pgettext_lazy("pretalx_ofa", "Answer to a question")
        BIOGRAPHY = "biography", pgettext_lazy("pretalx_ofa", "Biography")
        FILE = "file", pgettext_lazy("pretalx_ofa", "File")
        TYPED = "typed", pgettext_lazy("pretalx_ofa", "Affiliation without a link")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("pretalx_ofa", "Open")
        ACCEPTED = "accepted", pgettext_lazy("pretalx_ofa", "Accepted")
        DISMISSED = "dismissed", pgettext_lazy("pretalx_ofa", "Dismissed")
        SUPERSEDED = "superseded", pgettext_lazy("pretalx_ofa", "No longer needed")

    class Hint(models.TextChoices):
        """MAIL: the domain of the person's address. SPEAKERS: how many speakers the answer may mean."""

        MAIL = "mail"
        SPEAKERS = "speakers"

    event = models.ForeignKey(
        "event.Event", on_delete=models.CASCADE, related_name="ofa_suggestions"
    )
    speaker = models.ForeignKey(
        "person.SpeakerProfile", on_delete=models.CASCADE, related_name="ofa_suggestions"
    )
    # The proposal whose answer it is.
    submission = models.ForeignKey(
        "submission.Submission",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ofa_suggestions",
    )
    source = models.CharField(max_length=9, choices=Source.choices)
    key = models.CharField(max_length=200, blank=True, default="")
    # Which one it is in a text that names several.
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=500)
    role = models.CharField(max_length=200, blank=True, default="")
    unit = models.CharField(max_length=300, blank=True, default="")
    current = models.BooleanField(default=True)
    cluster = models.CharField(max_length=500)
    group = models.CharField(max_length=500, blank=True, default="")
    tier = models.CharField(max_length=7, choices=Tier.choices, default=Tier.ASK)
    organisation = models.ForeignKey(
        "pretalx_ofa.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    candidates = models.JSONField(default=list, blank=True)
    hints = models.JSONField(default=list, blank=True)
    changed = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    affiliation = models.ForeignKey(
        "pretalx_ofa.Affiliation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggestions",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ScopedManager(event="event")

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["event", "state", "group"], name="ofa_suggestion_group")]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "source", "key", "cluster"], name="ofa_suggestion_once"
            )
        ]

    def __str__(self):
        return self.words

    @property
    def is_doubtful(self):
        """Whether it may be of the past, or of somebody else: then no match is certain."""
        return not self.current or any(kind == self.Hint.SPEAKERS for kind, _value in self.hints)
