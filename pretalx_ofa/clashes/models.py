from django.conf import settings
from django.db import models
from django_scopes import ScopedManager


class Clash(models.Model):
    """What somebody typed into a field that somebody else had changed meanwhile.

    ``section`` names a :class:`Section`, ``key`` the field in it, ``typed`` its value as the section has
    it. It belongs to one of speaker, submission and organisation, or to the event's settings.
    """

    event = models.ForeignKey("event.Event", on_delete=models.CASCADE, related_name="ofa_clashes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=20)
    speaker = models.ForeignKey(
        "person.SpeakerProfile", on_delete=models.CASCADE, null=True, related_name="ofa_clashes"
    )
    submission = models.ForeignKey(
        "submission.Submission", on_delete=models.CASCADE, null=True, related_name="ofa_clashes"
    )
    organisation = models.ForeignKey(
        "pretalx_ofa.Organisation", on_delete=models.CASCADE, null=True, related_name="clashes"
    )
    key = models.CharField(max_length=60)
    typed = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(event="event")

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.section}: {self.key}"
