"""Forgetting people: pretalx deletes a profile, or keeps it without a name."""

from django.db import transaction
from django_scopes import scopes_disabled
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.base.activity import forget_activity
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.translations.models import Translation


@scopes_disabled()
@transaction.atomic
def erase(profiles):
    """Removes the texts of speakers (profiles) in other languages, also from the activity log."""
    for event_id in {profile.event_id for profile in profiles}:
        mark_changed(event_id, what="deleted")
    forget_activity(SpeakerProfile, [profile.pk for profile in profiles])
    Translation.objects.filter(speaker__in=profiles).delete()


@scopes_disabled()
def erase_translator(user):
    """Texts stay; who wrote them is forgotten."""
    Translation.objects.filter(user=user).update(user=None)
