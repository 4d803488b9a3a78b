"""The programme's languages change while somebody has a form open."""

import pytest
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.organisations.models import OrganisationName
from pretalx_ofa.translations.models import Translation
from tests.browser_form import filled
from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
)

ROLE = {"en": "Professor", "pt-br": "Professora"}
ORGA = "/orga/event/symposium/"


@pytest.fixture
def speaker(event, client):
    speaker = make_speaker(event, "Ana Souza", biography="Words.")
    make_session(event, speakers=[speaker], abstract="Text.")
    affiliate(speaker, "RISE", ROLE)
    client.force_login(make_team_member(event, can_change_submissions=True))
    return speaker


def opened(client, url):
    """The page as it is now; saving it with changes."""
    shown = filled(client.get(url))

    def save(**changes):
        response = client.post(url, shown | changes)
        assert response.status_code == 302

    return save


def role(speaker):
    with scope(event=speaker.event):
        return Affiliation.objects.get(speaker=speaker).role.data


@pytest.mark.parametrize("languages", (["pt-br", "en"], ["pt-br"], ["fr", "en", "pt-br"]))
def test_words_stay_in_their_language(event, client, speaker, languages):
    save = opened(client, f"{ORGA}speakers/{speaker.code}/")
    event.settings.set("ofa_languages", languages)

    save()

    assert role(speaker) == ROLE


def test_words_in_a_language_that_the_page_did_not_have_stay(event, client, speaker):
    save = opened(client, f"{ORGA}speakers/{speaker.code}/")
    with scope(event=event):
        Affiliation.objects.filter(speaker=speaker).update(role=ROLE | {"es": "Profesora"})
    event.settings.set("ofa_languages", ["en", "es", "pt-br"])

    save(**{"ofa-affiliation-0-role_1": "Docente"})

    assert role(speaker) == {"en": "Professor", "pt-br": "Docente", "es": "Profesora"}


def test_what_is_typed_in_a_language_that_was_taken_away_is_kept(event, client, speaker):
    with scope(event=event):
        session = event.submissions.get()
    person = opened(client, f"{ORGA}speakers/{speaker.code}/")
    proposal = opened(client, f"{ORGA}submissions/{session.code}/")
    event.settings.set("ofa_languages", ["en"])

    person(**{"ofa-affiliation-0-unit_1": "Física", "ofa-biography-pt-br": "Palavras."})
    proposal(**{"ofa-title-pt-br": "Uma cartografia"})

    with scope(event=event):
        assert Affiliation.objects.get(speaker=speaker).unit.data == {"pt-br": "Física"}
        assert set(Translation.objects.values_list("field", "language", "text")) == {
            ("biography", "pt-br", "Palavras."),
            ("title", "pt-br", "Uma cartografia"),
        }


def test_names_of_an_organisation_stay_in_their_language(event, client, speaker):
    names = (("University", "en"), ("Universidade", "pt-br"))
    organisation = make_organisation("University", event=event)
    OrganisationName.objects.filter(organisation=organisation).delete()
    for value, language in names:
        OrganisationName.objects.create(
            organisation=organisation, value=value, language=language, kind="label"
        )
    save = opened(client, f"{ORGA}p/ofa/organisations/{organisation.pk}/edit/")
    event.settings.set("ofa_languages", ["pt-br", "en"])

    save()

    found = OrganisationName.objects.filter(organisation=organisation)
    assert set(found.values_list("value", "language")) == set(names)


def test_each_form_carries_them_and_no_id_is_there_twice(client, speaker):
    page = html.fromstring(client.get(f"{ORGA}speakers/{speaker.code}/").content.decode())

    assert page.xpath("//input[@name='ofa-languages']/@value") == ["en,pt-br"] * 2
    assert page.xpath("//input[@name='ofa-languages']/@id") == []


@pytest.mark.parametrize("languages", ("", "xx", "en,en", "en,\0", "en," * 9000))
def test_languages_that_make_no_sense_are_the_programmes(client, speaker, languages):
    save = opened(client, f"{ORGA}speakers/{speaker.code}/")

    save(**{"ofa-languages": languages, "ofa-affiliation-0-role_1": "Docente"})

    assert role(speaker) == ROLE | {"pt-br": "Docente"}
