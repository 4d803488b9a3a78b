"""Switching the plugin on and off, copying an event, and erasing people."""

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event, Organiser
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations import erasing as affiliations
from pretalx_ofa.base.changes import Change, mark_changed
from pretalx_ofa.base.queueing import has_workers, queue
from pretalx_ofa.clashes import erasing as clashes
from pretalx_ofa.exports import stored
from pretalx_ofa.host import header_link
from pretalx_ofa.mails.writing import follow_copy
from pretalx_ofa.organisations.editing import copy_own, forget_author
from pretalx_ofa.organisations.registry import refresh
from pretalx_ofa.programme import snapshots
from pretalx_ofa.review.erasing import erase_reviewer
from pretalx_ofa.tracks.looks import copy_themes
from pretalx_ofa.translations import erasing as translations


def activate(event):
    """The plugin was switched on. Workers build the snapshot, else the first reader does.

    Whoever types the first affiliation will find organisations.
    """
    header_link.add_header_link(event)
    with scope(event=event):
        snapshots.restart(event)
    if has_workers():
        transaction.on_commit(lambda: queue("refresh_programme", event_id=event.pk))
    transaction.on_commit(refresh.provide_excerpt, robust=True)


def deactivate(event):
    """The plugin was switched off: the header link goes, the data stays."""
    header_link.remove_header_link(event)


def copy(event, other, track_map, submission_type_map):
    """Copies the look of tracks and the event's own organisations to a new event.

    ``other`` is the old event's slug; the maps lead from old ids to new objects. People and texts
    stay behind. pretalx has copied our settings already, with the old ids in them.
    """
    with scopes_disabled(), transaction.atomic():
        header_link.move_header_link(event, other)
        for name, new in (("tracks", track_map), ("types", submission_type_map)):
            key = f"ofa_logistics_{name}"
            ids = event.settings.get(key)
            event.settings.set(key, [new[pk].pk for pk in ids if pk in new])
        follow_copy(event)
        copy_themes(event, track_map)
        copy_own(event, other)


def erase_profile(profile, origin):
    """Erases a speaker who is being deleted from files, journal and activity log.

    ``origin`` is what Django deletes: the profile, a query set of profiles (all erased at its first
    row), or the event, whose cascade covers both logs.
    """
    model = getattr(origin, "model", type(origin))
    if model in {Event, Organiser}:
        return
    together = isinstance(origin, QuerySet) and model is SpeakerProfile
    if together and getattr(origin, "ofa_erased", False):
        return
    profiles = list(origin) if together else [profile]
    if together:
        origin.ofa_erased = True
    for event_id in {profile.event_id for profile in profiles}:
        stored.discard(event_id)
    affiliations.erase(profiles)
    translations.erase(profiles)
    clashes.erase(profiles)


def erase_user(user):
    """Erases a user's affiliations, texts and conflicts of interest, also from stored snapshots and files.

    Called before pretalx deletes or anonymises the account.
    """
    with scopes_disabled(), transaction.atomic():
        profiles = list(SpeakerProfile.objects.filter(user=user).select_related("event"))
        for profile in profiles:
            mark_changed(profile.event_id, what=Change.What.DELETED, erased=profile.code)
            stored.discard(profile.event_id)
        affiliations.erase(profiles)
        erase_address(user.email)
        translations.erase(profiles)
        translations.erase_translator(user)
        forget_author(user)
        clashes.erase(profiles)
        clashes.erase_author(user)
        erase_reviewer(user)


def erase_address(address):
    """Erases what others wrote of a person by an e-mail address, who may have no account."""
    if address:
        affiliations.erase_address(address)
