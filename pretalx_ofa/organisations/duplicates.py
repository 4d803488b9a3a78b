"""Organisations of an event's own that may be the same as one of the registry, or as each other."""

from collections import defaultdict
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pretalx_ofa.organisations.matching.vocabulary import FORMS, PARTICLES
from pretalx_ofa.organisations.matching.words import significant, words
from pretalx_ofa.organisations.models import NotDuplicate, Organisation
from pretalx_ofa.organisations.queries import recognised

# A word may be misspelt from this length on; so many capitals make an acronym.
FORGIVEN, ACRONYM = 5, 3


class Duplicate(NamedTuple):
    """``other`` is what ``organisation`` could be merged into.

    ``why``: id (it has the id of that record), registry (its name is recognised as that record),
    name, acronym, spelling (one letter in one word).
    """

    organisation: Organisation
    other: Organisation
    why: str


def likely_duplicates(event):
    """The :class:`Duplicate` list of an event, without the pairs stored as NotDuplicate."""
    own = list(Organisation.objects.own(event).prefetch_related("names").order_by("pk"))
    apart = set(
        NotDuplicate.objects.filter(organisation__event=event).values_list("organisation", "other")
    )
    return [
        duplicate
        for duplicate in (*_in_registry(own), *_among(own))
        if not apart
        & {
            (duplicate.organisation.pk, duplicate.other.pk),
            (duplicate.other.pk, duplicate.organisation.pk),
        }
    ]


def _in_registry(own):
    answers = {}
    for organisation in own:
        if organisation.ror:
            answers[organisation.pk] = (organisation.ror, "id")
            continue
        if ror := recognised(organisation.name, organisation.country):
            answers[organisation.pk] = (ror, "registry")
    records = {
        o.ror: o
        for o in Organisation.objects.registry().filter(
            ror__in={ror for ror, _ in answers.values()}
        )
    }
    for organisation in own:
        ror, why = answers.get(organisation.pk, ("", ""))
        if ror in records:
            yield Duplicate(organisation, records[ror], why)


def _among(own):
    """Pairs of names with a common key whose remaining words differ no more than its kind allows."""
    buckets, seen = defaultdict(list), set()
    for organisation in own:
        for name in organisation.names.all():
            for kind, key, rest in _keys(words(name.value)):
                for other, other_rest in buckets[kind, key]:
                    pair = (organisation.pk, other.pk)
                    if pair not in seen and _is_alike(kind, rest, other_rest, *pair):
                        if _may_be_one(organisation, other):
                            yield Duplicate(organisation, other, kind)
                        seen.add(pair)
                buckets[kind, key].append((organisation, rest))


def _keys(found):
    """(kind, key, rest) of a name: all its words; its initials; and all its words but one."""
    kept = tuple(sorted(significant(found)))
    if not kept:
        return
    yield "name", kept, ""
    if len(found) == 1 and found[0].raw.isupper() and len(found[0].raw) >= ACRONYM:
        yield "acronym", found[0].text, "short"
    elif len(found) > 1:
        telling = [word for word in found if word.text not in PARTICLES]
        yield "acronym", "".join(word.text[0] for word in telling), "long"
    for place, word in enumerate(kept):
        if len(word) >= FORGIVEN and word not in FORMS:
            yield "spelling", kept[:place] + kept[place + 1 :], word


def _is_alike(kind, rest, other_rest, pk, other_pk):
    if pk == other_pk:
        return False
    if kind == "acronym":
        return rest != other_rest
    return kind == "name" or OSA.distance(rest, other_rest, score_cutoff=1) == 1


def _may_be_one(one, other):
    return not one.country or not other.country or one.country == other.country
