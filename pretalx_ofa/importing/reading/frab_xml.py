"""frab's schedule.xml: https://github.com/voc/schedule/blob/master/validator/xsd"""

import datetime as dt

from lxml import etree

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

# Fields of a session, by the element that a file may not have.
ELEMENTS = {
    "abstract": "abstract",
    "description": "description",
    "language": "language",
    "track": "track",
    "type": "type",
    "recording/optout": "do_not_record",
}


def read(content):
    """The File of a schedule.xml; raises ReadError with the line.

    No entity is ever expanded and nothing is fetched. A document type is refused altogether:
    the format has none, and it is what entity bombs and stolen files come in.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "This is not XML: {reason}"), reason=quoted(error.msg)
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "A document type (DOCTYPE) is not allowed in a schedule.")
        )
    if root.tag != "schedule":
        raise ReadError(
            pgettext_noop("pretalx_ofa", "{where}: expected <schedule>, found <{tag}>"),
            where=f"line {root.sourceline}",
            tag=quoted(root.tag),
        )
    conference = root.find("conference")
    if conference is None:
        raise _missing(f"line {root.sourceline}: <conference>")
    zone = zone_named(conference.findtext("time_zone_name"))
    found = Collector()
    tracks = {}
    for track in [*root.iterfind("tracks/track"), *conference.iterfind("track")]:
        where = f"line {track.sourceline}: <track>"
        name, slug = line(track.text, where) or line(track.get("name"), where), track.get("slug")
        tracks.setdefault(name, key(slug, where))
        found.track(name, key(slug, where), where, track.get("color"))
    for room in root.iterfind("day/room"):
        where = f"line {room.sourceline}: <room>"
        place = found.room(line(room.get("name"), where), key(room.get("guid"), where), where)
        for event in room.iterfind("event"):
            _session(found, event, place, tracks, zone)
    where = f"line {conference.sourceline}"
    start = day(conference.findtext("start"), f"{where}: <start>")
    return found.programme(
        slug=key(conference.findtext("acronym"), f"{where}: <acronym>") or "event",
        title=line(conference.findtext("title"), f"{where}: <title>"),
        start=start,
        end=day(conference.findtext("end") or start, f"{where}: <end>"),
        zone=zone,
        version=line(root.findtext("version"), f"line {root.sourceline}: <version>"),
    )


def _session(found, event, room, tracks, zone):
    where = f"line {event.sourceline}"

    def words(name, reader=line):
        return reader(event.findtext(name), f"{where}: <{name}>")

    title = words("title")
    if not title:
        raise _missing(f"{where}: <title>")
    code, guid, number = (
        key(event.get(name), f"{where}: {name}") for name in ("code", "guid", "id")
    )
    if not (code or guid or number):
        raise _missing(f"{where}: guid")
    language = language_of(event.findtext("language"), f"{where}: <language>")
    start = moment(_date(event), zone, f"{where}: <date>")
    length = minutes(event.findtext("duration"), f"{where}: <duration>")
    track = words("track")
    slug = key(event.find("track").get("slug"), f"{where}: <track>") if track else ""
    found.session(
        records.Session(
            code=code,
            guid=guid,
            title=text(title, language),
            abstract=text(words("abstract", _prose), language),
            description=text(words("description", _prose), language),
            language=language,
            minutes=length,
            type=found.type(words("type"), f"{where}: <type>"),
            track=found.track(track, slug or tracks.get(track), f"{where}: <track>"),
            speakers=_speakers(found, event, language),
            slots=[
                records.Slot(
                    start=start, end=start + dt.timedelta(minutes=length), room=room, uid=guid
                )
            ],
            do_not_record=words("recording/optout", flag),
        ),
        code=code,
        guid=guid,
        number=number,
        lacks={field for element, field in ELEMENTS.items() if event.find(element) is None},
        where=where,
    )


def _prose(value, where):
    # pretalx writes an empty abstract so.
    return "" if value == "None" else prose(value, where)


def _speakers(found, event, language):
    speakers = []
    for person in event.iterfind("persons/person"):
        where = f"line {person.sourceline}: <person>"
        biography = person.get("biography") or person.findtext("biography")
        speakers.append(
            found.person(
                next((k for n in ("code", "guid", "id") if (k := key(person.get(n), where))), ""),
                line(person.text, where),
                biography and prose(biography, where),
                language,
                where,
            )
        )
    return [speaker for speaker in speakers if speaker]


def _date(event):
    """Older files have no <date> in events: the day's date and <start> make one."""
    if found := event.findtext("date"):
        return found
    day_date = event.getparent().getparent().get("date")
    return f"{day_date}T{event.findtext('start')}"


def _missing(where):
    return ReadError(pgettext_noop("pretalx_ofa", "{where} is missing"), where=where)
