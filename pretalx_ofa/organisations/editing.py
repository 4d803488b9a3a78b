"""Organisations of an event's own."""

from django.db import transaction

from pretalx_ofa.organisations.models import Organisation, OrganisationName


@transaction.atomic
def store(event, organisation, *, names, aliases, person, **fields):
    """Adds or changes an organisation of an event; returns it.

    ``names`` are {language: name}, the first one displayed; ``fields`` country, city and website.
    """
    is_new = organisation is None
    organisation = organisation or Organisation(event=event)
    before = {} if is_new else organisation.get_instance_data()
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
            for value in aliases
        ]
    )
    organisation.log_action(
        f"pretalx_ofa.organisation.{'create' if is_new else 'update'}",
        person=person,
        orga=True,
        old_data=before,
        new_data=organisation.get_instance_data(),
    )
    return organisation
