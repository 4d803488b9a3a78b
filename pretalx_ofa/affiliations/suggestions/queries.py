"""Which suggestions wait for a decision."""

from django.db.models import Case, Count, Q, Value, When

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.organisations.recognising import Tier

SURENESS = [When(tier=tier, then=Value(place)) for place, tier in enumerate(Tier)]


def open_suggestions(event):
    """Those that nobody has decided on, without typed words that somebody has linked elsewhere."""
    unlinked = Q(affiliation__organisation=None, affiliation__kind=Affiliation.Kind.ORDINARY)
    return Suggestion.objects.filter(
        ~Q(source=Suggestion.Source.TYPED) | Q(affiliation__isnull=False) & unlinked,
        event=event,
        state=Suggestion.State.OPEN,
    )


def certain(event):
    """The open suggestions that can be accepted without looking at each."""
    return open_suggestions(event).filter(tier=Tier.CERTAIN, organisation__isnull=False)


def found(suggestions):
    """Those of answers, biographies and files, which are no affiliations yet."""
    return suggestions.exclude(source=Suggestion.Source.TYPED)


def surest_first(suggestions):
    """Suggestions in the order of their tiers, with whom they are about."""
    rows = suggestions.annotate(sureness=Case(*SURENESS)).order_by("sureness", "cluster", "pk")
    return rows.select_related("speaker__user", "submission")


def count_by_tier(suggestions):
    """{:class:`Tier`: number of suggestions}, of all tiers."""
    counts = suggestions.order_by().values_list("tier").annotate(Count("pk"))
    return dict.fromkeys(Tier, 0) | {Tier(tier): number for tier, number in counts}


def events_waiting():
    """Primary keys of the events with open suggestions, of all."""
    waiting = Suggestion.objects.filter(state=Suggestion.State.OPEN)
    return list(waiting.order_by("event").values_list("event", flat=True).distinct())
