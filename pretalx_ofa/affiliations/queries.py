"""Which organisations an event's speakers are at, and which words are not linked to any."""

from collections import Counter

from django.db.models import Count, Q

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import folded


def organisations_in_use(event):
    """The event's own organisations and those of its speakers, with ``people`` (their number)."""
    here = Q(affiliations__speaker__event=event)
    return (
        Organisation.objects.filter(Q(event=event) | here)
        .annotate(people=Count("affiliations__speaker", filter=here, distinct=True))
        .prefetch_related("names")
        .order_by("name", "pk")
    )


def unlinked(event):
    """Affiliations whose words belong to no organisation yet."""
    return Affiliation.objects.filter(
        speaker__event=event, organisation=None, kind=Affiliation.Kind.ORDINARY
    ).exclude(typed="")


def unlinked_words(event):
    """[(words, number of affiliations)] that are not linked, the most frequent first."""
    spellings, counts = {}, Counter()
    for typed in unlinked(event).values_list("typed", flat=True):
        counts[folded(typed)] += 1
        spellings.setdefault(folded(typed), typed)
    return [(spellings[key], count) for key, count in counts.most_common()]
