from django.db import models
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager
from pretalx.common.models.mixins import PretalxModel

from pretalx_ofa.base.constraints import choices_are_checked


@choices_are_checked
class TrackTheme(PretalxModel):
    """How a track looks, beyond pretalx's one colour. Code and shape never change by themselves.

    ``color`` is the track's when ``ink``, ``tint`` and ``mark`` were made of it, all ``#rrggbb``.
    """

    class Shape(models.TextChoices):
        CIRCLE = "circle", pgettext_lazy("pretalx_ofa", "Circle")
        SQUARE = "square", pgettext_lazy("pretalx_ofa", "Square")
        TRIANGLE = "triangle", pgettext_lazy("pretalx_ofa", "Triangle")
        DIAMOND = "diamond", pgettext_lazy("pretalx_ofa", "Diamond")
        HEXAGON = "hexagon", pgettext_lazy("pretalx_ofa", "Hexagon")
        STAR = "star", pgettext_lazy("pretalx_ofa", "Star")

    event = models.ForeignKey(
        "event.Event", on_delete=models.CASCADE, related_name="ofa_track_themes"
    )
    track = models.OneToOneField(
        "submission.Track", on_delete=models.CASCADE, related_name="ofa_theme"
    )
    code = models.CharField(max_length=4)
    shape = models.CharField(max_length=8, choices=Shape.choices)
    color = models.CharField(max_length=7)
    ink = models.CharField(max_length=7)
    tint = models.CharField(max_length=7)
    mark = models.CharField(max_length=7)

    objects = ScopedManager(event="event")

    log_prefix = "pretalx_ofa.track_theme"

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="ofa_track_code_once")
        ]

    def __str__(self):
        return self.code

    @property
    def log_parent(self):
        return self.track
