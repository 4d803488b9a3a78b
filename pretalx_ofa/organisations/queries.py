"""Which organisation a few words are, and which ones an event knows already."""

import unicodedata

from django.db.models import Q

from pretalx_ofa.organisations.models import Organisation, OrganisationName

SUGGESTIONS = 300


def folded(text):
    """Without case, accents and doubled white space: "UNIVERSIDADE  de Sao Paulo" = "… São Paulo"."""
    decomposed = unicodedata.normalize("NFKD", str(text).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def organisation_named(event, words):
    """The one organisation that has exactly these words as a name; None if none or several have.

    The event's own and used ones are compared without accents, the whole registry only without
    case. Acronyms are no names: too many share them.
    """
    words = " ".join(str(words).split())
    if not words:
        return None
    own = {pk for name, pk in _names(event) if folded(name) == folded(words)}
    found = own or set(
        OrganisationName.objects.filter(
            organisation__in=Organisation.objects.for_event(event), value__iexact=words
        )
        .exclude(kind=OrganisationName.Kind.ACRONYM)
        .values_list("organisation_id", flat=True)
    )
    return Organisation.objects.get(pk=found.pop()) if len(found) == 1 else None


def known_names(event):
    """Names to offer: of organisations that this event owns or uses, by name, at most 300."""
    return sorted({name for name, _pk in _names(event)}, key=folded)[:SUGGESTIONS]


def _names(event):
    return (
        OrganisationName.objects.filter(
            Q(organisation__event=event) | Q(organisation__affiliations__speaker__event=event)
        )
        .exclude(kind=OrganisationName.Kind.ACRONYM)
        .values_list("value", "organisation_id")
        .distinct()
    )
