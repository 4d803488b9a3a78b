import pytest
from django_scopes import scope

from pretalx_ofa.base.event_settings import LISTS, event_languages
from pretalx_ofa.exports.registry import FORMATS
from tests.factories import fresh, make_event, make_team_member, make_track

URL = "/orga/event/symposium/settings/p/ofa/"


@pytest.fixture
def organiser_client(event, client):
    client.force_login(make_team_member(event, can_change_event_settings=True))
    return client


def form_data(**changes):
    untouched = {
        "language_1": "en",
        "language_2": "pt-br",
        "files": list(FORMATS),
        "affiliations_asked": "optional",
        "affiliation_parts": ["role", "unit", "years"],
    }
    return untouched | changes


def test_saving_the_untouched_page_changes_nothing(event, organiser_client):
    response = organiser_client.post(URL, form_data())

    assert response.status_code == 302
    assert fresh(event).settings.ofa_languages == []
    with scope(event=event):
        assert not event.logged_actions().filter(action_type="pretalx_ofa.settings.update")


@pytest.mark.parametrize("stored", ("garbage", "null", "5", '{"a": 1}', '[["a"], null, {}]'))
def test_what_makes_no_sense_in_the_database_is_as_if_nothing_was_set(event, stored):
    names = [f"ofa_{name}" for name in LISTS]
    for name in names:
        event.settings.set(name, stored)

    settings = fresh(event).settings
    assert [settings.get(name) for name in names] == [[]] * len(LISTS)
    assert event_languages(fresh(event)) == ["en", "pt-br"]


def test_languages_keep_their_order(event, organiser_client):
    organiser_client.post(URL, form_data(language_1="pt-br", language_2="en", language_3="es"))

    assert event_languages(fresh(event)) == ["pt-br", "en", "es"]


def test_a_language_twice_is_refused_at_its_field(event, organiser_client):
    response = organiser_client.post(URL, form_data(language_2="en"))

    assert response.status_code == 200
    assert "This language is chosen twice." in response.content.decode()
    assert fresh(event).settings.ofa_languages == []


def test_logistics_and_hidden_files_are_stored_and_logged(event, organiser_client):
    track = make_track(event, "Other")
    organiser_client.post(URL, form_data(tracks=[track.pk], files=["programme.json"]))

    settings = fresh(event).settings
    assert settings.ofa_logistics_tracks == [track.pk]
    assert settings.ofa_files_hidden == ["programme.pdf", "calendar.ics", "sessions.csv"]
    with scope(event=event):
        action = event.logged_actions().get(action_type="pretalx_ofa.settings.update")
        assert action.display == "The settings for affiliations and languages were changed."


def test_tracks_of_other_events_cannot_be_chosen(event, organiser_client):
    foreign = make_track(make_event(), "Foreign")
    response = organiser_client.post(URL, form_data(tracks=[foreign.pk]))

    assert response.status_code == 200
    assert fresh(event).settings.ofa_logistics_tracks == []


def test_sites_that_may_embed_are_stored_as_browsers_name_them(event, organiser_client):
    organiser_client.post(URL, form_data(sites="example.org/en/\n\n https://example.org \r\nb.org"))

    assert fresh(event).settings.ofa_embedding_sites == ["https://example.org", "https://b.org"]
    page = organiser_client.get(URL).content.decode()
    assert "https://example.org\nhttps://b.org</textarea>" in page


@pytest.mark.parametrize(
    ("sites", "sentence"),
    (
        ("https://*.org", "“https://*.org” is not the address of a site, such as https://example"),
        ("\n".join(f"{n}.org" for n in range(51)), "At most 50 sites."),
    ),
)
def test_what_is_no_site_is_refused_in_words(event, organiser_client, sites, sentence):
    response = organiser_client.post(URL, form_data(sites=sites))

    assert sentence in response.content.decode()
    assert fresh(event).settings.ofa_embedding_sites == []


def test_what_speakers_are_asked_is_stored_and_logged_in_words(event, organiser_client):
    organiser_client.post(URL, form_data(affiliations_asked="required", affiliation_parts=["role"]))

    settings = fresh(event).settings
    assert settings.ofa_affiliations_asked == "required"
    assert settings.ofa_affiliation_parts == ["role"]
    with scope(event=event):
        action = event.logged_actions().get(action_type="pretalx_ofa.settings.update")
        assert action.data["changes"]["parts of affiliations asked"] == {
            "old": "role, unit, years",
            "new": "role",
        }


@pytest.mark.parametrize("stored", ("garbage", "", "5"))
def test_nonsense_in_the_database_asks_as_usual(event, organiser_client, stored):
    for name in ("affiliations_asked", "affiliation_parts", "mail_template"):
        event.settings.set(f"ofa_{name}", stored)

    assert organiser_client.get(URL).status_code == 200
