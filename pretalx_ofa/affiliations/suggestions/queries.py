"""Which suggestions wait for a decision."""

from django.db.models import Case, Count, Q, Value, When

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.organisations.recognising import Tier

SURENESS = [When(tier=tier, then=Value(place)) for place, tier in enumerate(Tier)]


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


def surest_first(event, tier=None):
    """The open suggestions of a tier, or of all, with whom and what they are about."""
    rows = open_suggestions(event).annotate(sureness=Case(*SURENESS))
    if tier:
        rows = rows.filter(tier=tier)
    return rows.select_related("speaker__user", "submission", "organisation").order_by(
        "sureness", "cluster", "pk"
    )


def count_by_tier(event):
    """{:class:`Tier`: number of open suggestions}, of all tiers."""
    counts = open_suggestions(event).order_by().values_list("tier").annotate(Count("pk"))
    return dict.fromkeys(Tier, 0) | {Tier(tier): number for tier, number in counts}


def events_waiting():
    """Primary keys of the events with open suggestions, of all."""
    waiting = Suggestion.objects.filter(state=Suggestion.State.OPEN)
    return list(waiting.order_by("event").values_list("event", flat=True).distinct())
