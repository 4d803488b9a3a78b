import pytest
from django_scopes import scope
from pretalx.submission.models import SubmissionType

from pretalx_ofa.overview import queries
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.documents import Documents
from tests.factories import (
    affiliate,
    fresh,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    release,
    schedule,
    translate,
)
from tests.queries import queries_of

URL = "/orga/event/symposium/p/ofa/"


@pytest.fixture
def organiser_client(event, client):
    client.force_login(
        make_team_member(event, can_change_submissions=True, can_change_event_settings=True)
    )
    return client


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_empty_event_says_what_will_stand_here(organiser_client):
    text = text_of(organiser_client.get(URL))

    assert "There are no proposals yet." in text
    assert "No speakers yet." in text


def test_proposals_count_while_nothing_is_accepted(event, organiser_client):
    make_session(event, speakers=[make_speaker(event)], state="submitted")

    text = text_of(organiser_client.get(URL))

    assert "counts the one proposal that was submitted" in text
    assert "0 of one speaker has an affiliation." in text


def test_what_is_to_decide_about_organisations_is_counted(event, organiser_client):
    assert "to decide on" not in text_of(organiser_client.get(URL))

    affiliate(make_speaker(event), "Blue Toucan")
    affiliate(make_speaker(event), "BLUE TOUCAN")
    assert "one to decide on" in text_of(organiser_client.get(URL))

    make_organisation("Proposed", event=event, confirmation="suggested")
    assert "2 to decide on" in text_of(organiser_client.get(URL))


def test_accepted_sessions_count_alone_once_there_are_any(event, organiser_client):
    known = make_speaker(event, "Known")
    affiliate(known, "RISE")
    make_session(event, "Accepted", speakers=[known, make_speaker(event, "Unknown")])
    make_session(event, "Rejected", speakers=[make_speaker(event, "Other")], state="rejected")
    make_session(event, "Waiting", speakers=[make_speaker(event, "Third")], state="submitted")

    text = text_of(organiser_client.get(URL))

    assert "counts the one accepted session" in text
    assert "1 of 2 speakers have an affiliation." in text


def test_each_number_leads_to_its_list(event, organiser_client):
    speaker = make_speaker(event, "Without Anything")
    make_session(event, "Only in English", speakers=[speaker])
    done = make_session(event, "In both")
    translate(done, "title", "pt-br", "Nas duas")

    assert "Without Anything" in text_of(organiser_client.get(f"{URL}missing/affiliations/"))
    portuguese = text_of(organiser_client.get(f"{URL}missing/pt-br/"))
    assert "Only in English" in portuguese
    assert "In both" not in portuguese
    assert organiser_client.get(f"{URL}missing/fr/").status_code == 404


def test_unreadable_colours_are_named_with_their_contrast(event, organiser_client):
    make_track(event, "Too light", color="#ffee58")
    make_track(event, "Dark enough", color="#4a148c")

    text = text_of(organiser_client.get(URL))

    assert "Too light" in text
    assert "1.2" in text
    assert "Dark enough" not in text


def test_logistics_are_suggested_and_left_out_with_one_click(event, organiser_client):
    track = make_track(event, "Registration & Coffee")
    make_session(event, "Registration", track=track)
    make_session(event, "Keynote")
    assert "Leave out" in text_of(organiser_client.get(URL))

    for is_out in (True, False):
        response = organiser_client.post(
            f"{URL}logistics/", {"kind": "tracks", "id": track.pk}, follow=True
        )
        assert ("left out" in text_of(response)) is is_out
        assert fresh(event).settings.ofa_logistics_tracks == ([track.pk] if is_out else [])

    with scope(event=event):
        actions = event.logged_actions().filter(action_type="pretalx_ofa.settings.update")
        assert actions.count() == 2


@pytest.mark.parametrize(
    "data",
    (
        {},
        {"kind": "rooms", "id": "1"},
        {"kind": "tracks", "id": "999999"},
        {"kind": "tracks", "id": "x"},
        {"kind": "tracks", "id": "1" * 30},
        {"kind": "tracks", "id": "1" * 5000},
        {"kind": "tracks", "id": "²"},
    ),
)
def test_unknown_logistics_are_not_found(organiser_client, data):
    assert organiser_client.post(f"{URL}logistics/", data).status_code == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    (
        ("Registration", True),
        ("Credenciamento", True),
        ("Intervalo", True),
        ("Coffee break", True),
        ("Almoço", True),
        ("Social Sciences", False),
        ("Breaking news", False),
        ("Open Source and AI", False),
    ),
)
def test_names_that_look_like_logistics(name, expected):
    assert queries.looks_like_logistics(name, []) is expected


def test_sessions_nobody_describes_look_like_logistics(event):
    make_session(event, "Opening")
    make_session(event, "Closing")
    described = make_session(event, "Talk", abstract="About something")

    with scope(event=event):
        opening = list(event.submissions.exclude(pk=described.pk))
        assert queries.looks_like_logistics("Other", opening)
        assert not queries.looks_like_logistics("Other", [*opening, described])
        assert not queries.looks_like_logistics("Other", opening[:1]), "one alone is no pattern"


def test_overview_takes_the_same_queries_for_any_size(event, organiser_client):
    def queries(version, sessions):
        for n in range(sessions):
            session = make_session(
                event,
                f"Talk {n}",
                speakers=[make_speaker(event, f"Speaker {n}")],
                track=make_track(event, f"Coffee {version}.{n}", color="#ffff00"),
                submission_type=SubmissionType.objects.create(event=event, name=f"Lunch {n}"),
            )
            translate(session, "title", "pt-br", f"Palestra {n}")
            schedule(session)
        release(event, version)
        return queries_of(lambda: organiser_client.get(URL))

    assert queries("1.0", 1) == queries("2.0", 29)


def test_what_cannot_be_read_as_it_was_entered_is_named(released, organiser_client, monkeypatch):
    def fail(self, text):
        self.failed.append(text)

    monkeypatch.setattr(Documents, "of", fail)
    text = text_of(organiser_client.get(URL))

    assert "shown without any formatting" in text
    assert "A Cartography of Collaboration</a>" in text
    assert "Johan Linåker</a>" in text


def test_a_programme_that_cannot_be_built_says_why(released, organiser_client, monkeypatch):
    def fail(*args, **options):
        raise ZeroDivisionError("no way")

    monkeypatch.setattr(snapshots, "build_released", fail)
    assert "cannot be shown at the moment: no way" in text_of(organiser_client.get(URL))
