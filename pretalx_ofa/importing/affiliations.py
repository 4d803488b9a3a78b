"""What our own programme.json has of organisations, affiliations and people's details."""

from django.db.models import F

from pretalx_ofa.affiliations.editing import (
    EARLIEST,
    LATEST,
    add_imported,
    choose_imported,
    describe_imported,
)
from pretalx_ofa.affiliations.orcid import read_orcid
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.bookkeeping import chunks
from pretalx_ofa.importing.texts import i18n, original
from pretalx_ofa.organisations.identifiers import read_ror, read_website
from pretalx_ofa.organisations.models import Organisation, OrganisationName
from pretalx_ofa.organisations.queries import folded, organisations_by_name


def store(run, submissions, profiles):
    people = run.programme.people
    describe_imported(
        {
            profiles[person.code].pk: (person.sort_name, read_orcid(person.orcid) or "")
            for person in people
            if person.sort_name or person.orcid
        }
    )
    organisations = _organisations(run)
    records = [(person, record) for person in people for record in person.affiliations]
    ids = add_imported(
        run.event,
        [
            (profiles[person.code].pk, _affiliation(record, organisations))
            for person, record in records
        ],
    )
    made = {
        (person.code, record.id): pk
        for (person, record), pk in zip(records, ids, strict=True)
        if pk
    }
    run.report.counts["affiliations"]["created"] += len(made)
    if lost := len(records) - len(made):
        run.report.note(
            pgettext_noop("pretalx_ofa", "affiliations that were not added: {number}"), number=lost
        )
    _store_choices(run.programme, submissions, profiles, made)


def _affiliation(record, organisations):
    organisation = organisations.get(record.organisation)
    return {
        "organisation": organisation,
        "as_entered": cleaned(str(organisation or record.name))[:500],
        "role": i18n(record.role) or "",
        "unit": i18n(record.unit, 300) or "",
        "since": _year(record.since),
        "until": _year(record.until),
        "kind": record.kind,
    }


def _year(year):
    return year if year and EARLIEST <= year <= LATEST else None


def _store_choices(programme, submissions, profiles, made):
    """Stores the choices: an empty list is an explicit none, no list means all affiliations."""
    people = {person for person, _number in made}
    own = {p.code: [a.id for a in p.affiliations] for p in programme.people}
    choose_imported(
        {
            (submissions[session.code].pk, profiles[speaking.person].pk): [
                made[speaking.person, number]
                for number in speaking.affiliations
                if (speaking.person, number) in made
            ]
            for session in programme.sessions
            for speaking in session.speakers
            if speaking.affiliations is not None
            and speaking.person in people
            # Files of before listed all of them in their own order, which is no choice.
            and speaking.affiliations != own[speaking.person]
        }
    )


def _organisations(run):
    """{id in the file: organisation}: the registry's or the event's own by its id, else by a
    name of the event's own, else a new one of its own."""
    found, named = {}, organisations_by_name(run.event)
    records = run.programme.organisations
    known = {}
    for chunk in chunks([record.ror for record in records if record.ror]):
        usable = Organisation.objects.for_event(run.event).filter(ror__in=chunk)
        # The registry's come last and win: what it says of them is kept up to date.
        known |= {o.ror: o for o in usable.order_by(F("event").asc(nulls_last=True))}
    for record in records:
        name = original(record.name)
        thing = known.get(record.ror) or named.get(folded(name))
        if not thing:
            thing = _new_organisation(run, record, name)
            run.report.counts["organisations"]["created"] += 1
        found[record.id] = thing
    return found


def _new_organisation(run, record, name):
    ror, website = read_ror(record.ror), read_website(record.website)
    for field, given, taken in (("ror", record.ror, ror), ("website", record.website, website)):
        if given and not taken:
            run.report.note(
                pgettext_noop(
                    "pretalx_ofa", "{name}, {field}: “{value}” is no address of it, left out"
                ),
                name=name,
                field=field,
                value=given,
            )
    organisation = Organisation.objects.create(
        event=run.event,
        name=cleaned(name)[:500],
        ror=ror or None,
        country=record.country[:2],
        city=record.city[:200],
        website=website,
    )
    OrganisationName.objects.bulk_create(
        OrganisationName(
            organisation=organisation,
            value=cleaned(value.text)[:500],
            language="" if code == "und" else code,
            kind="display" if code == record.name.original else "label",
        )
        for code, value in record.name.values.items()
    )
    return organisation
