"""What is one session, one person, one room, one type: an id counts together with the name beside it."""

from collections import Counter

import pytest
from django_scopes import scope
from pretalx.event.models import Organiser

from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import read
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.programme import records
from tests.exports.test_formats import text
from tests.factories import make_room
from tests.importing.test_people_and_tracks import ANA, programme
from tests.importing.test_reading import EVENT, schedule_json

DAY = "schedule.conference.days[0]"


def session(number, **fields):
    return EVENT | {"guid": f"guid {number}", "id": number, "title": f"Talk {number}"} | fields


def people(*pairs):
    return {"persons": [{"id": number, "public_name": name} for number, name in pairs]}


def titles(programme):
    """{title: number of its times}."""
    return Counter({s.title.choose("en").text: len(s.slots) for s in programme.sessions})


def test_one_number_beside_three_names_is_three_people():
    file = read(schedule_json(
        session(1, **people((0, "Ana Lima"))), session(2, **people((0, "Bo Berg"), (0, "Cy Cruz")))
    ))  # fmt: skip

    names = {person.code: person.name for person in file.programme.people}
    assert [[names[s.person] for s in each.speakers] for each in file.programme.sessions] == [
        ["Ana Lima"],
        ["Bo Berg", "Cy Cruz"],
    ]
    assert [note.values for note in file.notes] == [
        {"where": f"{DAY}.rooms.Main Room[1].persons[{n}]", "key": "0", "name": name}
        for n, name in enumerate(("Bo Berg", "Cy Cruz"))
    ]
    assert "“0” stands for something else elsewhere in the file" in str(file.notes[0])


def test_a_person_without_a_name_is_nobody():
    file = read(schedule_json(session(1, **people((1, ""), (2, "Ana Lima")))))

    assert [person.name for person in file.programme.people] == ["Ana Lima"]
    assert "a person without a name is left out" in str(file.notes[0])


LATER = "2025-11-19T10:00:00-03:00"


@pytest.mark.parametrize(
    ("again", "found"),
    (
        # A guid, a code, or a number with the same words: another time.
        ({"guid": "guid 1"}, {"Talk 1": 2}),
        ({"id": 1, "title": "Talk 1"}, {"Talk 1": 2}),
        ({"guid": None, "id": 1, "title": "Talk 1"}, {"Talk 1": 2}),
        # Beside another title, or other words: another session.
        ({"guid": "guid 1", "title": "Soup"}, {"Talk 1": 1, "Soup": 1}),
        ({"id": 1, "title": "Soup"}, {"Talk 1": 1, "Soup": 1}),
        ({"guid": None, "id": 1, "title": "Soup"}, {"Talk 1": 1, "Soup": 1}),
    ),
)
def test_the_same_session_is_known_by_title_and_id(again, found):
    first = session(1)
    second = first | {"guid": "guid 2", "date": LATER} | again

    assert titles(read(schedule_json(first, second)).programme) == found


def test_a_number_beside_the_same_title_and_other_words_is_another_session():
    first, second = session(1), session(1, guid="guid 2", abstract="Other words.", date=LATER)

    assert len(read(schedule_json(first, second)).programme.sessions) == 2


def test_two_rooms_of_one_guid_are_two():
    rooms = [{"name": name, "guid": "one"} for name in ("Main Room", "Tan Room")]

    file = read(schedule_json(rooms=rooms))

    assert [room.name.choose("en").text for room in file.programme.rooms] == [
        "Main Room",
        "Tan Room",
    ]
    assert "“Tan Room” is taken as its own" in str(file.notes[0])


@pytest.mark.parametrize(
    ("duration", "minutes"),
    (("00:30", 30), ("00:90", 90), ("1:30", 90), ("1:12:00", 36 * 60), ("2:00:30", 48 * 60 + 30),
     ("00:30:00", 30), ("01:30:00", 90), ("0:15:00", 15), ("1:00:30:00", 24 * 60 + 30)),
)  # fmt: skip
def test_durations(duration, minutes):
    (found,) = read(schedule_json(session(1, duration=duration))).programme.sessions

    assert found.minutes == minutes


@pytest.mark.parametrize(
    ("spelt", "meant"),
    ((True, True), (" True ", True), ("yes", True), (1, True), ("false", False), (None, False), ("", False)),
)  # fmt: skip
def test_a_wish_not_to_be_recorded_in_any_spelling(spelt, meant):
    (found,) = read(schedule_json(session(1, do_not_record=spelt))).programme.sessions

    assert found.do_not_record is meant


@pytest.mark.parametrize(
    "order", (("Workshop", "Talk", "Talk"), ("Talk", "Workshop"), ("Workshop", "Lab", "Lab"))
)
def test_sessions_of_a_new_event_keep_their_types(db, order):
    organiser = Organiser.objects.create(name="Academy", slug="academy")
    file = read(schedule_json(*(session(n, type=name) for n, name in enumerate(order))))

    event, _report = import_programme(file, slug="new", organiser=organiser)

    with scope(event=event):
        assert [str(s.submission_type.name) for s in event.submissions.order_by("title")] == list(
            order
        )
        assert sorted(str(t.name) for t in event.submission_types.all()) == sorted(set(order))


def test_two_rooms_of_one_name_are_found_again(in_event):
    for _room in range(2):
        make_room(in_event, "Main Room")
    file = programme(records.Speaking(person="ANA"))
    file.programme.rooms.extend(records.Room(id=n, name=text("Main Room")) for n in (1, 2))

    import_programme(file, event=in_event)

    assert in_event.rooms.count() == 2


def test_addresses_of_organisations_are_of_the_web(in_event):
    file = programme(
        records.Speaking(person="ANA"),
        people=[records.Person(code="ANA", name="Ana", affiliations=ANA.affiliations)],
    )
    file.programme.organisations.append(
        records.Organisation(
            id=1, name=text("RISE"), ror="javascript:alert(1)", website="javascript:alert(2)"
        )
    )

    _event, report = import_programme(file, event=in_event)

    assert list(Organisation.objects.values_list("ror", "website")) == [(None, "")]
    assert "RISE, website: “javascript:alert(2)” is no address of it, left out" in str(report)
    assert "RISE, ror: “javascript:alert(1)” is no address of it, left out" in str(report)


def test_sessions_and_speakers_that_left_the_file_are_left_and_named(in_event):
    import_programme(read(schedule_json(session(1), session(2), session(3))), event=in_event)

    _event, report = import_programme(read(schedule_json(session(1, persons=[]))), event=in_event)

    assert "no longer in the file, left as they are: Talk 2; Talk 3" in str(report)
    assert "speakers of sessions: 1 left as is" in str(report)
    assert in_event.submissions.count() == 3


def test_other_dates_of_the_file_are_named(in_event):
    _event, report = import_programme(read(schedule_json(end="2025-11-21")), event=in_event)

    assert "the file's event is from 2025-11-18 to 2025-11-21" in str(report)
