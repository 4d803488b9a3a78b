from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import LocalizedText, phrases
from pretalx_ofa.presentation.people import PersonView, person_view
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.widgets.options import Option, code
from pretalx_ofa.widgets.widget import Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Speaker")


class PersonPage(WidgetView):
    person: PersonView
    sessions_label: list[LocalizedText]


def view(programme, languages, options, links, now):
    person = person_view(Reading(programme, languages, links), options["person"])
    return person and PersonPage(
        lang=bcp47(languages[0]),
        titles=[LocalizedText(person.name)],
        person=person,
        sessions_label=phrases(languages, lambda words: words.pgettext("pretalx_ofa", "Sessions")),
    )


PERSON = Widget(
    "person", LABEL, view, "pretalx_ofa/widgets/person.html", options=(Option("person", code),)
)
