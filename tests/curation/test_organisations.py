"""The organiser's page of organisations: who uses which, and what is not linked yet."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from lxml import html

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.registry.load import load
from tests.browser_form import filled, submit
from tests.factories import affiliate, make_event, make_organisation, make_speaker, make_team_member
from tests.organisations.conftest import ror
from tests.queries import queries_of


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def organiser(event, client):
    user = make_team_member(event, can_change_submissions=True)
    client.force_login(user)
    return user


def url(event, name="organisations", **arguments):
    return reverse(f"plugins:pretalx_ofa:{name}", kwargs={"event": event.slug} | arguments)


def rows(response):
    document = html.fromstring(response.content.decode())
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")]
        for row in document.xpath("//tbody/tr")
    ]


def test_organisations_are_listed_with_who_uses_them(event, organiser, client):
    fable = make_organisation("Fable University", event=event, city="Curitiba", country="BR")
    make_organisation("Nobody's Institute", event=event)
    make_organisation("Another event's", event=make_event())
    for name in ("One", "Two"):
        affiliate(make_speaker(event, name), fable)

    assert rows(client.get(url(event))) == [
        ["Fable University", "Curitiba, Brazil", "2", "This event"],
        ["Nobody's Institute", "", "0", "This event"],
    ]


def test_words_that_are_no_organisation_become_one_with_all_their_people(event, organiser, client):
    people = [make_speaker(event, name) for name in ("One", "Two", "Three")]
    for speaker, words in zip(people, ("Blue Toucan", "BLUE  TOUCAN", "Red Toucan"), strict=True):
        affiliate(speaker, words)

    response = submit(client, url(event, "organisation_new") + "?name=Blue+Toucan", city="Recife")

    assert response.status_code == 302
    with scope(event=event):
        linked = Affiliation.objects.filter(organisation__isnull=False)
        assert {(a.as_entered, a.organisation.name) for a in linked} == {
            ("Blue Toucan", "Blue Toucan"),
            ("BLUE  TOUCAN", "Blue Toucan"),
        }
    assert Organisation.objects.get(event=event).city == "Recife"


def test_an_organisation_is_looked_up_here_and_in_the_registry(event, organiser, client, dump):
    load(dump())
    make_organisation("Lund Free Software Group", event=event)

    page = client.get(url(event) + "?q=lund")

    assert rows(page) == [["Lund Free Software Group", "", "0", "This event"]]
    text = " ".join(html.fromstring(page.content.decode()).text_content().split())
    assert "In the registry Lund University Lund, Sweden" in text


def test_an_organisation_says_all_it_has_and_who_is_there(event, organiser, client, dump):
    load(dump())
    parana = Organisation.objects.get(ror=ror(1))
    affiliate(make_speaker(event, "Zoé"), parana, "Professor")
    affiliate(make_speaker(event, "Ana"), parana)
    affiliate(make_speaker(make_event(), "Elsewhere"), parana)

    page = client.get(url(event, "organisation", pk=parana.pk))

    assert rows(page) == [
        ["Ana", "", "Universidade Federal do Paraná"],
        ["Zoé", "Professor", "Universidade Federal do Paraná"],
    ]
    text = " ".join(html.fromstring(page.content.decode()).text_content().split())
    assert "Place Curitiba, Brazil What it is Education" in text
    assert "Federal University of Paraná" in text
    assert ror(1) in text


def test_a_deleted_organisation_leaves_the_words(event, organiser, client):
    own = make_organisation("Blue Toucan", event=event)
    affiliate(make_speaker(event), own)

    client.post(url(event, "organisation_delete", pk=own.pk))

    with scope(event=event):
        assert list(Affiliation.objects.values_list("as_entered", "organisation")) == [
            ("Blue Toucan", None)
        ]


def test_names_in_the_events_languages_and_other_names(event, organiser, client):
    fable = make_organisation("Fable University", event=event)

    submit(
        client,
        url(event, "organisation_edit", pk=fable.pk),
        name_0="Fable University",
        name_1="Universidade da Fábula",
        aliases="UdF\n\n  Fable U \n",
        types=["company", "funder"],
        country="BR",
        website="fable.example.org",
    )

    fable.refresh_from_db()
    assert (fable.country, fable.website) == ("BR", "https://fable.example.org")
    assert fable.types == ["company", "funder"]
    assert [(n.value, n.language, n.kind) for n in fable.names.all()] == [
        ("Fable University", "en", "display"),
        ("Universidade da Fábula", "pt-br", "label"),
        ("UdF", "", "alias"),
        ("Fable U", "", "alias"),
    ]
    shown = filled(client.get(url(event, "organisation_edit", pk=fable.pk)))
    assert (shown["name_1"], shown["aliases"].split()) == (
        "Universidade da Fábula",
        ["UdF", "Fable", "U"],
    )


@pytest.mark.parametrize(
    ("values", "problem"),
    (
        ({"name_0": " "}, "A name is needed."),
        ({"name_0": "fable UNIVERSITY"}, "There is an organisation “fable UNIVERSITY” already."),
        ({"name_0": "New", "website": "not an address"}, "not the address of a website"),
        ({"name_0": "New", "website": "ftp://example.org"}, "not the address of a website"),
        ({"name_0": "New", "website": "https://me:secret@example.org"}, "not the address"),
        ({"name_0": "New", "country": "XX"}, "XX"),
        ({"name_0": "x" * 501}, "500"),
        # Two characters each, where they are stored.
        ({"name_0": "\u0958" * 300}, "500"),
        ({"name_0": "New", "city": "\u0958" * 150}, "200"),
        ({"name_0": "New", "aliases": "\n".join(map(str, range(101)))}, "At most 100 names."),
        ({"name_0": "New", "aliases": "x" * 501}, "At most 500 characters in a line."),
    ),
)
def test_what_is_wrong_is_said_and_nothing_is_saved(event, organiser, client, values, problem):
    make_organisation("Fable University", event=event)

    response = submit(client, url(event, "organisation_new"), **values)

    assert response.status_code == 200
    assert problem in html.fromstring(response.content.decode()).text_content()
    assert Organisation.objects.count() == 1


def test_the_registrys_and_other_events_organisations_cannot_be_edited(event, organiser, client):
    for foreign in (make_organisation("Lund"), make_organisation("Theirs", event=make_event())):
        assert client.get(url(event, "organisation_edit", pk=foreign.pk)).status_code == 404
        assert client.post(url(event, "organisation_delete", pk=foreign.pk)).status_code == 404


def test_every_change_is_logged(event, organiser, client):
    affiliate(make_speaker(event), "Blue Toucan")
    submit(client, url(event, "organisation_new"), name_0="Blue Toucan")
    own = Organisation.objects.get(event=event)
    submit(client, url(event, "organisation_edit", pk=own.pk), city="Recife")

    with scopes_disabled():
        actions = list(event.log_entries.values_list("action_type", flat=True))
    assert {a for a in actions if a.startswith("pretalx_ofa.organisation")} == {
        "pretalx_ofa.organisation.create",
        "pretalx_ofa.organisation.update",
    }


def test_the_list_costs_the_same_queries(event, organiser, client):
    def queries(number):
        for n in range(number):
            own = make_organisation(f"Organisation {number}.{n}", event=event)
            affiliate(make_speaker(event, f"A{n}"), own)
            affiliate(make_speaker(event, f"B{n}"), f"Words {number}.{n}")
        return queries_of(lambda: client.get(url(event)))

    assert queries(1) == queries(29)


@pytest.mark.parametrize("digits", (30, 4000, 5000))
@pytest.mark.parametrize(
    "path", ("organisations/{}/", "organisations/{}/edit/", "organisations/{}/delete/")
)
def test_addresses_of_no_organisation_are_not_found(event, organiser, client, path, digits):
    base = f"/orga/event/{event.slug}/p/ofa/"

    assert client.get(base + path.format("9" * digits)).status_code == 404


@pytest.mark.parametrize("digits", (30, 4000, 5000))
@pytest.mark.parametrize(
    "path",
    (
        "organisations/{}/merge/",
        "organisations/{}/not-duplicates/",
        "organisations/{}/confirm/",
        "proposals/{}/",
        "journal/{}/undo/",
    ),
)
def test_nothing_is_done_where_there_is_nothing(event, organiser, client, path, digits):
    base = f"/orga/event/{event.slug}/p/ofa/"

    assert client.post(base + path.format("9" * digits)).status_code == 404
