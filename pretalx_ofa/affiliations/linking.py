"""Linking words that somebody typed to organisations; the words themselves are never changed."""

from functools import cache

from django.db import transaction

from pretalx_ofa.affiliations.queries import unlinked
from pretalx_ofa.organisations.queries import folded, organisation_namer


def link_unlinked(event, *, person):
    """Links all words that name an organisation for sure. Returns the number of affiliations."""
    named = cache(organisation_namer(event))
    changed = 0
    with transaction.atomic():
        for affiliation in unlinked(event).select_related("speaker__event"):
            if organisation := named(affiliation.typed):
                _link(affiliation, organisation, person)
                changed += 1
    return changed


def link_names(event, organisation, *, person):
    """Links all words that are a name of an organisation. Returns the number of affiliations."""
    names = {folded(name.value) for name in organisation.names.all()}
    found = [
        affiliation
        for affiliation in unlinked(event).select_related("speaker__event")
        if folded(affiliation.typed) in names
    ]
    with transaction.atomic():
        for affiliation in found:
            _link(affiliation, organisation, person)
    return len(found)


def _link(affiliation, organisation, person):
    before = affiliation.get_instance_data()
    affiliation.organisation = organisation
    affiliation.save()
    affiliation.speaker.log_action(
        "pretalx_ofa.affiliation.update",
        person=person,
        orga=True,
        old_data=before,
        new_data=affiliation.get_instance_data(),
    )
