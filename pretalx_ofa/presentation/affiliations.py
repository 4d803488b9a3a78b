from pretalx_ofa.i18n.languages import babel_locale, primary
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import (
    LocalizedText,
    NamedLink,
    View,
    each,
    in_language,
    localized,
    phrase,
    phrases,
)

KINDS = {
    "independent": pgettext_noop("pretalx_ofa", "Independent"),
    "personal": pgettext_noop("pretalx_ofa", "In a personal capacity"),
}


class AffiliationView(View):
    """``line`` holds the words to print, in order: role, unit, organisation, kind.

    ``country`` is its name in the reader's language, ``ror`` and ``website`` are addresses, ``url`` that
    of our page of the organisation, "" where there is none.
    """

    line: list[LocalizedText]
    role: LocalizedText
    organisation: LocalizedText
    country: LocalizedText = LocalizedText()
    ror: str = ""
    website: str = ""
    url: str = ""

    @property
    def text(self):
        return ", ".join(part.text for part in self.line)


def affiliation_views(programme, affiliations, language, links=None):
    """[:class:`AffiliationView`] in order, without those that are not disclosed or empty; they lead
    to our pages where there are ``links``."""
    views = [
        _view(programme, affiliation, language, links)
        for affiliation in affiliations
        if affiliation.kind != "undisclosed"
    ]
    return [view for view in views if view.line]


def organisation_links(reading, affiliations, *, linked=True):
    """[:class:`NamedLink`] of the organisations that are disclosed, each once; in the place of one an
    affiliation's kind. Not ``linked``: names alone."""
    programme, languages = reading.programme, reading.languages
    found = {}
    for affiliation in affiliations:
        if affiliation.kind == "undisclosed":
            continue
        record = programme.organisation.get(affiliation.organisation)
        url = ""
        if record:
            names = each(record.name, languages)
            url = reading.links.organisation(record.id) if linked else ""
        elif affiliation.name:
            names = [LocalizedText(affiliation.name)]
        elif kind := KINDS.get(affiliation.kind):
            names = _kind(kind, languages)
        else:
            continue
        found.setdefault(record.id if record else names[0].text, NamedLink(url=url, names=names))
    return list(found.values())


def country_name(code, language):
    """The :class:`LocalizedText` of a country's code; empty for none."""
    locale = babel_locale(language)
    known = locale.language == primary(language)
    return in_language(locale.territories.get(code, ""), language if known else "en", language)


def _kind(kind, languages):
    return phrases(languages, lambda words: words.translate(kind))


def _view(programme, affiliation, language, links):
    record = programme.organisation.get(affiliation.organisation)
    role = localized(affiliation.role, language)
    # Nobody knows which language an organisation's name was entered in.
    entered = LocalizedText(affiliation.name)
    organisation = localized(record.name, language) if record else entered
    kind = LocalizedText()
    if affiliation.kind in KINDS:
        kind = phrase(language, lambda words: words.translate(KINDS[affiliation.kind]))
    # Somebody who typed "independent" and chose it need not be called so twice.
    if kind.text.casefold() == organisation.text.casefold():
        kind = LocalizedText()
    line = (role, localized(affiliation.unit, language), organisation, kind)
    return AffiliationView(
        line=[part for part in line if part],
        role=role,
        organisation=organisation,
        country=country_name(record.country, language) if record else LocalizedText(),
        ror=record.ror if record else "",
        website=record.website if record else "",
        url=links.organisation(record.id) if record and links else "",
    )
