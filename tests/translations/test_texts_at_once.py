"""Texts in other languages, their state and "still right", while somebody else has the page open."""

import pytest
from django_scopes import scope

from pretalx_ofa.clashes.models import Clash
from pretalx_ofa.translations.models import Translation
from tests.browser_form import filled
from tests.factories import make_session, make_speaker, make_team_member, translate

TITLE, STATE, RIGHT = "ofa-title-pt-br", "ofa-state-pt-br", "ofa-right-pt-br"


@pytest.fixture
def session(event):
    return make_session(event, "Open models", speakers=[make_speaker(event)], abstract="Text.")


@pytest.fixture
def page(session, client):
    """Opens the page; what it returns saves it with changes."""
    client.force_login(make_team_member(session.event, can_change_submissions=True))
    url = f"/orga/event/symposium/submissions/{session.code}/"

    def open_page():
        shown = filled(client.get(url))

        def save(changes=(), without=()):
            data = {k: v for k, v in (shown | dict(changes)).items() if k not in without}
            return client.post(url, data, follow=True).content.decode()

        return save

    return open_page


def stored(session):
    with scope(event=session.event):
        return {row.field: (row.text, row.state) for row in Translation.objects.all()}


def clashes(session):
    with scope(event=session.event):
        return {row.key: row.typed for row in Clash.objects.all()}


def test_a_removed_text_does_not_come_back(session, page):
    translate(session, "title", "pt-br", "Modelos")
    first, second = page(), page()
    first({TITLE: ""})

    second({"ofa-abstract-pt-br": "Texto."})

    assert stored(session) == {"abstract": ("Texto.", "approved")}


def test_removing_a_text_that_somebody_changed_is_decided_on(session, page):
    translate(session, "title", "pt-br", "Modelos")
    first, second = page(), page()
    first({TITLE: "Modelos abertos"})

    second({TITLE: ""})

    assert stored(session)["title"] == ("Modelos abertos", "approved")
    assert clashes(session) == {"title.pt-br": ""}


def test_line_ends_and_space_around_are_no_change(session, page):
    translate(session, "abstract", "pt-br", "Um\ndois\n")
    first, second = page(), page()
    first({"ofa-abstract-pt-br": "Um\r\ndois\r\ntrês\r\n"})

    second({"ofa-abstract-pt-br": " Um\r\ndois\r\n"})

    assert stored(session)["abstract"][0].splitlines() == ["Um", "dois", "três"]
    assert clashes(session) == {}


def test_an_untouched_state_leaves_each_text_its_own(session, page):
    translate(session, "title", "pt-br", "Modelos")
    translate(session, "abstract", "pt-br", "Texto.", state="draft")

    page()()

    assert stored(session) == {"title": ("Modelos", "approved"), "abstract": ("Texto.", "draft")}


def test_a_text_is_not_published_by_somebody_who_has_not_seen_it(session, page):
    translate(session, "title", "pt-br", "Modelos", state="draft")
    first, second = page(), page()
    first({TITLE: "Something else"})

    second({STATE: "approved"})

    assert stored(session) == {"title": ("Something else", "draft")}
    assert clashes(session) == {"state.pt-br": "approved"}


@pytest.mark.parametrize("states", (("draft", "approved"), ("approved", "draft")))
def test_a_text_changed_beside_another_state_is_a_draft(session, page, states):
    before, after = states
    translate(session, "title", "pt-br", "Modelos", state=before)
    first, second = page(), page()
    first({STATE: after})

    second({TITLE: "Modelos abertos"})

    assert stored(session) == {"title": ("Modelos abertos", "draft")}


def test_still_right_is_no_word_on_a_text_that_somebody_changed(session, page):
    translate(session, "title", "pt-br", "Modelos", source="Before")
    translate(session, "abstract", "pt-br", "Texto.", source="Before")
    first, second = page(), page()
    first({TITLE: "Modelos abertos"})

    told = second({RIGHT: "on"})

    assert "Still right (Portuguese (Brazil)) was not saved: somebody changed the text" in told
    with scope(event=session.event):
        assert Translation.objects.get(field="abstract").is_outdated(session.abstract)
