"""What pretalx exports comes back: into a new event, into the same, JSON and XML by turns."""

import json

import pytest
from django.test import Client
from django_scopes import scope
from i18nfield.strings import LazyI18nString
from pretalx.event.models import Organiser
from pretalx.submission.models import SubmissionType

from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import read
from tests.factories import (
    fresh,
    make_break,
    make_event,
    make_room,
    make_session,
    make_speaker,
    make_track,
    release,
    schedule,
)

KINDS = ("json", "xml")


def export(event, kind):
    """As pretalx serves it to everybody."""
    answer = Client(headers={"accept": "*/*"}).get(f"/{event.slug}/schedule.{kind}")
    assert answer.status_code == 200
    return answer.content


def bring(content, event):
    """Imports and returns the report; the event as it is then is ``fresh(event)``."""
    return import_programme(read(content), event=fresh(event))[1]


@pytest.fixture
def origin(db):
    """Two rooms and languages, a break, a session at two times of different length, one of a day and
    a half, two speakers of one name (once in one session), one session without speakers."""
    event = make_event("origin")
    main, small = make_room(event, "Main Room"), make_room(event, "Sala 2")
    with scope(event=event):
        event.feature_flags["present_multiple_times"] = True
        event.save()
        workshop = SubmissionType.objects.create(
            event=event, name=LazyI18nString({"en": "Workshop", "pt-br": "Oficina"}), default_duration=90
        )  # fmt: skip
    track = make_track(event, LazyI18nString({"en": "Data", "pt-br": "Dados"}))
    ana = make_speaker(event, "Ana Lima", biography="Researcher.\r\n\r\nAt **RISE**.")
    other_ana = make_speaker(event, "Ana Lima", biography="Teacher.")
    bo = make_speaker(event, "Bo Berg")
    tour = make_session(
        event, "Repeated tour", speakers=[ana, bo], track=track, slot_count=2, duration=45
    )
    schedule(tour, "2025-11-18T10:00", 30, main)
    schedule(tour, "2025-11-18T14:00", 60, small)
    lab = make_session(
        event, "Laboratório aberto", speakers=[other_ana], submission_type=workshop,
        content_locale="pt-br", abstract="Resumo.", description="Linha um.\r\nLinha dois.", do_not_record=True,
    )  # fmt: skip
    schedule(lab, "2025-11-18T16:00", 36 * 60, small)
    panel = make_session(event, "Panel", speakers=[ana, other_ana], abstract="Two of one name.")
    schedule(panel, "2025-11-18T11:00", 45, main)
    schedule(make_session(event, "Registration"), "2025-11-18T08:00", 30, main)
    make_break(event, room=main)
    release(event)
    return fresh(event)


def content(event, *, biographies=True):
    """All that the exports carry of an event's unreleased schedule."""
    with scope(event=event):
        sessions = {
            s.title: {
                "type": str(s.submission_type.name),
                "track": str(s.track.name) if s.track else None,
                "language": s.content_locale,
                "abstract": (s.abstract or "").splitlines(),
                "description": (s.description or "").splitlines(),
                "do_not_record": s.do_not_record,
                "people": sorted(
                    (p.name, (p.biography or "").splitlines() if biographies else None)
                    for p in s.speakers.all()
                ),
                "times": sorted(
                    (slot.start, slot.end, str(slot.room.name))
                    for slot in event.wip_schedule.talks.filter(submission=s)
                ),
            }
            for s in event.submissions.all()
        }
        return {
            "sessions": sessions,
            "count": event.submissions.count(),
            "people": sorted(event.submitters.values_list("name", flat=True)),
            "rooms": sorted(str(room.name) for room in event.rooms.all()),
            "tracks": sorted((str(t.name), t.color) for t in event.tracks.all()),
        }


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_event_has_all_that_the_file_carries(origin, kind):
    organiser = Organiser.objects.create(name="Elsewhere", slug="elsewhere")

    made, _report = import_programme(read(export(origin, kind)), slug="made", organiser=organiser)

    has_biographies = kind == "json"
    assert content(fresh(made), biographies=has_biographies) == content(
        origin, biographies=has_biographies
    )


@pytest.mark.parametrize(
    "kinds", (("json", "json"), ("xml", "xml"), ("json", "xml"), ("xml", "json", "xml"))
)
def test_an_unchanged_export_changes_nothing_in_the_event_it_came_from(origin, kinds):
    before = content(origin)

    reports = [bring(export(origin, kind), origin) for kind in kinds]

    assert [report.changed for report in reports] == [False] * len(kinds)
    assert content(fresh(origin)) == before


@pytest.mark.parametrize("kinds", (("json", "json"), ("xml", "xml"), ("json", "xml", "json")))
def test_nor_in_another_event_the_second_time(origin, kinds):
    organiser = Organiser.objects.create(name="Elsewhere", slug="elsewhere")
    first, *others = kinds
    made, _report = import_programme(read(export(origin, first)), slug="made", organiser=organiser)
    before = content(fresh(made))

    reports = [bring(export(origin, kind), made) for kind in others]

    assert [report.changed for report in reports] == [False] * len(others)
    assert content(fresh(made)) == before


def test_json_after_xml_adds_the_biographies_and_doubles_nobody(origin):
    organiser = Organiser.objects.create(name="Elsewhere", slug="elsewhere")
    made, _report = import_programme(read(export(origin, "xml")), slug="made", organiser=organiser)

    report = bring(export(origin, "json"), made)

    assert "people: 1 unchanged, 2 updated" in str(report)
    assert content(fresh(made)) == content(origin)


def test_what_a_file_lacks_is_left_as_it_is_and_counted(origin):
    assert "biographies: 2 left as is" in str(bring(export(origin, "xml"), origin))


def test_an_export_in_the_other_language_finds_tracks_and_types(origin):
    with scope(event=origin):
        origin.locale = "pt-br"
        origin.save()

    assert "Oficina" in export(origin, "json").decode()
    assert not bring(export(origin, "json"), origin).changed


def test_a_renamed_session_is_known_by_its_guid(origin):
    data = json.loads(export(origin, "json"))
    for day in data["schedule"]["conference"]["days"]:
        for events in day["rooms"].values():
            for event in events:
                event["title"] = event["title"].replace("Panel", "Round table")

    report = bring(json.dumps(data).encode(), origin)

    assert "sessions: 3 unchanged, 1 updated" in str(report)


def test_a_code_alone_is_not_believed(origin):
    data = json.loads(export(origin, "json"))
    for day in data["schedule"]["conference"]["days"]:
        for events in day["rooms"].values():
            for event in events:
                event |= {"title": f"Other {event['title']}", "guid": f"other {event['guid']}"}

    report = bring(json.dumps(data).encode(), origin)

    assert "sessions: 4 created" in str(report)
    assert "is “Panel” in this event: “Other Panel” is taken as a session of its own" in str(report)
