"""Foreign programme files: what is read, and how clearly what is wrong is named."""

import json

import pytest

from pretalx_ofa.importing.reading import ReadError, read
from pretalx_ofa.programme.records import to_json

EVENT = {
    "guid": "0a1b2c3d-0000-4000-8000-000000000001",
    "id": 1,
    "date": "2025-11-18T16:20:00-03:00",
    "start": "16:20",
    "duration": "00:30",
    "room": "Main Room",
    "title": "A Cartography of Collaboration",
    "abstract": "Twelve **open** models.",
    "language": "en",
    "track": "AI",
    "type": "Talk",
    "persons": [{"guid": "p1", "public_name": "Johan Linåker", "biography": "Researcher."}],
}


def schedule_json(*events, **conference):
    days = [{"index": 1, "date": "2025-11-18", "rooms": {"Main Room": list(events or [EVENT])}}]
    known = {
        "acronym": "ofa2025",
        "title": "OFA Symposium 2025",
        "start": "2025-11-18",
        "end": "2025-11-19",
        "time_zone_name": "America/Sao_Paulo",
        "tracks": [{"name": "AI", "color": "#6a1b9a", "slug": "ai"}],
        "days": days,
    }
    return json.dumps({"schedule": {"version": "1.0", "conference": known | conference}}).encode()


SCHEDULE_XML = """<?xml version="1.0" encoding="utf-8"?>
<schedule>
  <version>1.0</version>
  <conference>
    <acronym>ofa2025</acronym><title>OFA Symposium 2025</title>
    <start>2025-11-18</start><end>2025-11-19</end>
    <time_zone_name>America/Sao_Paulo</time_zone_name>
  </conference>
  <day index="1" date="2025-11-18">
    <room name="Main Room">
      <event guid="0a1b2c3d-0000-4000-8000-000000000001" id="1">
        <date>2025-11-18T16:20:00-03:00</date><start>16:20</start><duration>00:30</duration>
        <title>A Cartography of Collaboration</title><language>en</language>
        <abstract>Twelve **open** models.</abstract><track>AI</track><type>Talk</type>
        <persons><person guid="p1">Johan Linåker</person></persons>
      </event>
    </room>
  </day>
</schedule>"""


@pytest.mark.parametrize(
    "content", (schedule_json(), SCHEDULE_XML.encode()), ids=("schedule.json", "schedule.xml")
)
def test_both_formats_say_the_same(content):
    programme = read(content).programme

    (session,) = programme.sessions
    assert session.title.choose("en").text == "A Cartography of Collaboration"
    assert session.abstract.choose("en").text == "Twelve **open** models."
    assert [slot.start.isoformat() for slot in session.slots] == ["2025-11-18T16:20:00-03:00"]
    assert session.minutes == 30
    assert [person.name for person in programme.people] == ["Johan Linåker"]
    assert [room.name.choose("en").text for room in programme.rooms] == ["Main Room"]
    assert [track.name.choose("en").text for track in programme.tracks] == ["AI"]
    assert (programme.event.timezone, programme.version) == ("America/Sao_Paulo", "1.0")


def test_our_own_json_is_read_as_it_is():
    programme = read(schedule_json()).programme

    assert read(to_json(programme)).programme == programme


def test_the_same_session_twice_is_one_with_two_times():
    again = EVENT | {"date": "2025-11-19T10:00:00-03:00"}

    (session,) = read(schedule_json(EVENT, again)).programme.sessions

    assert len(session.slots) == 2


def test_the_most_spoken_language_leads():
    german = EVENT | {"language": "de"}
    events = [german | {"guid": "g1"}, german | {"guid": "g2"}, EVENT]

    assert read(schedule_json(*events)).programme.languages == ["de", "en"]


def test_a_file_without_a_time_zone_gets_one_that_had_its_offsets():
    programme = read(schedule_json(EVENT | {"language": "de", "date": "2020-12-27T12:00:00+01:00"},
                                   time_zone_name=None)).programme  # fmt: skip

    assert programme.event.timezone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("content", "problem"),
    (
        (b"", "neither JSON nor XML"),
        (b'{"schedule": "\xff"}', "UTF-8 (byte 14)"),
        (schedule_json()[:-40], "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"title": "something else"}', "neither a “schedule”"),
        (b'{"schedule": []}', "schedule.conference"),
        (b'{"format": "pretalx-ofa/programme-1"}', "event"),
        (schedule_json(EVENT | {"title": ""}), "schedule.conference.days[0].rooms.Main Room[0].title"),
        (schedule_json(EVENT | {"date": "tomorrow"}), "[0].date: “tomorrow”"),
        (schedule_json(EVENT | {"duration": "long"}), "[0].duration: “long”"),
        (schedule_json(start="x"), "schedule.conference.start: “x”"),
        (b"<schedule><conference>", "XML"),
        (b"<html></html>", "<html>"),
        (SCHEDULE_XML.replace("16:20:00-03:00", "25:61").encode(), "line 11: <date>"),
        (SCHEDULE_XML.replace("<title>A Carto", "<x>A Carto").replace("ation</title><lang", "ation</x><lang").encode(), "line 11: <title>"),
    ),
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(content, problem):
    with pytest.raises(ReadError) as caught:
        read(content)

    assert problem in str(caught.value)


@pytest.mark.parametrize(
    "tricks",
    (
        '<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE schedule SYSTEM "http://127.0.0.1:1/x.dtd">',
    ),
)
def test_xml_with_entity_tricks_is_refused(tricks):
    content = SCHEDULE_XML.replace("<schedule>", f"{tricks}<schedule>").replace("AI<", "&x;<")

    with pytest.raises(ReadError):
        read(content.encode())
