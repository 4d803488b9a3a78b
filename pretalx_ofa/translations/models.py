from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext, pgettext_lazy
from pretalx.common.models.mixins import PretalxModel
from pretalx.submission.rules import orga_can_change_submissions

from pretalx_ofa.base.constraints import choices_are_checked
from pretalx_ofa.translations.fields import fields_of
from pretalx_ofa.translations.sources import fingerprint


@choices_are_checked
class Translation(PretalxModel):
    """One text of a session or a speaker in another language.

    ``field`` is the name of a :class:`TranslatableField` of its owner: checked here, not by the
    database, so that a new one needs no migration. ``source_hash`` is the fingerprint of the text it
    was made from: where that is no longer the current text, the translation is outdated.
    """

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
    field = models.CharField(max_length=40)
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

    def clean(self):
        super().clean()
        if self.field not in fields_of("speaker" if self.speaker_id else "submission"):
            text = pgettext("pretalx_ofa", "There is no text “{name}” to translate.")
            raise ValidationError({"field": text.format(name=self.field)})

    def is_outdated(self, source_text):
        return self.source_hash != fingerprint(source_text)
