"""Who may do what, composed of pretalx's predicates."""

from django.contrib.auth.models import AnonymousUser
from pretalx.agenda.rules import can_view_schedule
from pretalx.orga.rules import can_view_speaker_names
from pretalx.person.rules import is_reviewer
from pretalx.submission.rules import orga_can_change_submissions

# As pretalx lists speakers: the public once a schedule is, reviewers unless names are hidden.
can_see_organisations = (
    can_view_schedule | orga_can_change_submissions | (is_reviewer & can_view_speaker_names)
)


def profile_of(user, event):
    """A user's SpeakerProfile in an event; None without a proposal there."""
    if user.is_anonymous:
        return None
    return user.profiles.filter(event=event, submissions__isnull=False).first()


def programme_permission(event, released="schedule.list_schedule"):
    """pretalx's permission for whoever wants to see an event's programme: before the first release,
    when it consists of featured sessions, that for their page; afterwards ``released``.
    """
    return released if event.current_schedule else "submission.list_featured_submission"


def everyone_may(event, permission="schedule.list_schedule"):
    """Whether anonymous visitors may, so that shared caches may keep a page."""
    return AnonymousUser().has_perm(permission, event)
