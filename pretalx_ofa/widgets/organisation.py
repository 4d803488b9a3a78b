from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation import json_ld
from pretalx_ofa.presentation.localized import LocalizedText, phrase
from pretalx_ofa.presentation.options import NOT_FOUND, MissingError, Option, number
from pretalx_ofa.presentation.organisations import OrganisationView, organisation_view
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Organisation")


class OrganisationPage(WidgetView, kw_only=True):
    organisation: OrganisationView
    people_label: LocalizedText
    website_label: LocalizedText


def view(programme, languages, options, links, now):
    organisation = organisation_view(Reading(programme, languages, links), options["organisation"])
    if not organisation:
        raise MissingError("organisation", NOT_FOUND)

    def label(message):
        return phrase(languages[0], lambda words: words.translate(message))

    return OrganisationPage(
        lang=bcp47(languages[0]),
        titles=organisation.names,
        summary=organisation.places,
        theme=options["theme"],
        organisation=organisation,
        people_label=label(SPEAKERS),
        website_label=label(WEBSITE),
    )


SPEAKERS = pgettext_noop("pretalx_ofa", "Speakers")
WEBSITE = pgettext_noop("pretalx_ofa", "Website")

ORGANISATION = Widget(
    "organisation",
    LABEL,
    view,
    "pretalx_ofa/widgets/organisation.html",
    options=(Option("organisation", number), THEME),
    json_ld=lambda reading, options: json_ld.organisation(reading, options["organisation"]),
    address=lambda links, options: links.organisation(options["organisation"]),
)
