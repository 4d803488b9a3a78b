"""schedule.json, version 1 (c3voc / frab): https://github.com/voc/schedule"""

import datetime as dt
import json

from pretalx_ofa.importing.reading.foreign import (
    Collector,
    ReadError,
    day,
    language_of,
    minutes,
    moment,
    text,
    zone_named,
)
from pretalx_ofa.programme import records


def load(content):
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReadError(f"This is not UTF-8 (byte {error.start}).") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"This is not JSON: {error}") from error
    return data


def read(schedule):
    """The Programme of the file's ``schedule`` object; raises ReadError with its JSON path."""
    conference = _get(schedule, "conference", dict, "schedule")
    days = _get(conference, "days", list, "schedule.conference")
    zone = zone_named(conference.get("time_zone_name"))
    found = Collector()
    for room in _list(conference, "rooms"):
        found.room(_label(room.get("name")), room.get("guid"))
    for track in _list(conference, "tracks"):
        found.track(_label(track.get("name")), track.get("slug"), track.get("color"))
    rooms = {_label(r.get("name")): r.get("guid") for r in _list(conference, "rooms")}
    tracks = {_label(t.get("name")): t.get("slug") for t in _list(conference, "tracks")}
    for n, each_day in enumerate(days):
        where = f"schedule.conference.days[{n}]"
        for name, events in _get(each_day, "rooms", dict, where).items():
            if not isinstance(events, list):
                raise ReadError(f"{where}.rooms.{name}: expected a list")
            for m, event in enumerate(events):
                at = f"{where}.rooms.{name}[{m}]"
                if not isinstance(event, dict):
                    raise ReadError(f"{at}: expected an object")
                _session(found, event, at, room=name, rooms=rooms, tracks=tracks, zone=zone)
    start = day(conference.get("start"), "schedule.conference.start")
    return found.programme(
        slug=str(conference.get("acronym") or "event"),
        title=_label(conference.get("title")),
        start=start,
        end=day(conference.get("end") or start, "schedule.conference.end"),
        zone=zone,
        version=str(schedule.get("version") or ""),
    )


def _session(found, event, where, *, room, rooms, tracks, zone):
    title = _label(event.get("title"))
    if not title:
        raise ReadError(f"{where}.title: missing")
    key = event.get("guid") or event.get("id")
    if not key:
        raise ReadError(f"{where}.guid: missing")
    language = language_of(event.get("language"))
    start = moment(event.get("date"), zone, f"{where}.date")
    length = minutes(event.get("duration"), f"{where}.duration")
    track = _label(event.get("track"))
    persons = [p for p in event.get("persons") or () if isinstance(p, dict)]
    found.session(
        records.Session(
            code=str(key),
            title=text(title, language),
            abstract=text(event.get("abstract"), language),
            description=text(event.get("description"), language),
            language=language,
            minutes=length,
            type=found.type(_label(event.get("type"))),
            track=found.track(track, tracks.get(track)),
            speakers=[
                found.person(
                    p.get("guid") or p.get("code") or p.get("id") or _name(p),
                    _name(p),
                    p.get("biography"),
                    language,
                )
                for p in persons
            ],
            slots=[
                records.Slot(
                    start=start,
                    end=start + dt.timedelta(minutes=length),
                    room=found.room(room, rooms.get(room)),
                )
            ],
            do_not_record=bool(event.get("do_not_record")),
        )
    )


def _name(person):
    return str(person.get("public_name") or person.get("name") or "").strip()


def _label(value):
    """Names are strings; some systems write one per language."""
    if isinstance(value, dict):
        value = value.get("en") or next(iter(value.values()), "")
    return str(value or "").strip()


def _get(data, key, kind, where):
    value = data.get(key) if isinstance(data, dict) else None
    if not isinstance(value, kind):
        raise ReadError(f"{where}.{key}: expected {'an object' if kind is dict else 'a list'}")
    return value


def _list(data, key):
    return [item for item in data.get(key) or () if isinstance(item, dict)]
