"""The calendar: what other programs read in it, and the rules of RFC 5545 and 7986."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import msgspec
import pytest
from icalendar import Calendar

from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.presentation.options import MissingError
from pretalx_ofa.programme import records
from tests.presentation.programmes import (
    LINKS,
    ZONE,
    affiliation,
    at,
    person,
    programme,
    session,
    text,
)

CHANGED = dt.datetime(2025, 10, 1, 12, tzinfo=dt.UTC)
AI = records.Track(id=4, name=text(en="AI", pt_br="IA"), color="#008000")
HEALTH = records.Track(id=5, name=text(en="Health"), color="#f00")
FAMILY = "👩‍👩‍👧‍👦"


def drawn(given, language="en", **options):
    return FORMATS["calendar.ics"].render(given, (language,), options, LINKS, None, ()).data


def lines(data):
    """Content lines, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def events(data):
    return Calendar.from_ical(data).events


def summaries(given, **options):
    return [str(event["SUMMARY"]) for event in events(drawn(given, **options))]


def in_zone(zone, *sessions):
    given = programme(*sessions)
    return msgspec.structs.replace(given, event=msgspec.structs.replace(given.event, timezone=zone))


def test_a_small_programme_in_bytes():
    ana = person(affiliations=[affiliation(1, "RISE", role=text(en="Researcher"))])
    one = session(
        "TALK",
        text(en="Models, open; or not", pt_br="Modelos"),
        abstract=text(en="Twelve\nmodels."),
        track=4,
        changed=CHANGED,
        speakers=[records.Speaking(person="ANA")],
        slots=[
            records.Slot(
                start=dt.datetime(2025, 11, 18, 19, 20, tzinfo=dt.UTC),
                end=dt.datetime(2025, 11, 18, 19, 50, tzinfo=dt.UTC),
                room=1,
                uid="3e5f6a8a-8382-58b3-b69d-c812a698b6ec",
            )
        ],
    )

    data = drawn(programme(one, tracks=[AI], people=[ana]), "pt-br")

    assert data.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pretalx-ofa//Programme//EN",
        "NAME;LANGUAGE=pt-BR:Simpósio Aberto",
        "X-WR-CALNAME;LANGUAGE=pt-BR:Simpósio Aberto",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "URL:https://x/p/ofa/",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
        "TZID:America/Sao_Paulo",
        "COMMENT:This timezone only works from 2025-01-01 to 2025-12-31.",
        "BEGIN:STANDARD",
        "DTSTART:20250101T000000",
        "TZNAME:-03",
        "TZOFFSETFROM:-0300",
        "TZOFFSETTO:-0300",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:Modelos",
        "DTSTART;TZID=America/Sao_Paulo:20251118T162000",
        "DTEND;TZID=America/Sao_Paulo:20251118T165000",
        "DTSTAMP:20251001T120000Z",
        "UID:3e5f6a8a-8382-58b3-b69d-c812a698b6ec",
        "SEQUENCE:181483200",
        "CATEGORIES:IA",
        "COLOR:green",
        r"DESCRIPTION;LANGUAGE=en:Ana Souza (Researcher\, RISE)\n\nEm inglês\nResum",
        r" o disponível apenas em inglês\n\nTwelve\nmodels.\n\nhttps://x/talk/TALK/",
        "LAST-MODIFIED:20251001T120000Z",
        "LOCATION:Sala 1",
        "URL:https://x/talk/TALK/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("words", "written"),
    (
        ("a, b; c", r"a\, b\; c"),
        ("one\ntwo\r\nthree\rfour", r"one\ntwo\nthree\nfour"),
        # No line of ours ends where a program may think one does.
        ("one\u2028two\u2029three\x0bfour\x85five", r"one\ntwo\nthreefourfive"),
        (r"C:\New\new \; \\N", r"C:\\New\\new \\\; \\\\N"),
        ("Title\nLOCATION:elsewhere", r"Title\nLOCATION:elsewhere"),
        ("END:VEVENT\r\nBEGIN:VEVENT", r"END:VEVENT\nBEGIN:VEVENT"),
        ("x\x00\x1b\u202ey", "xy"),
        ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
    ),
)
def test_any_text_stands_where_it_belongs(words, written):
    track = records.Track(id=4, name=text(en=words))
    room = records.Room(id=1, name=text(en=words))
    one = session(
        title=text(en=words), abstract=text(en=words), track=4, slots=[at("2025-11-18T09:00")]
    )

    found = lines(drawn(programme(one, tracks=[track], rooms=[room])))

    assert [line for line in found if line.startswith(("SUMMARY", "LOCATION", "CATEGORIES"))] == [
        f"SUMMARY:{written}",
        f"CATEGORIES:{written}",
        f"LOCATION:{written}",
    ]
    assert f"DESCRIPTION:{written}\\n\\nhttps://x/talk/TALK/" in found
    assert found.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize("words", ("x" * 500, "é" * 500, FAMILY * 90, "a,;\\\n" * 200, "中" * 150))
def test_lines_have_at_most_75_octets_and_read_back_whole(words):
    one = session(title=text(en=words), slots=[at("2025-11-18T09:00")])

    data = drawn(programme(one))

    rows = data.split(b"\r\n")
    assert max(map(len, rows)) <= 75
    assert b"\n" not in b"".join(rows)
    assert all(row.decode() for row in rows[:-1])
    assert str(events(data)[0]["SUMMARY"]) == words


def test_every_event_has_what_the_rules_require_and_no_name_of_an_address():
    given = programme(*(session(f"S{n}", slots=[at("2025-11-18T09:00")]) for n in range(3)))

    data = drawn(given)

    for event in events(data):
        assert {"UID", "DTSTAMP", "DTSTART"} <= event.keys()
    assert not re.search(rb"^(ORGANIZER|ATTENDEE)", data, re.MULTILINE)
    assert Calendar.from_ical(data).get_missing_tzids() == set()


def test_the_same_entries_in_every_language():
    given = programme(
        session("A", slots=[at("2025-11-18T09:00"), at("2025-11-19T09:00")], changed=CHANGED),
        session("B", slots=[at("2025-11-18T09:00")]),
    )

    def identity(language):
        return [
            (str(event["UID"]), event.sequence, event.start)
            for event in events(drawn(given, language))
        ]

    assert identity("en") == identity("pt-br")
    assert len({uid for uid, _sequence, _start in identity("en")}) == 3
    assert FORMATS["calendar.ics"].modes(given.languages) == [("en",), ("pt-br",)]


def test_an_equal_programme_gives_equal_bytes():
    given = programme(session(slots=[at("2025-11-18T09:00")], changed=CHANGED))

    assert drawn(given) == drawn(records.from_json(records.to_json(given)))


def test_a_later_change_has_a_higher_sequence():
    def sequence(changed):
        return events(drawn(programme(session(slots=[at("2025-11-18T09:00")], changed=changed))))[
            0
        ].sequence

    assert sequence(CHANGED) < sequence(CHANGED + dt.timedelta(seconds=1)) < 2**31


def test_marks_say_what_is_in_another_language():
    one = session(title=text(en="Open models"), slots=[at("2025-11-18T09:00")])

    found = lines(drawn(programme(one), "pt-br"))

    assert "SUMMARY;LANGUAGE=en:Open models" in found
    assert r"DESCRIPTION:Em inglês\nDisponível apenas em inglês\n\nhttps://x/talk/TALK/" in found


def test_what_goes_on_past_midnight_ends_the_next_day():
    event = events(drawn(programme(session(slots=[at("2025-11-18T23:30", 60)]))))[0]

    zone = ZoneInfo(ZONE)
    assert event.start == dt.datetime(2025, 11, 18, 23, 30, tzinfo=zone)
    assert event.end == dt.datetime(2025, 11, 19, 0, 30, tzinfo=zone)


def test_without_a_room_there_is_no_place_and_without_a_time_no_event():
    given = programme(session("A", slots=[at("2025-11-18T09:00", room=None)]), session("B"))

    found = events(drawn(given))

    assert [("LOCATION" in event, str(event["URL"])) for event in found] == [
        (False, "https://x/talk/A/")
    ]


def test_what_takes_no_time_has_no_end():
    event = events(drawn(programme(session(slots=[at("2025-11-18T09:00", 0)]))))[0]

    assert "DTEND" not in event


def test_both_of_an_hour_that_the_clock_shows_twice():
    # Clocks in Berlin go back from 3:00 to 2:00 at 1:00 UTC.
    starts = [dt.datetime(2025, 10, 26, hour, 30, tzinfo=dt.UTC) for hour in (0, 1)]
    minutes = dt.timedelta(minutes=20)
    slots = [records.Slot(start=start, end=start + minutes) for start in starts]

    found = events(drawn(in_zone("Europe/Berlin", session(slots=slots))))

    assert [event.start.astimezone(dt.UTC) for event in found] == starts
    assert [event.end.astimezone(dt.UTC) - minutes for event in found] == starts


@pytest.mark.parametrize("zone", ("UTC", "Asia/Kolkata", "Europe/Dublin", "Etc/GMT+3"))
def test_times_are_right_in_any_zone_and_it_is_described(zone):
    slot = at("2025-11-18T09:00")

    data = drawn(in_zone(zone, session(slots=[slot])))

    assert events(data)[0].start == slot.start
    assert f"TZID:{zone}" in lines(data)


def test_the_zone_is_described_until_the_last_session_ends():
    data = drawn(in_zone("Europe/Berlin", session(slots=[at("2025-11-18T09:00", 60 * 24 * 300)])))

    assert "RDATE:20260329T030000" in lines(data)


def test_an_empty_calendar_is_one_too():
    data = drawn(programme())

    assert Calendar.from_ical(data).events == []
    assert "BEGIN:VTIMEZONE" in lines(data)


def test_breaks_are_in_no_calendar_and_drafts_say_so():
    pause = records.Break(title=text(en="Coffee"), slot=at("2025-11-18T08:30"))
    given = programme(session(slots=[at("2025-11-18T09:00")]), breaks=[pause])

    found = lines(drawn(msgspec.structs.replace(given, source="unreleased")))

    assert [line for line in found if line.startswith(("SUMMARY", "STATUS", "NAME"))] == [
        r"NAME;LANGUAGE=en:Open Symposium: Draft\, not for publication",
        "SUMMARY:Open models",
        "STATUS:TENTATIVE",
    ]


SPOKEN = programme(
    session("AIONE", text(en="AI one"), track=4, slots=[at("2025-11-18T09:00")],
            speakers=[records.Speaking(person="ANA")]),
    session("AITWO", text(en="AI two"), track=4, slots=[at("2025-11-18T10:00", room=2)]),
    session("HEALTH", text(en="Health"), track=5, slots=[at("2025-11-18T11:00", room=2)],
            speakers=[records.Speaking(person="ANA")]),
    session("DESK", text(en="Desk"), track=4, slots=[at("2025-11-18T08:00")], logistics=True,
            speakers=[records.Speaking(person="ANA")]),
    tracks=[AI, HEALTH],
    rooms=[records.Room(id=1, name=text(en="Main")), records.Room(id=2, name=text(en="Side"))],
    people=[person("ANA", "Ana Souza")],
)  # fmt: skip


@pytest.mark.parametrize(
    ("options", "titles", "name"),
    (
        ({}, ["Desk", "AI one", "AI two", "Health"], "Open Symposium"),
        ({"track": (4,)}, ["AI one", "AI two"], "Open Symposium: AI"),
        ({"track": (4, 5)}, ["AI one", "AI two", "Health"], "Open Symposium: AI · Health"),
        ({"room": (2,)}, ["AI two", "Health"], "Open Symposium: Side"),
        ({"room": (1,)}, ["Desk", "AI one"], "Open Symposium: Main"),
        ({"person": ("ANA",)}, ["AI one", "Health"], "Open Symposium: Ana Souza"),
        ({"track": (5,), "person": ("ANA",)}, ["Health"], "Open Symposium: Health · Ana Souza"),
        ({"sessions": ("AITWO", "DESK")}, ["Desk", "AI two"], "Open Symposium: Chosen sessions"),
        # A cancelled session ends no subscription.
        ({"sessions": ("AITWO", "GONE")}, ["AI two"], "Open Symposium: Chosen sessions"),
    ),
)
def test_a_calendar_of_a_part(options, titles, name):
    assert summaries(SPOKEN, **options) == titles
    assert f"NAME;LANGUAGE=en:{name}" in lines(drawn(SPOKEN, **options))


@pytest.mark.parametrize(
    "options",
    ({"track": (9,)}, {"track": (4, 9)}, {"room": (9,)}, {"person": ("NOBODY",)},
     {"sessions": ("GONE",)}),
)  # fmt: skip
def test_a_part_that_is_not_there(options):
    with pytest.raises(MissingError):
        drawn(SPOKEN, **options)


def test_a_track_gives_its_calendar_its_colour():
    assert Calendar.from_ical(drawn(SPOKEN, track=(5,))).color == "red"
