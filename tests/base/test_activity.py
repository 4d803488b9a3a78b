"""Saving a page is one line in pretalx's history, with the words before and after."""

import pytest
from django_scopes import scope, scopes_disabled
from pretalx.common.models import ActivityLog

from pretalx_ofa.base.activity import log, one_entry
from tests.browser_form import submit
from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_user,
)


@pytest.fixture
def organiser(event, client):
    user = make_team_member(event, can_change_submissions=True)
    client.force_login(user)
    return user


def lines():
    """[(action, changes)] of ours in the history."""
    with scopes_disabled():
        ours = ActivityLog.objects.filter(action_type__startswith="pretalx_ofa.").order_by("pk")
        return [(line.action_type, (line.data or {}).get("changes", {})) for line in ours]


def test_three_translations_of_a_session_are_one_line(event, organiser, client):
    session = make_session(event, "Open", abstract="Words", description="More")

    submit(
        client,
        session.orga_urls.base,
        **{"ofa-title-pt-br": "Aberto", "ofa-abstract-pt-br": "Palavras"},
    )

    ((action, changes),) = lines()
    assert action == "pretalx_ofa.translation.update"
    assert changes["title (pt-br)"] == {"old": "", "new": "Aberto"}
    assert changes["abstract (pt-br)"] == {"old": "", "new": "Palavras"}


def test_sections_of_one_page_share_their_line(event, organiser, client):
    speaker = make_speaker(event, "Ana", biography="Words")
    make_session(event, speakers=[speaker])

    submit(
        client,
        speaker.orga_urls.base,
        **{
            "ofa-affiliation-0-organisation": "RISE",
            "ofa-affiliation-1-organisation": "Lund",
            "ofa-person-sort_name": "Souza, Ana",
            "ofa-biography-pt-br": "Palavras",
        },
    )

    ((action, changes),) = lines()
    assert action == "pretalx_ofa.page.update"
    assert changes["affiliations"] == {"old": "", "new": "RISE; Lund"}
    assert changes["filed as"] == {"old": "", "new": "Souza, Ana"}
    assert changes["biography (pt-br)"] == {"old": "", "new": "Palavras"}
    page = client.get(speaker.orga_urls.base).content.decode()
    assert "Affiliations and translations were changed." in page


def test_a_page_that_changes_nothing_leaves_no_line(event, organiser, client):
    session = make_session(event, "Open")

    submit(client, session.orga_urls.base)

    assert lines() == []


def test_an_organisation_and_the_links_to_it_are_one_line(event, organiser, client):
    for n in range(3):
        affiliate(make_speaker(event, f"Speaker {n}"), "Blue Toucan")

    submit(client, f"/orga/event/{event.slug}/p/ofa/organisations/new/", name_0="Blue Toucan")

    ((action, changes),) = lines()
    assert action == "pretalx_ofa.organisation.create"
    assert changes["names"] == {"old": "", "new": "Blue Toucan"}


def test_settings_are_logged_in_words(event, client):
    client.force_login(make_team_member(event, can_change_event_settings=True))

    submit(client, f"/orga/event/{event.slug}/settings/p/ofa/", language_3="es")

    assert lines() == [
        (
            "pretalx_ofa.settings.update",
            {"languages": {"old": "en, pt-br", "new": "en, pt-br, es"}},
        )
    ]


def test_the_details_of_a_line_can_be_read(event, organiser, client):
    speaker = make_speaker(event, "Ana", biography="Words")
    make_session(event, speakers=[speaker])
    affiliate(
        speaker, make_organisation("Lund University"), {"en": "Professor", "pt-br": "Docente"}
    )
    submit(client, speaker.orga_urls.base, **{"ofa-affiliation-0-since": "2019"})

    with scopes_disabled():
        line = ActivityLog.objects.get(action_type__startswith="pretalx_ofa.")
    client.force_login(make_team_member(event, can_change_event_settings=True))
    page = client.get(f"/orga/event/{event.slug}/history/{line.pk}/")

    assert page.status_code == 200
    assert "Professor / Docente, Lund University" in page.content.decode()


def test_lines_of_different_pages_stay_apart(in_event):
    person, session = make_user("Ana"), make_session(in_event)
    for number in range(2):
        with one_entry():
            log(session, "pretalx_ofa.translation.create", person=person, changes={"a": ("", "b")})
            log(session, "pretalx_ofa.translation.create", person=person, changes={"a": ("", "c")})
        assert len(lines()) == number + 1
    with scope(event=in_event):
        log(session, "pretalx_ofa.translation.delete", person=person)
    assert [changes for _action, changes in lines()] == [{"a": {"old": "", "new": "b; c"}}] * 2 + [
        {}
    ]
