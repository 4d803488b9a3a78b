"""Receivers that call ``mark_changed`` for pretalx's rows, whatever page, API or command saves them.

They are connected per model: one for all would make Django fetch every row that it deletes.
"""

from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist
from django.db.models.signals import post_delete, post_init, post_save
from pretalx.common.models import ActivityLog
from pretalx.event.models import Event, Organiser
from pretalx.person.models import ProfilePicture, SpeakerProfile, User
from pretalx.schedule.models import Room
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models import CfP, Resource, Submission, SubmissionType, Track
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.base.changes import Change, mark_changed, remember
from pretalx_ofa.exports import stored

EDITED, HIDDEN, DELETED = Change.What.EDITED, Change.What.HIDDEN, Change.What.DELETED
# From a row to the key of its event.
EVENT_OF = {
    CfP: lambda row: row.event_id,
    Event: lambda row: row.pk,
    Resource: lambda row: row.submission.event_id,
    Room: lambda row: row.event_id,
    SpeakerProfile: lambda row: row.event_id,
    SpeakerRole: lambda row: row.submission.event_id,
    Submission: lambda row: row.event_id,
    SubmissionType: lambda row: row.event_id,
    Track: lambda row: row.event_id,
}
# What takes something from view by being saved.
HIDES = {
    CfP: lambda row: not row.request_avatar,
    Resource: lambda row: not row.is_public,
    Submission: lambda row: (
        row.state
        in {SubmissionStates.CANCELED, SubmissionStates.REJECTED, SubmissionStates.WITHDRAWN}
    ),
}
# The order of speakers is changed by a bulk update that tells the activity log only.
LOGGED = (Event, SpeakerProfile, Submission)


def remember_event(sender, instance, **kwargs):
    if instance.pk and "plugins" in instance.__dict__:
        remember(instance)


def tell_of_saved(sender, instance, **kwargs):
    hides = sender in HIDES and HIDES[sender](instance)
    mark_changed(EVENT_OF[sender](instance), what=HIDDEN if hides else EDITED)


def tell_of_deleted(sender, instance, origin=None, **kwargs):
    # Of what goes together only the first tells; with the event everything of ours goes by itself.
    first = getattr(origin, "model", type(origin))
    if first is Organiser or (first in EVENT_OF and first is not sender):
        return
    # In the middle of a cascade the way up to the event may be gone already.
    with suppress(ObjectDoesNotExist):
        event_id = EVENT_OF[sender](instance)
        if mark_changed(event_id, what=DELETED):
            stored.discard(event_id)


def tell_of_logged(sender, instance, **kwargs):
    if instance.event_id and instance.content_type.model_class() in LOGGED:
        mark_changed(instance.event_id)


def tell_of_user(sender, instance, created, update_fields=None, **kwargs):
    # A log-in saves its date only.
    if not created and (update_fields is None or "name" in update_fields):
        _tell_of_speakers(EDITED, user=instance.pk)


def tell_of_picture(sender, instance, **kwargs):
    # Since pretalx 2026.3 it may be of somebody without an account.
    of = {"user": instance.user_id} if instance.user_id else {"profile_picture": instance.pk}
    _tell_of_speakers(HIDDEN if kwargs["signal"] is post_delete else EDITED, **of)


def _tell_of_speakers(what, **of):
    profiles = SpeakerProfile.objects.filter(**of).order_by()
    for event_id in set(profiles.values_list("event_id", flat=True)):
        mark_changed(event_id, what=what)


def tell_of_setting(sender, instance, **kwargs):
    if instance.key.startswith("ofa_"):
        mark_changed(instance.object_id)


def connect():
    """Called once, when the plugin is loaded."""
    settings = Event._settings_objects.rel.related_model
    for signal, senders, tell in (
        ((post_init, post_save), (Event,), remember_event),
        ((post_save,), EVENT_OF, tell_of_saved),
        ((post_delete,), EVENT_OF.keys() - {CfP, Event}, tell_of_deleted),
        ((post_save,), (ActivityLog,), tell_of_logged),
        ((post_save,), (User,), tell_of_user),
        ((post_save, post_delete), (ProfilePicture,), tell_of_picture),
        ((post_save, post_delete), (settings,), tell_of_setting),
    ):
        for one in signal:
            for sender in senders:
                one.connect(tell, sender=sender, dispatch_uid=f"pretalx_ofa.{tell.__name__}")
