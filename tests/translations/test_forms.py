"""Texts in further languages on pretalx's own proposal and speaker pages."""

import pytest
from django.contrib.messages import get_messages
from django_scopes import scope, scopes_disabled
from lxml import html
from pretalx.common.models import ActivityLog

from pretalx_ofa.translations.fields import TITLE_LENGTH
from pretalx_ofa.translations.models import Translation
from tests.browser_form import filled, submit
from tests.factories import fresh, make_session, make_speaker, make_team_member, translate
from tests.queries import queries_of


@pytest.fixture
def session(event):
    return make_session(
        event, "Open models", speakers=[make_speaker(event, biography="Words.")], abstract="Text."
    )


@pytest.fixture
def organiser(event, client):
    user = make_team_member(event, can_change_submissions=True)
    client.force_login(user)
    return user


def page(session):
    return f"/orga/event/{session.event.slug}/submissions/{session.code}/"


def translations(event):
    with scope(event=event):
        return {
            (row.field, row.language): (row.text, row.state) for row in Translation.objects.all()
        }


def test_a_session_is_translated_next_to_its_original(session, organiser, client):
    submit(
        client,
        page(session),
        **{"ofa-title-pt-br": "Modelos abertos", "ofa-abstract-pt-br": "Texto *curto*."},
    )

    assert translations(session.event) == {
        ("title", "pt-br"): ("Modelos abertos", "approved"),
        ("abstract", "pt-br"): ("Texto *curto*.", "approved"),
    }


def test_texts_are_kept_without_controls(session, organiser, client):
    submit(
        client,
        page(session),
        **{"ofa-title-pt-br": "Mode\x1blos\u202e", "ofa-abstract-pt-br": "Um\x07\r\nSa\u0303o"},
    )

    assert translations(session.event) == {
        ("title", "pt-br"): ("Modelos", "approved"),
        ("abstract", "pt-br"): ("Um\nSão", "approved"),
    }


def test_the_language_of_the_original_is_not_asked_for(session, organiser, client):
    shown = filled(client.get(page(session)))

    assert [name for name in shown if name.startswith("ofa-title")] == ["ofa-title-pt-br"]


def test_the_fields_say_which_language_is_typed_in_them(session, organiser, client):
    document = html.fromstring(client.get(page(session)).content.decode())

    for name in ("title", "abstract", "description"):
        assert document.xpath(f"//*[@name='ofa-{name}-pt-br']/@lang") == ["pt-BR"]


def test_a_draft_is_kept_and_not_shown_as_approved(session, organiser, client):
    submit(client, page(session), **{"ofa-title-pt-br": "Modelos", "ofa-state-pt-br": "draft"})

    assert translations(session.event) == {("title", "pt-br"): ("Modelos", "draft")}


def test_an_emptied_text_is_removed(session, organiser, client):
    translate(session, "title", "pt-br", "Modelos")

    submit(client, page(session), **{"ofa-title-pt-br": ""})

    assert translations(session.event) == {}


def test_a_title_that_is_too_long_is_refused_by_name_and_the_rest_saved(session, organiser, client):
    response = submit(
        client,
        page(session),
        **{"ofa-title-pt-br": "a" * (TITLE_LENGTH + 1), "ofa-abstract-pt-br": "Texto."},
    )

    assert translations(session.event) == {("abstract", "pt-br"): ("Texto.", "approved")}
    messages = [str(message) for message in get_messages(response.wsgi_request)]
    assert any("Title (Portuguese (Brazil)) was not saved" in message for message in messages), (
        messages
    )


def test_an_outdated_text_stays_outdated_until_somebody_says_it_is_right(
    session, organiser, client
):
    translate(session, "title", "pt-br", "Modelos", source="What it once was")
    shown = client.get(page(session)).content.decode()
    submit(client, page(session))
    with scope(event=session.event):
        assert Translation.objects.get().is_outdated(session.title), (
            "saving the page says nothing about the text"
        )

    submit(client, page(session), **{"ofa-right-pt-br": "on"})

    assert "ofa-right-pt-br" in shown
    with scope(event=session.event):
        assert not Translation.objects.get().is_outdated(session.title)


def test_a_biography_is_translated_on_the_speakers_page(session, organiser, client):
    with scope(event=session.event):
        speaker = session.speakers.get()
    url = f"/orga/event/{session.event.slug}/speakers/{speaker.code}/"

    submit(client, url, **{"ofa-biography-pt-br": "Pesquisadora."})

    assert translations(session.event) == {("biography", "pt-br"): ("Pesquisadora.", "approved")}


def test_an_event_in_one_language_has_no_such_section(session, organiser, client, event):
    event.settings.set("ofa_languages", ["en"])

    assert "ofa-title" not in client.get(page(session)).content.decode()


def test_a_third_language_is_one_more_section(session, organiser, client, event):
    fresh(event).settings.set("ofa_languages", ["en", "pt-br", "es"])

    shown = filled(client.get(page(session)))

    assert {"ofa-title-pt-br", "ofa-title-es"} <= set(shown)


def test_every_change_is_logged(session, organiser, client):
    for text in ("Um", "Dois", "Dois", ""):
        submit(client, page(session), **{"ofa-title-pt-br": text})

    with scopes_disabled():
        actions = ActivityLog.objects.filter(action_type__startswith="pretalx_ofa").order_by("pk")
        assert [entry.action_type for entry in actions] == [
            f"pretalx_ofa.translation.{action}" for action in ("create", "update", "delete")
        ]


@pytest.mark.parametrize("hidden", (True, False))
def test_reviewers_get_no_translations_to_edit(session, client, event, hidden):
    translate(session, "title", "pt-br", "Modelos")
    client.force_login(make_team_member(event, is_reviewer=True, force_hide_speaker_names=hidden))

    shown = client.get(page(session)).content.decode()

    assert session.title in shown
    assert "Modelos" not in shown


def test_the_proposal_page_costs_the_same_queries(session, organiser, client):
    translate(session, "title", "pt-br", "Texto")
    few = queries_of(lambda: client.get(page(session)))
    for field in ("abstract", "description"):
        translate(session, field, "pt-br", "Texto")

    assert queries_of(lambda: client.get(page(session))) == few
