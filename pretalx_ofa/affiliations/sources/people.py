"""Whose texts are read: speakers of proposals that are still in the running."""

from pretalx.person.models import SpeakerProfile
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models import Submission

OUT = (
    SubmissionStates.DRAFT,
    SubmissionStates.REJECTED,
    SubmissionStates.CANCELED,
    SubmissionStates.WITHDRAWN,
)


def submissions(event):
    return Submission.objects.filter(event=event).exclude(state__in=OUT)


def speakers(event):
    return SpeakerProfile.objects.filter(event=event, submissions__in=submissions(event)).distinct()
