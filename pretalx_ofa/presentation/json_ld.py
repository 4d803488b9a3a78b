"""schema.org's vocabulary for what pages show, as dicts to be written as JSON.

Of a :class:`Reading` whose links are absolute; organisations are named by their address in the registry.
"""

import json

from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.presentation.people import person_view

CONTEXT = {"@context": "https://schema.org"}
# A closing tag inside a name must not end the script that holds it.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def script(data):
    """The HTML element that holds ``data``."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'


def event(reading):
    return CONTEXT | _event(reading)


def session(reading, code):
    """A session's Event, with one inside it for each time where there are several."""
    programme, main = reading.programme, reading.languages[0]
    record = programme.session[code]
    found = _listed(reading, record) | {
        "inLanguage": bcp47(record.language),
        "superEvent": _event(reading),
        "performer": [
            _person(reading, speaking.person)
            | {
                "affiliation": [
                    _organisation(reading, programme.organisation[one.organisation])
                    for one in programme.affiliations_of(speaking)
                    if one.organisation in programme.organisation and one.kind != "undisclosed"
                ]
            }
            for speaking in record.speakers
        ],
    }
    if abstract := record.abstract.choose(main).text:
        found["description"] = abstract
    if record.slots:
        found |= _time(reading, min(record.slots, key=lambda slot: slot.start))
        found["endDate"] = _moment(reading, max(slot.end for slot in record.slots))
    if len(record.slots) > 1:
        found["subEvent"] = [
            {"@type": "Event", "name": found["name"]} | _time(reading, slot)
            for slot in record.slots
        ]
    return CONTEXT | found


def track(reading, number):
    """A track's Event with its sessions: what else there is of them stands on their own pages."""
    programme, main = reading.programme, reading.languages[0]
    record = programme.track[number]
    return CONTEXT | {
        "@type": "Event",
        "name": record.name.choose(main).text,
        "description": record.description.choose(main).text,
        "url": reading.links.track(number),
        "superEvent": _event(reading),
        "subEvent": [
            _listed(reading, session)
            for session in programme.content_sessions
            if session.track == number
        ],
    }


def organisation(reading, number):
    """An Organization with the people who speak for it."""
    programme = reading.programme
    return (
        CONTEXT
        | _organisation(reading, programme.organisation[number])
        | {
            "member": [
                _person(reading, person.code)
                for person in programme.people
                if any(
                    one.organisation == number and one.kind != "undisclosed"
                    for one in person.affiliations
                )
            ]
        }
    )


def person(reading, code):
    """A Person with their roles at organisations."""
    view = person_view(reading, code)
    return (
        CONTEXT
        | _person(reading, code)
        | {
            "affiliation": [
                _role(affiliation)
                for affiliation in view.sides[0].affiliations
                if affiliation.organisation
            ]
        }
    )


def _event(reading):
    record = reading.programme.event
    return {
        "@type": "Event",
        "name": record.name.choose(reading.languages[0]).text,
        "startDate": str(record.date_from),
        "endDate": str(record.date_to),
        "url": reading.links.front(),
    }


def _listed(reading, record):
    """A session with the time it first starts at."""
    found = {
        "@type": "Event",
        "name": record.title.choose(reading.languages[0]).text,
        "url": reading.links.session(record.code),
    }
    if record.slots:
        found["startDate"] = _moment(reading, min(slot.start for slot in record.slots))
    return found


def _time(reading, slot):
    programme = reading.programme
    found = {
        "startDate": _moment(reading, slot.start),
        "endDate": _moment(reading, slot.end),
    }
    if room := programme.room.get(slot.room):
        name = room.name.choose(reading.languages[0]).text
        found["location"] = {"@type": "Place", "name": name, "url": reading.links.room(room.id)}
    return found


def _moment(reading, moment):
    return moment.astimezone(reading.programme.tz).isoformat()


def _person(reading, code):
    name, links = reading.programme.person[code].name, reading.links
    # Before the first release pretalx has no page of them.
    url = links.person(code) if reading.programme.is_featured else links.pretalx_person(code)
    return {"@type": "Person", "name": name, "url": url}


def _organisation(reading, record):
    name = record.name.choose(reading.languages[0]).text
    return _organization(name, record.ror, record.website)


def _organization(name, ror, website):
    found = {"@type": "Organization", "name": name}
    if ror:
        found |= {"@id": ror, "sameAs": ror}
    if website:
        found["url"] = website
    return found


def _role(affiliation):
    return {
        "@type": "Role",
        "roleName": affiliation.role.text,
        "affiliation": _organization(
            affiliation.organisation.text, affiliation.ror, affiliation.website
        ),
    }
