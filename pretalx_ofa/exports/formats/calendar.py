"""The programme as a calendar, to import or to subscribe to: a file a language, the same entries in each."""

import datetime as dt
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, Timezone, vDuration, vText

from pretalx_ofa.exports.formats.format import CALENDARS, Format, Rendered
from pretalx_ofa.i18n.characters import readable
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop, words
from pretalx_ofa.presentation.finding import Wanted
from pretalx_ofa.presentation.localized import localized
from pretalx_ofa.presentation.marks import held_in, marks
from pretalx_ofa.presentation.options import NOT_FOUND, MissingError, Option, codes, numbers
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.sessions import speaker_views
from pretalx_ofa.programme.markup import to_plain
from pretalx_ofa.tracks.colour import css_name

OPTIONS = (
    Option("track", numbers, ()),
    Option("room", numbers, ()),
    Option("person", codes, ()),
    Option("sessions", codes, ()),
)
DEFAULTS = {option.name: option.default for option in OPTIONS}
# How often programs that subscribe ask again; who has the calendar gets 304.
REFRESH = dt.timedelta(hours=1)
# A sequence number has 31 bits: seconds since then fit until 2088.
SEQUENCE_START = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


class IcalText(vText):
    """A text whose backslash before an N stays one: icalendar writes a line break in its place."""

    def to_ical(self):
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def modes(languages):
    """[(language,)] of all languages."""
    return [(code,) for code in languages]


def render(programme, languages, options, links, now, fonts):
    """The calendar in one language: an event for each time of a session, none for breaks.

    Raises MissingError for a track, room or person that the programme does not have, and where it has
    none of the sessions.
    """
    reading = Reading(programme, languages[:1], links)
    is_wanted = _test(programme, DEFAULTS | options)
    calendar = _head(reading, DEFAULTS | options)
    for day in programme.days:
        for entry in day.entries:
            if not entry.is_break and is_wanted(entry):
                calendar.add_component(_event(reading, entry.item, entry.slot))
    return Rendered(calendar.to_ical())


def _test(programme, options):
    """A function that tells of an entry whether it is in the calendar."""
    known = {"track": programme.track, "room": programme.room, "person": programme.person}
    for name, table in known.items():
        if any(one not in table for one in options[name]):
            raise MissingError(name, NOT_FOUND)
    # One that is cancelled must not end a subscription to the others.
    if options["sessions"] and not set(options["sessions"]) & programme.session.keys():
        raise MissingError("sessions", NOT_FOUND)
    is_wanted = Wanted(
        tracks=options["track"],
        rooms=options["room"],
        people=options["person"],
        sessions=options["sessions"],
    ).test(programme)
    # As on the pages of a track and a person.
    if options["track"] or options["person"]:
        return lambda entry: is_wanted(entry) and not entry.item.logistics
    return is_wanted


def _head(reading, options):
    """The calendar without events."""
    programme, (language,) = reading.programme, reading.languages
    event = programme.event
    called = localized(event.name, language)
    name = _text(_name(reading, called.text, options), called.lang or bcp47(language))
    calendar = Calendar()
    calendar["PRODID"] = IcalText("-//pretalx-ofa//Programme//EN")
    calendar["VERSION"] = IcalText("2.0")
    calendar["NAME"] = calendar["X-WR-CALNAME"] = name
    calendar.add("URL", reading.links.front())
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vDuration(REFRESH)
    if len(options["track"]) == 1:
        calendar["COLOR"] = _color(programme.track[options["track"][0]])
    years = {event.date_from.year, event.date_to.year}
    slots = [slot for session in programme.sessions for slot in session.slots]
    years |= {moment.year for slot in slots for moment in (slot.start, slot.end)}
    # Also where nothing is in it: a calendar without any component is none.
    calendar.add_component(_zone(programme.tz, min(years), max(years)))
    return calendar


def _name(reading, event, options):
    """ "Open Symposium: Track · Room" in the calendar's language."""
    programme, (language,) = reading.programme, reading.languages
    catalogue = words(language)
    parts = [programme.track[one].name for one in options["track"]]
    parts += [programme.room[one].name for one in options["room"]]
    names = [localized(part, language).text for part in parts]
    names += [programme.person[one].name for one in options["person"]]
    if options["sessions"]:
        names.append(catalogue.pgettext("pretalx_ofa", "Chosen sessions"))
    if programme.is_draft:
        names.append(catalogue.pgettext("pretalx_ofa", "Draft, not for publication"))
    return ": ".join(part for part in (event, " · ".join(names)) if part)


def _event(reading, session, slot):
    programme, (language,) = reading.programme, reading.languages
    track, room = programme.track.get(session.track), programme.room.get(slot.room)
    title, abstract = localized(session.title, language), localized(session.abstract, language)
    stamp = _stamp(programme, session)
    event = Event()
    event["UID"] = IcalText(slot.uid or _uid(programme, session, slot))
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("SEQUENCE", max(0, int((stamp - SEQUENCE_START).total_seconds())))
    for name, moment in _moments(programme, slot):
        event.add(name, moment)
    event["SUMMARY"] = _text(title.text, title.lang)
    event["DESCRIPTION"] = _text(_description(reading, session, abstract), abstract.lang)
    event.add("URL", reading.links.session(session.code))
    if room:
        name = localized(room.name, language)
        event["LOCATION"] = _text(name.text, name.lang)
    if track:
        name = localized(track.name, language)
        event["CATEGORIES"] = _text(name.text, name.lang)
        event["COLOR"] = _color(track)
    if programme.is_draft:
        event["STATUS"] = IcalText("TENTATIVE")
    return event


def _description(reading, session, abstract):
    """Speakers with their affiliations, marks about languages, the abstract, the address of the session."""
    (language,) = reading.languages
    notes = [held_in(session, language), *marks(session, language, ("title", "abstract"))]
    blocks = (
        "\n".join(_speaker(speaker) for speaker in speaker_views(reading, session, language)),
        "\n".join(note.text for note in notes if note),
        to_plain(abstract.blocks),
        reading.links.session(session.code),
    )
    return "\n\n".join(block for block in blocks if block)


def _speaker(speaker):
    """ "Ana Souza (Professor, Lund University; Chair, Academy)"."""
    affiliations = "; ".join(view.text for view in speaker.affiliations)
    return f"{speaker.name} ({affiliations})" if affiliations else speaker.name


def _moments(programme, slot):
    """[(property, datetime)] of when it starts and ends, in the event's time zone."""
    start, end = slot.start.astimezone(programme.tz), slot.end.astimezone(programme.tz)
    # The second time of an hour that the clock shows twice has no local form.
    if start.fold or end.fold:
        start, end = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
    # What takes no time may have no end.
    return [("DTSTART", start)] + [("DTEND", end)] * (slot.end > slot.start)


def _stamp(programme, session):
    """When a session became what it is: never the time of drawing, so that equal programmes give
    equal bytes."""
    opening = dt.datetime.combine(programme.event.date_from, dt.time(), dt.UTC)
    return (session.changed or programme.released or opening).astimezone(dt.UTC)


def _uid(programme, session, slot):
    """For records of other systems: the same in every language, version and place."""
    number = session.slots.index(slot)
    return str(uuid5(NAMESPACE_URL, f"{programme.event.slug}/{session.code}/{number}"))


@lru_cache(maxsize=64)
def _zone(zone, first_year, last_year):
    """What the clock of a time zone does in some years."""
    first, last = dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
    return Timezone.from_tzinfo(zone, zone.key, first, last)


def _color(track):
    return IcalText(css_name(track.color))


def _text(text, lang):
    """Some programs take a line separator of Unicode for the end of a line of the file."""
    lines = readable(text).replace("\u2028", "\n").replace("\u2029", "\n")
    return IcalText(lines, params={"LANGUAGE": lang} if lang else None)


CALENDAR_ICS = Format(
    name="calendar.ics",
    label=pgettext_noop("pretalx_ofa", "Calendar (iCalendar)"),
    group=CALENDARS,
    content_type="text/calendar; charset=utf-8",
    render=render,
    modes=modes,
    options=OPTIONS,
    icon="fa-calendar",
    in_menu=True,
    cors=True,
)
