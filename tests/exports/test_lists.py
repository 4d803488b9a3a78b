"""Tables of an event as it is now, for organisers."""

import csv
import io

import pytest
from django_scopes import scope
from openpyxl import load_workbook

from pretalx_ofa.affiliations.models import SessionAffiliations
from pretalx_ofa.exports.affiliation_rows import affiliation_rows
from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    release,
    schedule,
)
from tests.queries import queries_of

URL = "/orga/event/symposium/p/ofa/files/lists/affiliations"


@pytest.fixture
def organiser_client(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    return client


def downloaded(client):
    response = client.get(f"{URL}.csv")
    assert response["Content-Disposition"] == 'attachment; filename="symposium-affiliations.csv"'
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def session(event):
    """Ana at USP (chosen for it) and in words that are not public; Bo without anything."""
    ana, bo = make_speaker(event, "Ana", code="ANAXXX"), make_speaker(event, "Bo", code="BOXXXX")
    usp = make_organisation(
        "University of São Paulo",
        names=[("Universidade de São Paulo", "pt", "label")],
        ror="https://ror.org/036rp1748",
        country="BR",
    )
    row = affiliate(ana, usp, {"en": "Professor", "pt-br": "Professora"}, source="speaker")
    affiliate(ana, "=cmd", is_public=False, confirmation="suggested", unit="Lab")
    session = make_session(event, "Panel", speakers=[ana, bo], track=make_track(event, "Policy"))
    with scope(event=event):
        SessionAffiliations.objects.create(submission=session, speaker=ana, affiliations=[row.pk])
    return session


def test_one_row_a_session_person_and_affiliation(event, session, organiser_client):
    first, second, third = downloaded(organiser_client)

    about = {
        "Session code": session.code,
        "Title": "Panel",
        "Track": "Policy",
        "Type": str(session.submission_type.name),
        "State": "confirmed",
    }
    assert first == about | {
        "Order in the session": "1",
        "Speaker code": "ANAXXX",
        "Speaker": "Ana",
        "Order of the affiliation": "1",
        "Given under it": "1",
        "Role": "Professor",
        "Unit or department": "",
        "Organisation": "University of São Paulo",
        "ROR id": "https://ror.org/036rp1748",
        "Country code": "BR",
        "Country": "Brazil",
        "Kind": "ordinary",
        "Public": "1",
        "Confirmation": "confirmed",
        "Source": "speaker",
        "Words as typed": "University of São Paulo",
    }
    assert {key: second[key] for key in list(second)[5:]} == {
        "Order in the session": "1",
        "Speaker code": "ANAXXX",
        "Speaker": "Ana",
        "Order of the affiliation": "2",
        "Given under it": "0",
        "Role": "",
        "Unit or department": "Lab",
        "Organisation": "",
        "ROR id": "",
        "Country code": "",
        "Country": "",
        "Kind": "ordinary",
        "Public": "0",
        "Confirmation": "suggested",
        "Source": "organiser",
        "Words as typed": "'=cmd",
    }
    assert third == about | dict.fromkeys(list(third)[5:], "") | {
        "Order in the session": "2",
        "Speaker code": "BOXXXX",
        "Speaker": "Bo",
    }


def test_sessions_without_a_speaker_and_proposals_in_any_state_are_in_it(event, organiser_client):
    make_session(event, "Coffee")
    make_session(event, "No", speakers=[make_speaker(event, "Cy")], state="rejected")

    found = {(row["Title"], row["State"], row["Speaker"]) for row in downloaded(organiser_client)}

    assert found == {("Coffee", "confirmed", ""), ("No", "rejected", "Cy")}


def test_the_workbook_has_the_same_cells(event, session, organiser_client):
    response = organiser_client.get(f"{URL}.xlsx")
    cells = load_workbook(io.BytesIO(response.content)).active.values

    with scope(event=event):
        expected = affiliation_rows(event)
    assert [[value or "" for value in row] for row in cells] == [
        [value or "" for value in row] for row in expected
    ]


def test_a_list_that_is_none_is_not_found(organiser_client):
    assert organiser_client.get("/orga/event/symposium/p/ofa/files/lists/x.csv").status_code == 404


def test_the_page_of_files_has_the_lists(organiser_client):
    page = organiser_client.get("/orga/event/symposium/p/ofa/files/").content.decode()

    assert f'href="{URL}.csv"' in page
    assert f'href="{URL}.xlsx"' in page


@pytest.mark.parametrize(
    ("rights", "status"), (({"can_change_submissions": True}, 200), ({"is_reviewer": True}, 404))
)
def test_pretalxs_own_address_of_it_is_for_organisers_too(event, session, client, rights, status):
    schedule(session)
    release(event)
    url = "/symposium/schedule/export/ofa-affiliations.csv"
    assert client.get(url).status_code == 404

    client.force_login(make_team_member(event, **rights))

    assert client.get(url).status_code == status


def test_queries_do_not_grow(event, session):
    def draw():
        with scope(event=event):
            affiliation_rows(event)

    few = queries_of(draw)
    for n in range(30):
        speaker = make_speaker(event, f"Person {n}")
        affiliate(speaker, make_organisation(f"Organisation {n}"))
        make_session(event, speakers=[speaker])

    assert queries_of(draw) == few == 9
