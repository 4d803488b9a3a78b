from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy
from pretalx.common.models.mixins import PretalxModel
from pretalx.submission.rules import orga_can_change_submissions

from pretalx_ofa.translations.sources import fingerprint


class Translation(PretalxModel):
    """One field of a session or a biography in another language.

    ``source_hash`` is the fingerprint of the text it was made from: where that is no longer the
    current text, the translation is outdated.
    """

    class Field(models.TextChoices):
        TITLE = "title", pgettext_lazy("pretalx_ofa", "Title")
        ABSTRACT = "abstract", pgettext_lazy("pretalx_ofa", "Abstract")
        DESCRIPTION = "description", pgettext_lazy("pretalx_ofa", "Description")
        BIOGRAPHY = "biography", pgettext_lazy("pretalx_ofa", "Biography")

    class State(models.TextChoices):
        APPROVED = "approved", pgettext_lazy("pretalx_ofa", "Approved")
        DRAFT = "draft", pgettext_lazy("pretalx_ofa", "Draft")
        MACHINE = "machine", pgettext_lazy("pretalx_ofa", "Machine draft")

    event = models.ForeignKey(
        "event.Event", on_delete=models.CASCADE, related_name="ofa_translations"
    )
    submission = models.ForeignKey(
        "submission.Submission",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="ofa_translations",
    )
    speaker = models.ForeignKey(
        "person.SpeakerProfile",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="ofa_translations",
    )
    field = models.CharField(max_length=11, choices=Field.choices)
    language = models.CharField(max_length=16)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.APPROVED)
    source_hash = models.CharField(max_length=16)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    log_prefix = "pretalx_ofa.translation"

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(submission=None) ^ Q(speaker=None), name="ofa_translation_of_one_thing"
            ),
            models.UniqueConstraint(
                fields=["submission", "field", "language"],
                condition=Q(speaker=None),
                name="ofa_translation_session_once",
            ),
            models.UniqueConstraint(
                fields=["speaker", "field", "language"],
                condition=Q(submission=None),
                name="ofa_translation_speaker_once",
            ),
        ]
        rules_permissions = {
            "list": orga_can_change_submissions,
            "update": orga_can_change_submissions,
        }

    def __str__(self):
        return f"Translation({self.field}, {self.language})"

    @property
    def log_parent(self):
        return self.submission or self.speaker

    def is_outdated(self, source_text):
        return self.source_hash != fingerprint(source_text)
