from pretalx_ofa.i18n.languages import babel_locale, primary
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import (
    LocalizedText,
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

    ``country`` is its name in the reader's language, ``ror`` and ``website`` are addresses.
    """

    line: list[LocalizedText]
    role: LocalizedText
    organisation: LocalizedText
    country: LocalizedText = LocalizedText()
    ror: str = ""
    website: str = ""

    @property
    def text(self):
        return ", ".join(part.text for part in self.line)


def affiliation_views(programme, affiliations, language):
    """[:class:`AffiliationView`] in order, without those that are not disclosed or empty."""
    views = [
        _view(programme, affiliation, language)
        for affiliation in affiliations
        if affiliation.kind != "undisclosed"
    ]
    return [view for view in views if view.line]


def organisation_names(programme, affiliation, languages):
    """[:class:`LocalizedText`] of an affiliation's organisation in all languages, or of its kind where
    it has none; empty where it is not disclosed."""
    if affiliation.kind == "undisclosed":
        return []
    record = programme.organisation.get(affiliation.organisation)
    if record:
        return each(record.name, languages)
    if affiliation.name:
        return [LocalizedText(affiliation.name)]
    kind = KINDS.get(affiliation.kind)
    return phrases(languages, lambda words: words.translate(kind)) if kind else []


def _view(programme, affiliation, language):
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
        country=_country(record.country, language) if record else LocalizedText(),
        ror=record.ror if record else "",
        website=record.website if record else "",
    )


def _country(code, language):
    locale = babel_locale(language)
    known = locale.language == primary(language)
    return in_language(locale.territories.get(code, ""), language if known else "en", language)
