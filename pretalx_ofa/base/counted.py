"""Which sessions count now: for the gaps that organisers are told of, and for whoever speaks in them."""

from pretalx.person.models import SpeakerProfile
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models.submission import SpeakerRole

ACCEPTED = (SubmissionStates.ACCEPTED, SubmissionStates.CONFIRMED)
GONE = (SubmissionStates.REJECTED, SubmissionStates.WITHDRAWN, SubmissionStates.CANCELED)


def proposals(event):
    """All proposals in any state, without logistics."""
    return event.submissions.exclude(track__in=_ids(event.settings.ofa_logistics_tracks)).exclude(
        submission_type__in=_ids(event.settings.ofa_logistics_types)
    )


def counted_sessions(event):
    """The accepted sessions, or all proposals while there are none; logistics are left out."""
    relevant = proposals(event).exclude(state__in=GONE)
    accepted = relevant.filter(state__in=ACCEPTED)
    return accepted if accepted.exists() else relevant


def _ids(setting):
    """Whatever else a setting holds stops no page."""
    return [pk for pk in setting if isinstance(pk, int)]


def speakers_of(sessions):
    """The profiles that speak in some sessions (a queryset), each once; pretalx joins, and repeats them."""
    roles = SpeakerRole.objects.filter(submission__in=sessions.order_by())
    return SpeakerProfile.objects.filter(pk__in=roles.order_by().values("speaker"))
