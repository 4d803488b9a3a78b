"""schema.org's vocabulary for what pages show, as dicts to be written as JSON."""


def person(view):
    """A Person of a :class:`PersonView` with the organisations they are affiliated to."""
    affiliations = view.sides[0].affiliations
    return {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": view.name,
        "url": view.pretalx_url or view.url,
        "affiliation": [_role(entry) for entry in affiliations if entry.organisation],
    }


def _role(affiliation):
    organisation = {"@type": "Organization", "name": affiliation.organisation.text}
    if affiliation.ror:
        organisation |= {"@id": affiliation.ror, "sameAs": affiliation.ror}
    if affiliation.website:
        organisation["url"] = affiliation.website
    return {
        "@type": "Role",
        "roleName": affiliation.role.text,
        "affiliation": organisation,
    }
