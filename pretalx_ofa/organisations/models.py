import datetime as dt

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import pgettext, pgettext_lazy
from django_scopes import ScopedManager
from pretalx.common.models.mixins import PretalxModel
from pretalx.submission.rules import orga_can_change_submissions

from pretalx_ofa.base.constraints import choices_are_checked
from pretalx_ofa.base.rules import can_see_organisations
from pretalx_ofa.organisations.identifiers import ROR_PATTERN


class OrganisationQuerySet(models.QuerySet):
    def for_event(self, event):
        """What an event may use: the registry's organisations and its own."""
        return self.filter(Q(event=None) | Q(event=event), merged_into=None)

    def own(self, event):
        """The event's own organisations, without those that were merged into another one."""
        return self.filter(event=event, merged_into=None)

    def registry(self):
        return self.filter(event=None)


@choices_are_checked
class Organisation(PretalxModel):
    """An organisation of the registry (``event`` is empty, read-only) or of one event.

    One that was merged is kept for its names: they lead to ``merged_into``, and it is one of its own
    again when that is deleted.
    """

    class Confirmation(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("pretalx_ofa", "Confirmed")
        SUGGESTED = "suggested", pgettext_lazy("pretalx_ofa", "Suggested")

    class Status(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("pretalx_ofa", "Active")
        INACTIVE = "inactive", pgettext_lazy("pretalx_ofa", "Inactive")
        WITHDRAWN = "withdrawn", pgettext_lazy("pretalx_ofa", "Withdrawn")

    class Type(models.TextChoices):
        """The registry's own types."""

        EDUCATION = "education", pgettext_lazy("pretalx_ofa", "Education")
        FACILITY = "facility", pgettext_lazy("pretalx_ofa", "Research facility")
        COMPANY = "company", pgettext_lazy("pretalx_ofa", "Company")
        NONPROFIT = "nonprofit", pgettext_lazy("pretalx_ofa", "Non-profit organisation")
        GOVERNMENT = "government", pgettext_lazy("pretalx_ofa", "Government")
        FUNDER = "funder", pgettext_lazy("pretalx_ofa", "Funder")
        HEALTHCARE = "healthcare", pgettext_lazy("pretalx_ofa", "Health care")
        ARCHIVE = "archive", pgettext_lazy("pretalx_ofa", "Archive, library or museum")
        OTHER = "other", pgettext_lazy("pretalx_ofa", "Other")

    event = models.ForeignKey(
        "event.Event",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="ofa_organisations",
    )
    # Null where there is none: ids are unique.
    ror = models.CharField(  # noqa: DJ001
        max_length=40, null=True, blank=True, validators=[RegexValidator(f"^{ROR_PATTERN}$")]
    )
    name = models.CharField(max_length=500)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.ACTIVE)
    country = models.CharField(max_length=2, blank=True, default="")
    city = models.CharField(max_length=200, blank=True, default="")
    website = models.URLField(max_length=500, blank=True, default="")
    types = models.JSONField(default=list, blank=True)
    # What the registry says besides: country_name, region, region_code, domains, wikipedia, ids.
    details = models.JSONField(default=dict, blank=True)
    # What somebody else proposes is a suggestion until an organiser has looked at it.
    confirmation = models.CharField(
        max_length=9, choices=Confirmation.choices, default=Confirmation.CONFIRMED
    )
    # A submitter finds only what he or she described.
    described_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    # Of the registry's record, so that an import writes only what is new.
    fingerprint = models.CharField(max_length=16, blank=True, default="")

    # Not scoped by django-scopes: the registry's rows belong to no event. for_event() is the door.
    objects = OrganisationQuerySet.as_manager()

    log_prefix = "pretalx_ofa.organisation"

    class Meta:
        ordering = ("name", "pk")
        rules_permissions = {
            "list": can_see_organisations,
            "view": can_see_organisations,
            "create": orga_can_change_submissions,
            "update": orga_can_change_submissions,
            "delete": orga_can_change_submissions,
        }
        constraints = [
            models.UniqueConstraint(fields=["event", "ror"], name="ofa_organisation_ror_per_event"),
            models.UniqueConstraint(
                fields=["ror"], condition=Q(event=None), name="ofa_organisation_ror_registry"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def log_parent(self):
        return self.event


@choices_are_checked
class OrganisationName(models.Model):
    class Kind(models.TextChoices):
        DISPLAY = "display", pgettext_lazy("pretalx_ofa", "Displayed name")
        LABEL = "label", pgettext_lazy("pretalx_ofa", "Official name")
        ALIAS = "alias", pgettext_lazy("pretalx_ofa", "Other name")
        ACRONYM = "acronym", pgettext_lazy("pretalx_ofa", "Acronym")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    value = models.CharField(max_length=500)
    language = models.CharField(max_length=16, blank=True, default="")
    kind = models.CharField(max_length=7, choices=Kind.choices)

    MAIN = (Kind.DISPLAY, Kind.LABEL)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return self.value

    @property
    def is_main(self):
        """Whether it is displayed; the other names are only searched."""
        return self.kind in self.MAIN


class NotDuplicate(models.Model):
    """A pair that looks like duplicates and is not, as an organiser decided."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="not_duplicates"
    )
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "other"], name="ofa_not_duplicate_once")
        ]

    def __str__(self):
        return f"{self.organisation_id} is not {self.other_id}"


class OrganisationRelation(models.Model):
    """A registry relation (kind, ROR id); the other organisation need not be in the database."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(max_length=11)
    ror = models.CharField(max_length=40, db_index=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.kind} {self.ror}"


@choices_are_checked
class RegistryImport(models.Model):
    """A load of the registry. ``loaded.current_import()`` is in use.

    ``counts`` are numbers of records: created, updated, unchanged, removed; ``errors`` [[row, message of the
    catalogues, values to fill in]].
    ``source`` is the SHA-256 of the file, so that loading it again costs nothing; ``content`` is a hash
    of its records, however they are packed: the index is stamped with it. The ``release`` of an excerpt
    is its date.
    """

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("pretalx_ofa", "In progress")
        DONE = "done", pgettext_lazy("pretalx_ofa", "Done")
        FAILED = "failed", pgettext_lazy("pretalx_ofa", "Failed")

    release = models.CharField(max_length=100)
    is_excerpt = models.BooleanField(default=False)
    source = models.CharField(max_length=64, blank=True, default="")
    content = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    counts = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self):
        if self.is_excerpt:
            date = date_format(self.excerpt_date, "SHORT_DATE_FORMAT")
            return pgettext("pretalx_ofa", "Excerpt of {date}").format(date=date)
        return self.release

    @property
    def excerpt_date(self):
        return dt.date.fromisoformat(self.release)

    def problems(self):
        """[(row from 1 or 0, sentence in the active language)]."""
        return [
            (row, pgettext("pretalx_ofa", message).format(**values))
            for row, message, values in self.errors
        ]


@choices_are_checked
class RegistryProposal(models.Model):
    """A change of a release to an organisation that an event uses, for its organisers to decide.

    Until they accept a new name, the event shows ``names``: [[name, language, kind]] as they were.
    ``successor`` is the organisation that the links move to when it is accepted.
    """

    class What(models.TextChoices):
        RENAMED = "renamed", pgettext_lazy("pretalx_ofa", "Renamed")
        MERGED = "merged", pgettext_lazy("pretalx_ofa", "Became part of another one")
        INACTIVE = "inactive", pgettext_lazy("pretalx_ofa", "No longer active")
        WITHDRAWN = "withdrawn", pgettext_lazy("pretalx_ofa", "Withdrawn from the registry")

    class Answer(models.TextChoices):
        OPEN = "open", pgettext_lazy("pretalx_ofa", "Not answered")
        ACCEPTED = "accepted", pgettext_lazy("pretalx_ofa", "Accepted")
        DECLINED = "declined", pgettext_lazy("pretalx_ofa", "Left as it was")

    event = models.ForeignKey("event.Event", on_delete=models.CASCADE, related_name="ofa_proposals")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="proposals"
    )
    release = models.ForeignKey(RegistryImport, on_delete=models.CASCADE, related_name="proposals")
    what = models.CharField(max_length=9, choices=What.choices)
    names = models.JSONField(default=list)
    successor = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)

    objects = ScopedManager(event="event")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation", "what"], name="ofa_registry_proposal_once"
            )
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.what}"
