"""schedule.json, version 1 (c3voc / frab): https://github.com/voc/schedule"""

import datetime as dt
import json

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.reading.foreign import Collector, text
from pretalx_ofa.importing.reading.sentences import ReadError, quoted
from pretalx_ofa.importing.reading.values import (
    day,
    flag,
    key,
    language_of,
    line,
    minutes,
    moment,
    prose,
    zone_named,
)
from pretalx_ofa.programme import records

# What a file may not have of a session.
FIELDS = ("abstract", "description", "language", "track", "type", "do_not_record")


def load(content):
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "This is not UTF-8 (byte {number})."), number=error.start
        ) from error
    # ValueError: a number of thousands of digits.
    except (ValueError, RecursionError) as error:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "This is not JSON: {reason}"), reason=quoted(error)
        ) from error


def read(schedule):
    """The File of the file's ``schedule`` object; raises ReadError with its JSON path."""
    conference = _get(schedule, "conference", dict, "schedule")
    top = "schedule.conference"
    days = _get(conference, "days", list, top)
    zone = zone_named(conference.get("time_zone_name"))
    found = Collector()
    rooms, tracks = {}, {}
    for room, where in _list(conference, "rooms", top):
        name, guid = line(room.get("name"), f"{where}.name"), key(room.get("guid"), f"{where}.guid")
        rooms[name] = guid
        found.room(name, guid, where)
    for track, where in _list(conference, "tracks", top):
        name, slug = (
            line(track.get("name"), f"{where}.name"),
            key(track.get("slug"), f"{where}.slug"),
        )
        tracks[name] = slug
        found.track(name, slug, where, track.get("color"))
    for n, each_day in enumerate(days):
        where = f"{top}.days[{n}]"
        for label, events in _get(each_day, "rooms", dict, where).items():
            name = line(label, f"{where}.rooms")
            place = found.room(name, rooms.get(name, ""), f"{where}.rooms.{quoted(name)}")
            for m, event in enumerate(_typed(events, list, f"{where}.rooms.{quoted(name)}")):
                at = f"{where}.rooms.{quoted(name)}[{m}]"
                _session(found, _typed(event, dict, at), at, room=place, tracks=tracks, zone=zone)
    start = day(conference.get("start"), f"{top}.start")
    return found.programme(
        slug=key(conference.get("acronym"), f"{top}.acronym") or "event",
        title=line(conference.get("title"), f"{top}.title"),
        start=start,
        end=day(conference.get("end") or start, f"{top}.end"),
        zone=zone,
        version=line(schedule.get("version"), "schedule.version"),
    )


def _session(found, event, where, *, room, tracks, zone):
    language = language_of(event.get("language"), f"{where}.language")

    def words(name, reader=line):
        return reader(event.get(name), f"{where}.{name}", language)

    title = words("title")
    if not title:
        raise _missing(f"{where}.title")
    code, guid, number = (
        key(event.get(name), f"{where}.{name}") for name in ("code", "guid", "id")
    )
    if not (code or guid or number):
        raise _missing(f"{where}.guid")
    start = moment(event.get("date"), zone, f"{where}.date")
    length = minutes(event.get("duration"), f"{where}.duration")
    track = words("track")
    found.session(
        records.Session(
            code=code,
            guid=guid,
            title=text(title, language),
            abstract=text(words("abstract", prose), language),
            description=text(words("description", prose), language),
            language=language,
            minutes=length,
            type=found.type(words("type"), f"{where}.type"),
            track=found.track(track, tracks.get(track), f"{where}.track"),
            speakers=_speakers(found, event, language, where),
            slots=[
                records.Slot(
                    start=start, end=start + dt.timedelta(minutes=length), room=room, uid=guid
                )
            ],
            do_not_record=flag(event.get("do_not_record"), f"{where}.do_not_record"),
        ),
        code=code,
        guid=guid,
        number=number,
        lacks={field for field in FIELDS if field not in event},
        where=where,
    )


def _speakers(found, event, language, place):
    speakers = []
    for person, where in _list(event, "persons", place):
        biography = person.get("biography")
        if biography is None and "biography" in person:
            biography = ""
        keys = (key(person.get(name), f"{where}.{name}") for name in ("code", "guid", "id"))
        speakers.append(
            found.person(
                next(filter(None, keys), ""),
                line(person.get("public_name"), f"{where}.public_name")
                or line(person.get("name"), f"{where}.name"),
                biography and prose(biography, f"{where}.biography", language),
                language,
                where,
            )
        )
    return [speaker for speaker in speakers if speaker]


def _get(data, name, kind, where):
    return _typed(data.get(name) if isinstance(data, dict) else None, kind, f"{where}.{name}")


def _typed(value, kind, where):
    if isinstance(value, kind):
        return value
    message = (
        pgettext_noop("pretalx_ofa", "{where}: expected an object")
        if kind is dict
        else pgettext_noop("pretalx_ofa", "{where}: expected a list")
    )
    raise ReadError(message, where=where)


def _list(data, name, where):
    """(object, its place) of a list that may be missing."""
    for n, item in enumerate(_typed(data.get(name) or [], list, f"{where}.{name}")):
        if item is None:
            continue
        yield _typed(item, dict, f"{where}.{name}[{n}]"), f"{where}.{name}[{n}]"


def _missing(where):
    return ReadError(pgettext_noop("pretalx_ofa", "{where} is missing"), where=where)
