import pytest
from django_scopes import scope
from lxml import html
from pretalx.submission.models import SubmissionType

from pretalx_ofa.affiliations.suggestions.refreshing import keep_in_step
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
QUEUE = f"{URL}queue/"


@pytest.fixture
def organiser_client(event, client):
    client.force_login(
        make_team_member(event, can_change_submissions=True, can_change_event_settings=True)
    )
    return client


def press(client, response, label):
    """Presses the first button of this name, as a browser would; the page that follows."""
    (button, *_more) = html.fromstring(response.content.decode()).xpath(
        f"//button[starts-with(normalize-space(), '{label}')]"
    )
    (form,) = button.xpath("ancestor::form")
    return client.post(form.action, dict(form.form_values()), follow=True)


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
    with scope(event=event):
        keep_in_step(event)
    page = text_of(organiser_client.get(URL))
    assert "one to decide on" in page
    assert f'href="{QUEUE}"' in page

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


def test_unreadable_colours_are_named_with_their_contrast(event, organiser_client):
    make_track(event, "Too light", color="#ffee58")
    make_track(event, "Dark enough", color="#4a148c")

    text = text_of(organiser_client.get(URL))

    assert "Too light" in text
    assert "1.2" in text
    assert "Dark enough" not in text


def bare(event, title, **fields):
    """A session with neither speaker nor abstract."""
    return make_session(event, title, abstract="", **fields)


def test_logistics_are_left_out_with_one_click_and_back_with_another(event, organiser_client):
    track = make_track(event, "Registration & Coffee")
    bare(event, "Registration", track=track)
    make_session(event, "Keynote", speakers=[make_speaker(event)])
    assert "Leave out" in text_of(organiser_client.get(URL))

    page = organiser_client.post(
        f"{URL}logistics/", {"kind": "tracks", "id": track.pk, "out": "1"}, follow=True
    )
    assert fresh(event).settings.ofa_logistics_tracks == [track.pk]
    assert "“Registration &amp; Coffee” is left out" in text_of(page)

    page = press(organiser_client, page, "Undo")
    assert fresh(event).settings.ofa_logistics_tracks == []
    assert "“Registration &amp; Coffee” counts again." in text_of(page)
    with scope(event=event):
        logged = event.logged_actions().filter(action_type="pretalx_ofa.settings.update")
        assert [entry.data["changes"]["tracks left out"] for entry in logged] == [
            {"old": "Registration & Coffee", "new": ""},
            {"old": "", "new": "Registration & Coffee"},
        ]


@pytest.mark.parametrize(
    "data",
    (
        {},
        {"kind": "rooms", "id": "1", "out": "1"},
        {"kind": "tracks", "id": "999999", "out": "1"},
        {"kind": "tracks", "id": "x", "out": "1"},
        {"kind": "tracks", "id": "1" * 30, "out": "1"},
        {"kind": "tracks", "id": "1" * 5000, "out": "1"},
        {"kind": "tracks", "id": "²", "out": "1"},
        {"kind": "tracks", "id": "TRACK"},
        {"kind": "tracks", "id": "TRACK", "out": "2"},
    ),
)
def test_unknown_logistics_are_not_found(event, organiser_client, data):
    track = make_track(event)
    data = {key: str(track.pk) if value == "TRACK" else value for key, value in data.items()}

    assert organiser_client.post(f"{URL}logistics/", data).status_code == 404
    assert fresh(event).settings.ofa_logistics_tracks == []


def suggested(event):
    """{name: titles of sessions with speakers} of what the Overview offers to leave out."""
    with scope(event=event):
        _left_out, found = queries.logistics(event, queries.Sessions(event))
        return {str(e["object"].name): [s.title for s in e["spoken"]] for e in found}


def test_only_what_is_mostly_without_speaker_and_abstract_is_suggested(event):
    coffee, talks, half = (make_track(event, name) for name in ("Coffee", "Registration", "Half"))
    for n in range(3):
        bare(event, f"Coffee {n}", track=coffee)
    make_session(event, "Barista", track=coffee, speakers=[make_speaker(event)])
    # As an importer left it: 148 of 153 are talks.
    bare(event, "Desk", track=talks)
    for n in range(9):
        make_session(event, f"Talk {n}", track=talks, abstract="About something")
    bare(event, "Opening", track=half)
    make_session(event, "Keynote", track=half, speakers=[make_speaker(event)])

    assert suggested(event) == {"Coffee": ["Barista"]}


def test_sessions_with_speakers_are_named_before_one_clicks(event, organiser_client):
    track = make_track(event, "Breaks")
    for n in range(30):
        bare(event, f"Break {n}", track=track)
    for n in range(12):
        make_session(event, f"Talk {n}", track=track, speakers=[make_speaker(event)])

    text = text_of(organiser_client.get(URL))

    assert "Would vanish although somebody speaks:" in text
    assert ">Talk 0</a>" in text
    assert "and 2 more" in text


def test_overview_takes_the_same_queries_for_any_size(event, organiser_client):
    def queries(version, sessions):
        for n in range(sessions):
            speaker = make_speaker(event, f"Speaker {n}", biography="Words")
            affiliate(speaker, make_organisation(f"Organisation {version}.{n}"), "Researcher")
            session = make_session(
                event,
                f"Talk {n}",
                speakers=[speaker],
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


PAGES = (
    "p/ofa/",
    "p/ofa/files/",
    "p/ofa/speakers/",
    "p/ofa/speakers/?gap=none",
    "p/ofa/balance/",
    "p/ofa/missing/pt-br/",
    "p/ofa/missing/pt-br/title/",
    "p/ofa/missing/pt-br/rooms/",
    "p/ofa/organisations/",
    "p/ofa/organisations/new/",
    "settings/p/ofa/",
)


@pytest.mark.parametrize("path", PAGES)
def test_headings_differ_and_main_buttons_have_one_colour(released, organiser_client, path):
    affiliate(make_speaker(released), "Blue Toucan")
    make_session(released, "Second", speakers=[make_speaker(released, "Other")])

    page = html.fromstring(organiser_client.get(f"/orga/event/symposium/{path}").content.decode())
    for dialog in page.xpath("//main//dialog"):
        # pretalx's own, of its tables.
        dialog.drop_tree()
    headings = [
        " ".join(h.text_content().split()) for h in page.xpath("//main//*[self::h2 or self::h3]")
    ]
    others = page.xpath(
        "//main//*[contains(@class, 'btn-info') or contains(@class, 'btn-success')]"
    )

    assert len(headings) == len(set(headings)) > 0
    assert others == []
