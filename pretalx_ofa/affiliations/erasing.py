"""Forgetting people: pretalx deletes a profile, or keeps it without a name."""

from collections import defaultdict

from django.db import transaction
from django_scopes import scopes_disabled
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations.models import Affiliation, PersonDetails, SessionAffiliations
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.base.activity import forget_activity
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.journal.recording import forget_entries


@scopes_disabled()
@transaction.atomic
def erase(profiles):
    """Removes all that this room knows of speakers (profiles), also from journal and activity log."""
    forget = {Affiliation: defaultdict(set), Suggestion: defaultdict(set)}
    for model, keys in forget.items():
        rows = model.objects.filter(speaker__in=profiles)
        for pk, event_id in rows.values_list("pk", "event_id"):
            keys[event_id].add(pk)
    for event_id in {profile.event_id for profile in profiles}:
        for model, keys in forget.items():
            forget_entries(event_id, model, keys[event_id])
        mark_changed(event_id, what="deleted")
    forget_activity(SpeakerProfile, [profile.pk for profile in profiles])
    SessionAffiliations.objects.filter(speaker__in=profiles).delete()
    PersonDetails.objects.filter(speaker__in=profiles).delete()
    Suggestion.objects.filter(speaker__in=profiles).delete()
    Affiliation.objects.filter(speaker__in=profiles).delete()


@scopes_disabled()
def erase_answers(question):
    """A question is deleted with its answers: nobody has to decide on what they said."""
    Suggestion.objects.filter(
        event=question.event_id,
        source=Suggestion.Source.QUESTION,
        key=str(question.pk),
        state__in=[Suggestion.State.OPEN, Suggestion.State.SUPERSEDED],
    ).delete()


@scopes_disabled()
def erase_address(address):
    """Removes what submitters wrote of a person whom they had invited by this address."""
    Affiliation.all_objects.filter(invited=address.lower()).delete()
