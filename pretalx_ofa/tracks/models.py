from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager
from pretalx.common.models.mixins import PretalxModel


class TrackTheme(PretalxModel):
    """How a track looks, beyond pretalx's one colour: a second channel for those who see no colour."""

    class Shape(models.TextChoices):
        CIRCLE = "circle", pgettext_lazy("pretalx_ofa", "Circle")
        SQUARE = "square", pgettext_lazy("pretalx_ofa", "Square")
        TRIANGLE = "triangle", pgettext_lazy("pretalx_ofa", "Triangle")
        DIAMOND = "diamond", pgettext_lazy("pretalx_ofa", "Diamond")
        HEXAGON = "hexagon", pgettext_lazy("pretalx_ofa", "Hexagon")
        STAR = "star", pgettext_lazy("pretalx_ofa", "Star")

    track = models.OneToOneField(
        "submission.Track", on_delete=models.CASCADE, related_name="ofa_theme"
    )
    code = models.CharField(max_length=4, blank=True, default="")
    shape = models.CharField(max_length=8, choices=Shape.choices, blank=True, default="")
    color = models.CharField(
        max_length=7,
        blank=True,
        default="",
        validators=[RegexValidator("^#[0-9A-Fa-f]{6}$")],
    )

    objects = ScopedManager(event="track__event")

    log_prefix = "pretalx_ofa.track_theme"

    def __str__(self):
        return self.code or str(self.track)

    @property
    def event(self):
        return self.track.event

    @property
    def log_parent(self):
        return self.track
