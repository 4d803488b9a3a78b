"""How a programme is spread over organisations, countries and types."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.models import SessionAffiliations
from pretalx_ofa.organisations.models import OrganisationRelation
from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
)
from tests.queries import queries_of

URL = "/orga/event/symposium/p/ofa/balance/"


@pytest.fixture
def organiser_client(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    return client


def page(client, **asked):
    response = client.get(f"{URL}?{urlencode(asked, doseq=True)}")
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def line(node):
    return " ".join(node.text_content().split())


def table(client, **asked):
    """[[label, *numbers]] of the page's table, the first its headings, the last its totals."""
    rows = page(client, **asked).xpath("//main//table//tr")
    return [[line(cell) for cell in row.xpath("th|td")] for row in rows]


def panels(client, **asked):
    found = page(client, **asked).xpath("//main//section//li")
    return [line(item) for item in found]


@pytest.fixture
def programme(event):
    """A panel of USP's hospital and USP, a talk of Lund, a rejected one of words and of nobody known."""
    usp = make_organisation(
        "Universidade de São Paulo",
        ror="https://ror.org/usp",
        country="BR",
        types=["education", "funder"],
    )
    hospital = make_organisation(
        "Hospital", ror="https://ror.org/hospital", country="BR", types=["healthcare"]
    )
    OrganisationRelation.objects.create(organisation=hospital, kind="parent", ror=usp.ror)
    lund = make_organisation("Lund University", country="SE", types=["education"])
    people = {name: make_speaker(event, name) for name in ("Ana", "Bo", "Cy", "Di", "Ed", "Flo")}
    affiliate(people["Ana"], usp)
    affiliate(people["Bo"], hospital)
    affiliate(people["Cy"], lund)
    affiliate(people["Di"], "Blue Toucan")
    affiliate(people["Flo"], kind="independent")
    track = make_track(event, "Policy")
    make_session(event, "Panel", speakers=[people["Ana"], people["Bo"]], track=track)
    make_session(event, "Talk", speakers=[people["Cy"]], state="accepted")
    rejected = [people[name] for name in ("Di", "Ed", "Flo")]
    make_session(event, "Rejected", speakers=rejected, state="rejected")
    make_session(event, "Coffee")
    return people | {"usp": usp, "hospital": hospital, "lund": lund, "track": track}


def test_an_organisation_counts_with_its_parts(programme, organiser_client):
    assert table(organiser_client) == [
        ["Organisation", "Speakers", "Sessions", "Proposals"],
        ["Universidade de São Paulo", "2", "1", "1"],
        ["Lund University", "1", "1", "1"],
        ["Blue Toucan", "1", "0", "1"],
        ["Independent", "1", "0", "1"],
        ["Not known", "1", "0", "1"],
        ["All", "6", "2", "3"],
    ]


def test_by_country_in_the_readers_language(programme, organiser_client):
    assert table(organiser_client, by="country", lang="pt-br") == [
        ["País", "Palestrantes", "Sessões", "Propostas"],
        ["Brasil", "2", "1", "1"],
        ["Desconhecida", "2", "0", "1"],
        ["Suécia", "1", "1", "1"],
        ["Sem vínculo institucional", "1", "0", "1"],
        ["Total", "6", "2", "3"],
    ]


def test_by_type_of_organisation(programme, organiser_client):
    assert table(organiser_client, by="type") == [
        ["Type", "Speakers", "Sessions", "Proposals"],
        ["Education", "2", "2", "2"],
        ["Not known", "2", "0", "1"],
        ["Funder", "1", "1", "1"],
        ["Health care", "1", "1", "1"],
        ["Independent", "1", "0", "1"],
        ["All", "6", "2", "3"],
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    (
        (
            {"across": "track"},
            [
                ["Country", "Policy", "Without a track"],
                ["Brazil", "1", "0"],
                ["Independent", "0", "1"],
                ["Not known", "0", "1"],
                ["Sweden", "0", "1"],
                ["All", "1", "2"],
            ],
        ),
        (
            {"across": "state", "count": "speakers"},
            [
                ["Country", "accepted", "confirmed", "rejected"],
                ["Brazil", "0", "2", "0"],
                ["Not known", "0", "0", "2"],
                ["Independent", "0", "0", "1"],
                ["Sweden", "1", "0", "0"],
                ["All", "1", "2", "3"],
            ],
        ),
    ),
)
def test_with_a_column_for_each_track_or_state(programme, organiser_client, asked, found):
    assert table(organiser_client, by="country", **asked) == found


@pytest.mark.parametrize(
    ("asked", "rows"),
    (
        ({"track": "TRACK"}, ["Universidade de São Paulo"]),
        ({"state": ["accepted", "confirmed"]}, ["Universidade de São Paulo", "Lund University"]),
        ({"state": "withdrawn"}, []),
        ({"by": "x", "across": "x", "count": "x", "track": "x", "state": "x"}, None),
    ),
)
def test_it_is_filtered_and_what_cannot_be_asked_for_is_ignored(
    programme, organiser_client, asked, rows
):
    if asked.get("track") == "TRACK":
        asked = {"track": programme["track"].pk}

    labels = [row[0] for row in table(organiser_client, **asked)[1:-1]]

    assert labels == ([row[0] for row in table(organiser_client)[1:-1]] if rows is None else rows)


def test_logistics_do_not_count(event, programme, organiser_client):
    event.settings.ofa_logistics_tracks = [programme["track"].pk]

    assert table(organiser_client)[1] == ["Lund University", "1", "1", "1"]


def test_what_somebody_left_long_ago_does_not_count(event, programme, organiser_client):
    affiliate(programme["Cy"], make_organisation("Old"), until=event.date_from.year - 1)
    affiliate(programme["Cy"], make_organisation("Until now"), until=event.date_from.year)

    labels = [row[0] for row in table(organiser_client)]

    assert ("Old" in labels, "Until now" in labels) == (False, True)


def test_a_session_counts_for_what_it_is_given_under(event, programme, organiser_client):
    row = affiliate(programme["Cy"], make_organisation("Second"))
    with scope(event=event):
        session = event.submissions.get(title="Talk")
        SessionAffiliations.objects.create(
            submission=session, speaker=programme["Cy"], affiliations=[row.pk]
        )

    labels = [row[0] for row in table(organiser_client)]

    assert ("Lund University" in labels, "Second" in labels) == (False, True)


def test_rows_lead_to_their_speakers(programme, organiser_client):
    links = {line(a): a.get("href") for a in page(organiser_client).xpath("//tbody//a")}

    members = urlencode([("organisation", programme[name].pk) for name in ("usp", "hospital")])
    assert links["Universidade de São Paulo"].endswith(f"/speakers/?who=all&{members}")
    assert links["Blue Toucan"].endswith("/speakers/?who=all&q=Blue+Toucan")
    assert links["Not known"].endswith("/speakers/?who=all&gap=none")


def test_bars_are_compared_within_their_column(programme, organiser_client):
    bars = page(organiser_client).xpath("//tbody/tr[position()<3]//span/@style")

    assert bars == ["width: 100%"] * 3 + ["width: 50%", "width: 100%", "width: 100%"]


def test_panels_of_one_family_are_named(event, programme, organiser_client):
    assert panels(organiser_client) == ["Panel Universidade de São Paulo"]

    affiliate(programme["Bo"], programme["lund"])
    assert panels(organiser_client) == ["Panel Universidade de São Paulo"]

    make_session(event, "Mixed", speakers=[programme["Ana"], programme["Cy"]])
    make_session(event, "Half known", speakers=[programme["Ana"], programme["Ed"]])
    make_session(event, "Words", speakers=[programme["Di"], programme["Flo"]])
    assert panels(organiser_client) == ["Panel Universidade de São Paulo"]


def test_the_file_has_the_same_rows(programme, organiser_client):
    cy = programme["Cy"]
    make_session(cy.event, "Formula", speakers=[cy], state="rejected")
    affiliate(cy, "=cmd")

    response = organiser_client.get(f"{URL}balance.csv?by=organisation&state=rejected")

    assert response["Content-Disposition"] == 'attachment; filename="symposium-balance.csv"'
    text = response.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["Name", "Speakers", "Sessions", "Proposals"],
        ["Blue Toucan", "1", "0", "1"],
        ["'=cmd", "1", "0", "1"],
        ["Independent", "1", "0", "1"],
        ["Lund University", "1", "0", "1"],
        ["Not known", "1", "0", "1"],
    ]


def test_an_event_without_proposals_says_so(organiser_client):
    assert "No proposal with a speaker is counted here." in line(page(organiser_client))


@pytest.mark.parametrize("asked", ("", "?by=country&across=track", "?across=state"))
def test_queries_do_not_grow(event, programme, organiser_client, asked):
    few = queries_of(lambda: organiser_client.get(f"{URL}{asked}"))
    for n in range(20):
        pair = [make_speaker(event, f"Person {n}"), make_speaker(event, f"Other {n}")]
        for person in pair:
            affiliate(person, make_organisation(f"Organisation {n}"))
            affiliate(person, programme["usp"])
        make_session(event, speakers=pair, track=programme["track"])

    assert queries_of(lambda: organiser_client.get(f"{URL}{asked}")) == few
