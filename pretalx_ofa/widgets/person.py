from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation import json_ld
from pretalx_ofa.presentation.affiliations import organisation_links
from pretalx_ofa.presentation.agenda import DayView, agenda
from pretalx_ofa.presentation.calendars import CalendarLinks, calendar_links
from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.options import NOT_FOUND, MissingError, Option, code
from pretalx_ofa.presentation.people import PersonView, person_view
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Speaker")


class PersonPage(WidgetView, kw_only=True):
    """A speaker's page; ``days`` hold their sessions."""

    person: PersonView
    calendar: CalendarLinks | None
    days: list[DayView]


def view(programme, languages, options, links, now):
    reading = Reading(programme, languages, links)
    person = person_view(reading, options["person"])
    if not person:
        raise MissingError("person", NOT_FOUND)
    own = {session.code for session in programme.sessions_of.get(person.code, [])}
    return PersonPage(
        lang=bcp47(languages[0]),
        titles=[LocalizedText(person.name)],
        summary=_organisations(reading, person.code),
        person=person,
        calendar=calendar_links(reading, f"person={person.code}"),
        days=agenda(
            reading,
            lambda _date, entry: not entry.is_break and entry.item.code in own,
            linked=True,
        ),
        theme=options["theme"],
    )


def _organisations(reading, person):
    affiliations = reading.programme.person[person].affiliations
    return [link.names[0] for link in organisation_links(reading, affiliations)]


PERSON = Widget(
    "person",
    LABEL,
    view,
    "pretalx_ofa/widgets/person.html",
    options=(Option("person", code), THEME),
    json_ld=lambda reading, options: json_ld.person(reading, options["person"]),
    address=lambda links, options: links.person(options["person"]),
)
