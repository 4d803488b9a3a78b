"""What happens to our data when an event ticks the plugin, is copied, or loses somebody."""

from django.db import transaction
from django_scopes import scope, scopes_disabled
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.base.changes import Change, mark_changed
from pretalx_ofa.base.queueing import has_workers, queue
from pretalx_ofa.exports import stored
from pretalx_ofa.host import header_link
from pretalx_ofa.journal.recording import forget_entries
from pretalx_ofa.organisations.editing import copy_own
from pretalx_ofa.programme import snapshots
from pretalx_ofa.tracks.models import TrackTheme
from pretalx_ofa.translations.models import Translation


def activate(event):
    """Nothing is built in this click: workers do it, else whoever looks first."""
    header_link.add_header_link(event)
    with scope(event=event):
        snapshots.restart(event)
    if has_workers():
        transaction.on_commit(lambda: queue("refresh_programme", event_id=event.pk))


def deactivate(event):
    """Data stays for the next time; what visitors see of us goes."""
    header_link.remove_header_link(event)


def copy(event, other, track_map, submission_type_map):
    """The look of tracks and the event's own organisations move on to its next edition.

    ``other`` is the old event's slug; the maps lead from old ids to new objects. People and texts
    stay behind. pretalx has copied our settings already, with the old ids in them.
    """
    with scopes_disabled(), transaction.atomic():
        header_link.move_header_link(event, other)
        for name, new in (("tracks", track_map), ("types", submission_type_map)):
            key = f"ofa_logistics_{name}"
            ids = event.settings.get(key)
            event.settings.set(key, [new[pk].pk for pk in ids if pk in new])
        for theme in TrackTheme.objects.filter(track__in=list(track_map)):
            theme.pk, theme._state.adding = None, True
            theme.track = track_map[theme.track_id]
            theme.save()
        copy_own(event, other)


def erase_user(user):
    """Everything we know about somebody: affiliations, texts, and their place in stored snapshots.

    Called before pretalx deletes or anonymises the account.
    """
    with scopes_disabled(), transaction.atomic():
        profiles = list(SpeakerProfile.objects.filter(user=user).select_related("event"))
        affiliations = Affiliation.objects.filter(speaker__in=profiles)
        for profile in profiles:
            forget_entries(profile.event, Affiliation, affiliations.values_list("pk", flat=True))
            mark_changed(profile.event_id, what=Change.What.DELETED, erased=profile.code)
            stored.discard(profile.event_id)
        affiliations.delete()
        Translation.objects.filter(speaker__in=profiles).delete()
        Translation.objects.filter(user=user).update(user=None)
