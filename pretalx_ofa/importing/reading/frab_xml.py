"""frab's schedule.xml: https://github.com/voc/schedule/blob/master/validator/xsd"""

import datetime as dt

from lxml import etree

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


def read(content):
    """The Programme of a schedule.xml; raises ReadError with the line.

    No entity is ever expanded and nothing is fetched. A document type is refused altogether:
    the format has none, and it is what entity bombs and stolen files come in.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"This is not XML: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("A document type (DOCTYPE) is not allowed in a schedule.")
    if root.tag != "schedule":
        raise ReadError(f"line {root.sourceline}: expected <schedule>, found <{root.tag}>")
    conference = root.find("conference")
    if conference is None:
        raise ReadError(f"line {root.sourceline}: <conference> is missing")
    zone = zone_named(conference.findtext("time_zone_name"))
    found = Collector()
    tracks = {}
    for track in [*root.iterfind("tracks/track"), *conference.iterfind("track")]:
        name = (track.text or track.get("name") or "").strip()
        tracks.setdefault(name, track.get("slug"))
        found.track(name, track.get("slug"), track.get("color"))
    for room in root.iterfind("day/room"):
        found.room(room.get("name"), room.get("guid"))
        for event in room.iterfind("event"):
            _session(found, event, room, tracks, zone)
    start = day(conference.findtext("start"), f"line {conference.sourceline}: <start>")
    return found.programme(
        slug=conference.findtext("acronym") or "event",
        title=conference.findtext("title"),
        start=start,
        end=day(conference.findtext("end") or start, f"line {conference.sourceline}: <end>"),
        zone=zone,
        version=root.findtext("version"),
    )


def _session(found, event, room, tracks, zone):
    where = f"line {event.sourceline}"
    title = (event.findtext("title") or "").strip()
    if not title:
        raise ReadError(f"{where}: <title> is missing")
    key = event.get("guid") or event.get("id")
    if not key:
        raise ReadError(f"{where}: guid is missing")
    language = language_of(event.findtext("language"))
    start = moment(_date(event), zone, f"{where}: <date>")
    length = minutes(event.findtext("duration"), f"{where}: <duration>")
    track = event.find("track")
    name = (track.text or "").strip() if track is not None else ""
    found.session(
        records.Session(
            code=key,
            title=text(title, language),
            abstract=text(event.findtext("abstract"), language),
            description=text(event.findtext("description"), language),
            language=language,
            minutes=length,
            type=found.type(event.findtext("type")),
            track=found.track(name, track.get("slug") or tracks.get(name)) if name else None,
            speakers=[
                found.person(
                    p.get("guid") or p.get("id") or p.text,
                    p.text,
                    p.get("biography") or p.findtext("biography"),
                    language,
                )
                for p in event.iterfind("persons/person")
            ],
            slots=[
                records.Slot(
                    start=start,
                    end=start + dt.timedelta(minutes=length),
                    room=found.room(room.get("name"), room.get("guid")),
                )
            ],
            do_not_record=event.findtext("recording/optout") == "true",
        )
    )


def _date(event):
    """Older files have no <date> in events: the day's date and <start> make one."""
    if found := event.findtext("date"):
        return found
    day_date = event.getparent().getparent().get("date")
    return f"{day_date}T{event.findtext('start')}"
