"""A speaker says under which of their affiliations they give a session."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from pretalx_ofa.affiliations.models import SessionAffiliations
from pretalx_ofa.clashes.models import Clash
from tests.browser_form import filled, submit
from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
)
from tests.queries import queries_of


@pytest.fixture
def speaker(event, client):
    """Somebody with two affiliations, logged in."""
    profile = make_speaker(event, "Ana Souza")
    profile.ofa = [affiliate(profile, name) for name in ("Lund University", "Blue Toucan")]
    client.force_login(profile.user)
    return profile


@pytest.fixture
def session(event, speaker):
    """Together with Rui, who has two as well."""
    rui = make_speaker(event, "Rui")
    for name in ("Rui's company", "Rui's club"):
        affiliate(rui, name)
    return make_session(event, "Talk", speakers=[speaker, rui], state="submitted", abstract="Words")


def page(session):
    return reverse(
        "plugins:pretalx_ofa:own_session",
        kwargs={"event": session.event.slug, "code": session.code},
    )


def me(event):
    return reverse("plugins:pretalx_ofa:me", kwargs={"event": event.slug})


def chosen(event):
    """{speaker: [as entered]} of the choices that are stored."""
    with scope(event=event):
        return {
            row.speaker.name: [
                row.speaker.ofa_affiliations.get(pk=pk).as_entered for pk in row.affiliations
            ]
            for row in SessionAffiliations.objects.select_related("speaker")
        }


def test_a_speaker_chooses(event, speaker, session, client):
    lund, toucan = speaker.ofa
    assert page(session) in client.get(me(event)).content.decode()

    response = submit(client, page(session), **{f"ofa-under-{speaker.pk}": [toucan.pk]})

    assert response.url == me(event)
    assert chosen(event) == {"Ana Souza": ["Blue Toucan"]}
    with scope(event=event):
        entry = session.logged_actions().get()
        assert (entry.person, entry.is_orga_action) == (speaker.user, False)
    submit(client, page(session), **{f"ofa-under-{speaker.pk}": [lund.pk, toucan.pk]})
    assert chosen(event) == {}


def test_organisations_are_named_in_the_readers_language(event, speaker, session, client):
    affiliate(speaker, make_organisation("Oslo", names=[("Universidade de Oslo", "pt", "label")]))

    shown = client.get(page(session), {"lang": "pt-br"}).content.decode()

    assert [name in shown for name in ("Universidade de Oslo", "Blue Toucan")] == [True, True]


def test_for_nobody_else(event, speaker, session, client):
    with scope(event=event):
        rui = session.speakers.get(name="Rui")
        others = list(rui.ofa_affiliations.values_list("pk", flat=True))
    shown = client.get(page(session)).content.decode()

    submit(
        client,
        page(session),
        **{f"ofa-under-{rui.pk}": others[:1], f"ofa-under-{speaker.pk}": others[:1]},
    )

    assert "Rui" not in shown
    assert chosen(event) == {}


@pytest.mark.parametrize("whose", ("somebody else's", "draft", "with one affiliation"))
def test_pages_that_are_not_there(event, speaker, client, whose):
    speakers = [] if whose == "somebody else's" else [speaker]
    state = "draft" if whose == "draft" else "submitted"
    session = make_session(event, speakers=speakers, state=state)
    make_session(event, speakers=[speaker])
    if whose == "with one affiliation":
        with scopes_disabled():
            speaker.ofa[0].delete()

    assert client.get(page(session)).status_code == 404
    assert client.post(page(session), {"ofa-under": "1"}).status_code == 404
    assert page(session) not in client.get(me(event)).content.decode()


def test_a_choice_that_was_made_can_be_changed_when_one_is_left(event, speaker, session, client):
    lund, toucan = speaker.ofa
    submit(client, page(session), **{f"ofa-under-{speaker.pk}": [toucan.pk]})
    with scopes_disabled():
        lund.delete()

    submit(client, page(session), **{f"ofa-under-{speaker.pk}": []})

    assert chosen(event) == {"Ana Souza": []}


def test_where_speakers_may_not_edit_they_only_read(event, speaker, session, client):
    with scopes_disabled():
        event.feature_flags["speakers_can_edit_submissions"] = False
        event.save()

    assert "Save" not in client.get(page(session)).content.decode()
    assert client.post(page(session), {"ofa-under": "1"}).status_code == 404


def test_an_organiser_chose_meanwhile(event, speaker, session, client):
    lund, toucan = speaker.ofa
    field = f"ofa-under-{speaker.pk}"
    mine = filled(client.get(page(session))) | {field: [toucan.pk]}
    client.force_login(make_team_member(event, can_change_submissions=True))
    submit(client, session.orga_urls.base, **{field: [lund.pk]})
    client.force_login(speaker.user)

    response = client.post(page(session), mine)

    assert chosen(event) == {"Ana Souza": ["Lund University"]}
    assert "Changed by two people at once" in client.get(page(session)).content.decode()
    assert response.url == me(event)
    with scope(event=event):
        clash = Clash.objects.get()
    decide = reverse("plugins:pretalx_ofa:own_clash", kwargs={"event": event.slug, "pk": clash.pk})
    client.post(decide, {"take": "1"})
    assert chosen(event) == {"Ana Souza": ["Blue Toucan"]}


def test_queries_do_not_grow(event, speaker, session, client):
    def queries(number):
        for n in range(number):
            affiliate(speaker, f"Company {n}")
        return queries_of(lambda: client.get(page(session)))

    assert queries(1) == queries(7)
