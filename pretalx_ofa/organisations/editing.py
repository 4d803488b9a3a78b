"""Organisations of an event's own."""

from django.db import transaction
from django.db.models import Q

from pretalx_ofa.base.activity import log
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.organisations.models import Organisation, OrganisationName
from pretalx_ofa.organisations.queries import folded


@transaction.atomic
def store(event, organisation, *, names, aliases, person, orga=True, **fields):
    """Adds or changes an organisation of an event; returns it.

    ``names`` are {language: name}, the first one displayed, at least one; ``aliases`` [name];
    ``orga``: an organiser does; otherwise ``person`` is a submitter who describes it. ``fields`` are any of country, city, website, types and confirmation.
    """
    is_new = organisation is None
    organisation = organisation or Organisation(event=event, described_by=None if orga else person)
    before = {} if is_new else _described(organisation)
    names = {language: cleaned(value) for language, value in names.items()}
    main = {language: value for language, value in names.items() if value}
    organisation.name = next(iter(main.values()))
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.save()
    organisation.names.all().delete()
    kinds = OrganisationName.Kind
    OrganisationName.objects.bulk_create(
        [
            OrganisationName(
                organisation=organisation,
                value=value,
                language=language,
                kind=kinds.LABEL if number else kinds.DISPLAY,
            )
            for number, (language, value) in enumerate(main.items())
        ]
        + [
            OrganisationName(organisation=organisation, value=value, kind=kinds.ALIAS)
            for value in map(cleaned, aliases)
            if value
        ]
    )
    log(
        organisation,
        f"pretalx_ofa.organisation.{'create' if is_new else 'update'}",
        person=person,
        orga=orga,
        changes=_changes(before, _described(organisation)),
    )
    mark_changed(event)
    return organisation


def forget_author(user):
    """Organisations stay; who described them is forgotten."""
    Organisation.objects.filter(described_by=user).update(described_by=None)


@transaction.atomic
def delete(organisation, *, person):
    """Deletes an organisation of an event's own; those that were merged into it are there again."""
    log(
        organisation.event,
        "pretalx_ofa.organisation.delete",
        person=person,
        changes=_changes(_described(organisation), {}),
    )
    organisation.delete(skip_log=True)
    mark_changed(organisation.event, what="deleted")


def _described(organisation):
    """{what: words} of an organisation, for the activity log."""
    names = organisation.names.order_by("kind", "pk").values_list("value", flat=True)
    return {
        "names": " / ".join(names),
        "country": organisation.country,
        "city": organisation.city,
        "website": organisation.website,
        "types": ", ".join(organisation.types),
        "confirmation": organisation.confirmation,
    }


def _changes(before, after):
    return {name: (before.get(name, ""), after.get(name, "")) for name in before | after}


def taken_name(event, organisation, names):
    """The first of these names that another of the event's own organisations has; else "".

    Two organisations of one name would split the people of one.
    """
    others = OrganisationName.objects.filter(organisation__event=event)
    if organisation:
        others = others.exclude(
            Q(organisation=organisation) | Q(organisation__merged_into=organisation)
        )
    taken = {folded(value) for value in others.values_list("value", flat=True)}
    return next((name for name in names if folded(name) in taken), "")


def copy_own(event, other):
    """Copies the own organisations of the event with the slug ``other``, with all their names, what
    was merged into what, and which pairs are no duplicates."""
    own = Organisation.objects.filter(event__slug=other).prefetch_related("names", "not_duplicates")
    originals = [
        (o.pk, o, o.merged_into_id, list(o.names.all()), list(o.not_duplicates.all())) for o in own
    ]
    copies = {}
    for pk, organisation, _merged, names, _distinctions in originals:
        organisation.event, organisation.merged_into = event, None
        copies[pk] = _save_copy(organisation)
        for name in names:
            name.organisation = organisation
            _save_copy(name)
    for _pk, organisation, merged, _names, not_duplicates in originals:
        if merged:
            organisation.merged_into_id = copies.get(merged, merged)
            organisation.save(update_fields=["merged_into"])
        for distinction in not_duplicates:
            distinction.organisation = organisation
            distinction.other_id = copies.get(distinction.other_id, distinction.other_id)
            _save_copy(distinction)
    mark_changed(event)


def _save_copy(row):
    """Stores a row once more; its new key."""
    row.pk, row._state.adding = None, True
    row.save()
    return row.pk
