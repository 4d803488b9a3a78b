"""Which suggestions wait for a decision."""

from django.db.models import Q

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.organisations.recognising import Tier


def open_suggestions(event):
    """Those that nobody has decided on, without typed words that somebody has linked elsewhere."""
    elsewhere = Q(affiliation__organisation__isnull=False) | ~Q(
        affiliation__kind=Affiliation.Kind.ORDINARY
    )
    return Suggestion.objects.filter(event=event, state=Suggestion.State.OPEN).exclude(
        Q(source=Suggestion.Source.TYPED) & elsewhere
    )


def certain(event):
    """The open suggestions that can be accepted without looking at each."""
    return open_suggestions(event).filter(tier=Tier.CERTAIN, organisation__isnull=False)
