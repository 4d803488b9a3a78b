"""Organisations that belong together: those that the registry says are parts of one."""

from collections import defaultdict

from django.db.models import Q

from pretalx_ofa.organisations.models import Organisation, OrganisationRelation

# Of parts of parts: the registry has three levels, and errors.
DEPTH = 6


def heads_of(organisations):
    """{primary key: primary keys of the organisations at the head} of what each one is a part of.

    One that is a part of none is its own head; a laboratory of two universities has two. An
    organisation of the event's own that has the id of the registry's is a part of what that one is.
    """
    rors = {o.ror for o in organisations if o.ror}
    parents = _parents(rors)
    known = rors.union(parents, *parents.values())
    pks = dict(Organisation.objects.registry().filter(ror__in=known).values_list("ror", "pk"))
    return {
        o.pk: {pks.get(ror, o.pk) for ror in _heads(o.ror, parents, pks)} or {o.pk}
        for o in organisations
    }


def _parents(rors):
    """{id: ids of what it is a part of}, of these ids and all above them."""
    found, level = defaultdict(set), set(rors)
    for _ in range(DEPTH):
        relations = OrganisationRelation.objects.filter(
            Q(kind="parent", organisation__ror__in=level) | Q(kind="child", ror__in=level),
            organisation__event=None,
        )
        pairs = {
            (own, other) if kind == "parent" else (other, own)
            for kind, own, other in relations.values_list("kind", "organisation__ror", "ror")
        }
        level = {parent for _part, parent in pairs} - set(found) - level
        for part, parent in pairs:
            found[part].add(parent)
        if not level:
            break
    return dict(found)


def _heads(ror, parents, known, below=()):
    """The ids at the head of one; those that are not ``known`` are left out, and nobody is above itself."""
    above = {p for p in parents.get(ror, ()) if p in known and p != ror and p not in below}
    if not above:
        return {ror} if ror else set()
    return set().union(*(_heads(parent, parents, known, (*below, ror)) for parent in above))
