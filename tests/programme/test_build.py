import pytest
from django.utils import translation
from django_scopes import scope
from i18nfield.strings import LazyI18nString

from pretalx_ofa.programme.build import build_accepted, build_released, build_unreleased
from pretalx_ofa.programme.records import from_json, to_json
from tests.factories import (
    affiliate,
    fresh,
    make_break,
    make_organisation,
    make_room,
    make_session,
    make_speaker,
    make_track,
    make_user,
    release,
    schedule,
    translate,
)
from tests.queries import queries_of


def test_released_picture_has_both_languages_and_affiliations(released):
    with scope(event=released):
        programme = build_released(released).programme

    session = programme.sessions[0]
    johan = programme.person[session.speakers[0].person]
    assert session.title.choose("pt-br").text == "Uma cartografia da colaboração"
    assert session.title.choose("en").text == "A Cartography of Collaboration"
    assert [
        (programme.organisation[a.organisation].name.choose("en").text, a.role.choose("en").text)
        for a in programme.affiliations_of(session.speakers[0])
    ] == [
        ("RISE Research Institutes of Sweden", "Senior Researcher"),
        ("Lund University", "Adjunct Assistant Professor"),
    ]
    assert johan.biography.choose("en").document == [
        ["p", "Researcher at ", ["strong", "RISE"], "."]
    ]
    assert session.slots[0].start.isoformat() == "2025-11-18T16:20:00-03:00"
    assert from_json(to_json(programme)) == programme


@pytest.mark.parametrize(
    ("role", "original", "language"),
    (
        ({"en": "Director", "pt-br": "Diretora"}, "en", "pt-br"),
        ({"pt-br": "Diretora", "de": "Direktorin"}, "pt-br", "pt-br"),
        ({"de": "Direktorin"}, "de", "de"),
        ("Direktorin", "und", "und"),
    ),
)
def test_a_role_is_filed_under_the_language_it_is_in(event, role, original, language):
    speaker = make_speaker(event)
    affiliate(speaker, "RISE", LazyI18nString(role))
    schedule(make_session(event, speakers=[speaker]))
    release(event)
    with scope(event=event):
        (person,) = build_released(event).programme.people

    recorded = person.affiliations[0].role
    words = role if isinstance(role, dict) else {"und": role}
    assert {code: value.text for code, value in recorded.values.items()} == words
    assert (recorded.original, recorded.state(original)) == (original, "original")
    assert recorded.choose("pt-br").language == language


# One of them finds the event.
BUILD_QUERIES = 22


@pytest.mark.parametrize("item_count", (1, 3, 30))
def test_build_takes_the_same_queries_for_any_size(event, item_count):
    room = make_room(event)
    for n in range(item_count):
        speakers = [make_speaker(event, f"Speaker {n}"), make_speaker(event, f"Other {n}")]
        for speaker in speakers:
            affiliate(speaker, make_organisation(f"University {n}"))
        session = make_session(
            event, f"Talk {n}", speakers=speakers, track=make_track(event, f"T{n}")
        )
        translate(session, "title", "pt-br", f"Palestra {n}")
        schedule(session, room=room)
    release(event)
    with scope(event=event):
        programme = build_released(fresh(event)).programme
        queries = queries_of(lambda: build_released(fresh(event)))

    assert len(programme.sessions) == item_count
    assert len(programme.people) == 2 * item_count
    assert queries == BUILD_QUERIES


def test_unreleased_picture_shows_accepted_sessions_with_a_time_and_is_a_draft(event):
    schedule(make_session(event, "Accepted", state="accepted"))
    schedule(make_session(event, "Rejected", state="rejected"))
    make_session(event, "No time yet", state="accepted")
    make_break(event)

    with scope(event=event):
        programme = build_unreleased(event)

    assert [session.title.choose("en").text for session in programme.sessions] == ["Accepted"]
    assert [item.title.choose("en").text for item in programme.breaks] == ["Coffee"]
    assert programme.is_draft


def test_accepted_picture_needs_no_slots(event):
    make_session(event, "No time yet", state="accepted")
    make_session(event, "Only submitted", state="submitted")

    with scope(event=event):
        programme = build_accepted(event)

    assert [(s.title.choose("en").text, s.slots) for s in programme.sessions] == [
        ("No time yet", [])
    ]


def test_session_in_two_slots_is_one_session_with_two_times(event):
    session = make_session(event)
    schedule(session, "2025-11-18T10:00")
    schedule(session, "2025-11-19T10:00")
    release(event)

    with scope(event=event):
        programme = build_released(event).programme

    assert [len(s.slots) for s in programme.sessions] == [2]
    assert [len(day.entries) for day in programme.days] == [1, 1]


def test_translation_of_a_changed_source_is_marked_outdated(event):
    session = make_session(event, "New title", abstract="Text")
    translate(session, "title", "pt-br", "Título", source="Old title")
    translate(session, "abstract", "pt-br", "Rascunho", state="draft")

    with scope(event=event):
        built = build_accepted(event).sessions[0]

    assert built.title.choose("pt-br").outdated
    assert not built.abstract.has("pt-br"), "drafts are not shown"


def test_private_and_suggested_affiliations_stay_out(event):
    speaker = make_speaker(event)
    affiliate(speaker, "Secret Inc.", is_public=False)
    affiliate(speaker, "Guessed Ltd.", confirmation="suggested")
    affiliate(speaker, "", kind="independent")
    make_session(event, speakers=[speaker])

    with scope(event=event):
        programme = build_accepted(event)

    assert [(a.kind, a.name) for a in programme.people[0].affiliations] == [("independent", "")]
    assert b"Secret" not in to_json(programme)
    assert b"Guessed" not in to_json(programme)


def test_a_programme_does_not_depend_on_the_language_of_whoever_builds_it(event):
    nameless = make_speaker(event, "", user=make_user(""))
    schedule(make_session(event, speakers=[nameless]))
    release(event)
    with scope(event=event):
        with translation.override("de"):
            german = build_released(event).programme
        english = build_released(event).programme

    assert german.people == english.people
    assert english.people[0].name == "Unnamed speaker"


def test_nothing_released_is_an_error(event):
    with scope(event=event), pytest.raises(ValueError, match="nothing is released"):
        build_released(event)
