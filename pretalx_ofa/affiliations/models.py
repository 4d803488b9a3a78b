from django.db import models
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager
from i18nfield.fields import I18nCharField
from pretalx.common.models.mixins import PretalxModel

from pretalx_ofa.base.rules import can_change_affiliations


class Affiliation(PretalxModel):
    """A person at an organisation.

    What the person typed stays in ``as_entered`` for ever; ``organisation`` is empty until somebody (or
    an exact match) says which organisation that is.
    """

    class Confirmation(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("pretalx_ofa", "Confirmed")
        SUGGESTED = "suggested", pgettext_lazy("pretalx_ofa", "Suggested")

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", pgettext_lazy("pretalx_ofa", "At an organisation")
        INDEPENDENT = "independent", pgettext_lazy("pretalx_ofa", "Independent")
        PERSONAL = "personal", pgettext_lazy("pretalx_ofa", "In a personal capacity")
        UNDISCLOSED = "undisclosed", pgettext_lazy("pretalx_ofa", "Not disclosed")

    class Source(models.TextChoices):
        SPEAKER = "speaker", pgettext_lazy("pretalx_ofa", "Speaker")
        ORGANISER = "organiser", pgettext_lazy("pretalx_ofa", "Organiser")
        IMPORT = "import", pgettext_lazy("pretalx_ofa", "Import")

    speaker = models.ForeignKey(
        "person.SpeakerProfile", on_delete=models.CASCADE, related_name="ofa_affiliations"
    )
    organisation = models.ForeignKey(
        "pretalx_ofa.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="affiliations",
    )
    as_entered = models.CharField(max_length=500, blank=True, default="")
    role = I18nCharField(max_length=200, blank=True, default="")
    unit = I18nCharField(max_length=300, blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.PositiveSmallIntegerField(null=True, blank=True)
    is_public = models.BooleanField(default=True)
    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.ORDINARY)
    confirmation = models.CharField(
        max_length=9, choices=Confirmation.choices, default=Confirmation.CONFIRMED
    )
    source = models.CharField(max_length=9, choices=Source.choices, default=Source.ORGANISER)

    objects = ScopedManager(event="speaker__event")

    log_prefix = "pretalx_ofa.affiliation"

    class Meta:
        ordering = ("position", "pk")
        rules_permissions = {
            "list": can_change_affiliations,
            "update": can_change_affiliations,
        }

    def __str__(self):
        return str(self.organisation or self.as_entered or self.get_kind_display())

    @property
    def event(self):
        return self.speaker.event

    @property
    def log_parent(self):
        return self.speaker


class SessionAffiliation(models.Model):
    """Which of a speaker's affiliations a session is given under, in order.

    A speaker without any row for a session gives it under all their public affiliations.
    """

    submission = models.ForeignKey(
        "submission.Submission", on_delete=models.CASCADE, related_name="ofa_affiliations"
    )
    affiliation = models.ForeignKey(Affiliation, on_delete=models.CASCADE, related_name="sessions")
    position = models.PositiveIntegerField(default=0)

    objects = ScopedManager(event="submission__event")

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "affiliation"], name="ofa_session_affiliation_once"
            )
        ]

    def __str__(self):
        return f"SessionAffiliation({self.submission_id}, {self.affiliation_id})"
