"""Which organisation a text names, and which ones to suggest for a part of a name."""

from collections import defaultdict
from contextlib import suppress
from typing import NamedTuple

from babel.core import get_global
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from pretalx_ofa.base.junk import is_junk
from pretalx_ofa.i18n.languages import babel_locale, primary
from pretalx_ofa.organisations.matching.words import words
from pretalx_ofa.organisations.models import Organisation, OrganisationName
from pretalx_ofa.organisations.registry import loaded
from pretalx_ofa.organisations.usage import is_used

SUGGESTIONS = 300
LIMIT = 10


class Suggestion(NamedTuple):
    """``found`` is the name that was found where it is another one than ``name``; ``successor``
    the name of the organisation that an inactive one became part of."""

    id: int
    name: str
    found: str
    place: str
    ror: str
    is_active: bool
    successor: str


def folded(text):
    """Words without case, accents and punctuation: "UNIVERSIDADE  de Sao Paulo" = "… São Paulo"."""
    return " ".join(word.text for word in words(str(text)))


def organisation_named(event, text, *, submitter=None):
    """The organisation that these words name unambiguously; None if none or several may be meant.

    For a ``submitter`` (User; None for organisers) what others proposed is not there.
    """
    return organisation_namer(event, submitter=submitter)(text)


def organisation_namer(event, *, submitter=None):
    """:func:`organisation_named` for many words: the event's names are read once.

    The event's own and used organisations come first; then the registry, as :mod:`matching`
    recognises it.
    """
    known = organisations_by_name(event, submitter=submitter)

    def named(text):
        key = folded(text)
        # Signs alone are no words: all such names would be one.
        if key and key in known:
            return known[key]
        if is_junk(text) or not (ror := recognised(str(text))):
            return None
        usable = _without_proposals(Organisation.objects.for_event(event), submitter)
        # Where the event has taken the registry's id for one of its own, that one is meant.
        return usable.filter(ror=ror).order_by(F("event").asc(nulls_last=True)).first()

    return named


def recognised(text, country=None):
    """The id of the registry's one organisation that a text names with certainty, else None."""
    with suppress(FileNotFoundError):
        found = loaded.matcher().match(text, country or None).ror
        # Words that name two organisations are two entries: a person has to part them.
        if len(found) == 1:
            return found[0]
    return None


def _without_proposals(rows, submitter, path=""):
    """Without the organisations that somebody else than the submitter proposed; ``path`` leads there.

    What was merged is as public as what it was merged into.
    """
    if submitter is None:
        return rows
    suggested = Organisation.Confirmation.SUGGESTED
    one = Q(**{f"{path}confirmation": suggested, f"{path}merged_into": None})
    merged = Q(**{f"{path}merged_into__confirmation": suggested})
    return rows.exclude(one & ~_is_by(submitter, path)).exclude(
        merged & ~_is_by(submitter, f"{path}merged_into__")
    )


def _is_by(submitter, path=""):
    """The condition that a submitter (User, also an anonymous one) described an organisation."""
    if submitter.is_anonymous:
        return Q(**{f"{path}pk__in": []})
    return Q(**{f"{path}described_by": submitter.pk})


def organisations_by_name(event, *, submitter=None):
    """{folded name: organisation} of those an event owns or uses; None where several have the name."""
    pks = keys_by_name(event, submitter=submitter)
    one = {key: next(iter(found)) for key, found in pks.items() if len(found) == 1}
    records = Organisation.objects.filter(pk__in=set(one.values())).in_bulk()
    return {key: records.get(one.get(key)) for key in pks}


def keys_by_name(event, *, submitter=None):
    """{folded name: primary keys of the organisations of that name that an event owns or uses}."""
    pks = defaultdict(set)
    for name, pk in _without_proposals(_names(event), submitter, "organisation__"):
        pks[folded(name)].add(pk)
    return pks


def organisation_chosen(event, pk, text, *, submitter=None):
    """The organisation that was chosen from a list, if these words are still one of its names."""
    if pk is None:
        return None
    usable = _without_proposals(Organisation.objects.for_event(event), submitter)
    found = usable.filter(pk=pk).first()
    names = [name.value for name in found.names.all()] if found else []
    return found if folded(text) in map(folded, names) else None


def known_names(event):
    """Names to offer: of organisations that this event owns or uses, by name, at most 300."""
    return sorted({name for name, _pk in _names(event)}, key=folded)[:SUGGESTIONS]


def _names(event):
    """(name, organisation) of those an event owns or uses; what was merged leads to its target."""
    return (
        OrganisationName.objects.filter(
            Q(organisation__event=event) | is_used(event, path="organisation")
        )
        .exclude(kind=OrganisationName.Kind.ACRONYM)
        .values_list("value", Coalesce("organisation__merged_into", "organisation_id"))
        .distinct()
    )


def suggestions(event, text, language, *, submitter=None):
    """[:class:`Suggestion`] for the beginning of a name: the event's own organisations first.

    A ``submitter`` (User, also an anonymous one; None for organisers) finds of the event's own only
    those that they described, and learns by no order which ones others speak for.
    """
    rows = Organisation.objects.own(event)
    if submitter is not None:
        rows = rows.filter(_is_by(submitter))
    own = _found_in(rows, text)
    own_ids = {organisation.ror for organisation, _name in own}
    found = {}
    with suppress(FileNotFoundError):
        index, used = loaded.opened(), _used(event) if submitter is None else ()
        for entry in loaded.search()(text, limit=LIMIT, boost=used, country=event_country(event)):
            if (ror := index.record(entry.number).id) not in own_ids:
                found[ror] = entry.name
    records = {
        organisation.ror: organisation
        for organisation in Organisation.objects.registry()
        .filter(ror__in=[*found, *_successors(found)])
        .prefetch_related("names")
    }
    offered = [_suggestion(o, name, language, records) for o, name in own]
    offered += [
        _suggestion(records[ror], name, language, records)
        for ror, name in found.items()
        if ror in records
    ]
    return offered[:LIMIT]


def _found_in(organisations, text):
    wanted = folded(text).split()
    found = []
    for organisation in organisations.prefetch_related("names") if wanted else ():
        for name in organisation.names.all():
            have = folded(name.value).split()
            if all(any(word.startswith(part) for word in have) for part in wanted):
                found.append((organisation, name.value))
                break
    return found


def _used(event):
    return set(Organisation.objects.registry().filter(is_used(event)).values_list("ror", flat=True))


def _successors(ids):
    index = loaded.opened() if ids else None
    known = [record for one in ids if (record := index.by_id(one))]
    return {ror for record in known for ror in record.related("successor")}


def _suggestion(organisation, found, language, records):
    successor = ""
    if organisation.status != Organisation.Status.ACTIVE and organisation.event_id is None:
        ids = _successors([organisation.ror])
        successor = next((records[ror].name for ror in ids if ror in records), "")
    name = name_in(organisation, language)
    return Suggestion(
        id=organisation.pk,
        name=name,
        found=found if found != name else "",
        place=place_in(organisation, language),
        ror=organisation.ror or "",
        is_active=organisation.status == Organisation.Status.ACTIVE,
        successor=successor,
    )


def name_in(organisation, language):
    """The name in the reader's language where the registry has one, else the displayed one."""
    named = [n for n in organisation.names.all() if n.is_main]
    return next(
        (n.value for n in named if n.language and primary(n.language) == primary(language)),
        organisation.name,
    )


def names_of(pks, language):
    """{primary key: name} as :func:`name_in` has them, of many organisations in two queries."""
    names = dict(Organisation.objects.filter(pk__in=pks).order_by().values_list("pk", "name"))
    found = OrganisationName.objects.filter(
        organisation__in=pks,
        kind__in=OrganisationName.MAIN,
        language__istartswith=primary(language),
    ).order_by("-pk")
    names |= {
        pk: value
        for pk, value, code in found.values_list("organisation_id", "value", "language")
        if primary(code) == primary(language)
    }
    return names


def place_in(organisation, language):
    """ "Curitiba, Brasil": city and country in the reader's language, as far as they are known."""
    territory = territory_name(organisation.country, language)
    return ", ".join(part for part in (organisation.city, territory) if part)


def territory_name(country, language):
    """ "Brasil": a country (two letters) in a language; "" for what is none."""
    return babel_locale(language).territories.get(country, "")


def event_country(event):
    """The country (two letters) of an event's time zone, by CLDR; None for zones of no country.

    It decides between what is equal otherwise.
    """
    country = get_global("zone_territories").get(event.timezone, "")
    return country if country.isalpha() else None
