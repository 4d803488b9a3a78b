from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import pgettext, pgettext_lazy
from django_scopes import ScopedManager
from i18nfield.fields import I18nCharField
from pretalx.common.models.mixins import PretalxModel
from pretalx.submission.rules import orga_can_change_submissions

from pretalx_ofa.affiliations.orcid import read_orcid
from pretalx_ofa.base.constraints import choices_are_checked
from pretalx_ofa.base.rules import can_see_organisations
from pretalx_ofa.organisations.usage import uses_organisations

# Of one person: nobody has more, and a page of thousands helps nobody.
MOST = 10


class OfSpeakers(models.Manager):
    """Without the affiliations of people who are only invited: nobody counts, shows or decides on them."""

    def get_queryset(self):
        return super().get_queryset().filter(speaker__isnull=False)


@uses_organisations
@choices_are_checked
class Affiliation(PretalxModel):
    """A person at an organisation.

    It has one owner: a ``speaker``, or an address (``invited``, in lower case) that somebody added to a
    proposal (``invited_to``) as a further speaker's, or, of a draft, as their own. ``objects`` are those
    of speakers.

    ``as_entered`` keeps the words of the person; ``organisation`` is null until somebody (or an exact
    match) links them.
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
        QUESTION = "question", pgettext_lazy("pretalx_ofa", "Answer to a question")
        BIOGRAPHY = "biography", pgettext_lazy("pretalx_ofa", "Biography")
        FILE = "file", pgettext_lazy("pretalx_ofa", "File")
        CO_SPEAKER = "cospeaker", pgettext_lazy("pretalx_ofa", "Another speaker of the session")

    event = models.ForeignKey(
        "event.Event", on_delete=models.CASCADE, related_name="ofa_affiliations"
    )
    speaker = models.ForeignKey(
        "person.SpeakerProfile",
        on_delete=models.CASCADE,
        null=True,
        related_name="ofa_affiliations",
    )
    invited_to = models.ForeignKey(
        "submission.Submission",
        on_delete=models.CASCADE,
        null=True,
        related_name="ofa_invited_affiliations",
    )
    invited = models.EmailField(blank=True, default="")
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

    objects = ScopedManager(event="event", _manager_class=OfSpeakers)
    all_objects = ScopedManager(event="event")

    log_prefix = "pretalx_ofa.affiliation"

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(speaker__isnull=False, invited_to=None, invited="")
                | (models.Q(speaker=None, invited_to__isnull=False) & ~models.Q(invited="")),
                name="ofa_affiliation_owner",
            )
        ]
        rules_permissions = {
            "list": can_see_organisations,
            "view": can_see_organisations,
            "create": orga_can_change_submissions,
            "update": orga_can_change_submissions,
            "delete": orga_can_change_submissions,
        }

    def __str__(self):
        return str(self.organisation or self.as_entered or self.get_kind_display())

    @property
    def log_parent(self):
        return self.speaker or self.invited_to

    @property
    def is_empty(self):
        """Whether no field has any content."""
        parts = (self.organisation, self.as_entered, self.role, self.unit)
        return self.kind == self.Kind.ORDINARY and not any(
            str(part or "").strip() for part in parts
        )

    @property
    def is_shown(self):
        """Whether the public may know of it, as :func:`queries.public` asks the database."""
        return (
            self.is_public
            and self.confirmation == self.Confirmation.CONFIRMED
            and self.kind != self.Kind.UNDISCLOSED
        )


class SessionAffiliations(models.Model):
    """Which of a speaker's affiliations a session is given under: ``affiliations`` are ids in order.

    Without a row: all that are public. Ids that are no longer public or there count for nothing, so
    that a session never falls back to those that were not chosen.
    """

    submission = models.ForeignKey(
        "submission.Submission", on_delete=models.CASCADE, related_name="ofa_session_affiliations"
    )
    speaker = models.ForeignKey(
        "person.SpeakerProfile", on_delete=models.CASCADE, related_name="ofa_session_affiliations"
    )
    affiliations = models.JSONField(default=list)

    objects = ScopedManager(event="submission__event")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "speaker"], name="ofa_session_affiliations_once"
            )
        ]

    def __str__(self):
        return f"SessionAffiliations({self.submission_id}, {self.speaker_id})"


def validate_orcid(value):
    if read_orcid(value) != value:
        raise ValidationError(pgettext("pretalx_ofa", "This is not an ORCID iD."))


class PersonDetails(PretalxModel):
    """What pretalx does not ask of a speaker. ``sort_name`` files the name ("Silva, Ana da")."""

    speaker = models.OneToOneField(
        "person.SpeakerProfile", on_delete=models.CASCADE, related_name="ofa_details"
    )
    sort_name = models.CharField(max_length=200, blank=True, default="")
    orcid = models.CharField(max_length=19, blank=True, default="", validators=[validate_orcid])

    objects = ScopedManager(event="speaker__event")

    log_prefix = "pretalx_ofa.person"

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"PersonDetails({self.speaker_id})"

    @property
    def event(self):
        return self.speaker.event

    @property
    def log_parent(self):
        return self.speaker
