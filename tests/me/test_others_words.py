"""What others wrote of a speaker, earlier events, co-speakers, and what is stored about somebody."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from lxml import html

from pretalx_ofa.affiliations.editing import store
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.refreshing import Proposal, refresh
from tests.browser_form import filled
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_user,
)
from tests.me.conftest import me, text
from tests.queries import queries_of

YES = "Yes, that is right"


def rows(event):
    with scope(event=event):
        found = Affiliation.all_objects.all()
        return [(str(row), row.confirmation, row.source, row.is_shown) for row in found]


def answer(client, event, row, answer):
    return client.post(me(event, "answer"), {"affiliation": row.pk, "answer": answer})


def test_what_somebody_else_wrote_waits_for_a_yes(event, speaker, client):
    row = affiliate(speaker, "FGV", confirmation="suggested", source="cospeaker")
    assert "FGV (Another speaker of the session)" in text(client.get(me(event)))
    assert rows(event) == [("FGV", "suggested", "cospeaker", False)]

    answer(client, event, row, "yes")

    assert rows(event) == [("FGV", "confirmed", "cospeaker", True)]
    assert YES not in text(client.get(me(event)))
    with scopes_disabled():
        (entry,) = speaker.logged_actions()
        assert entry.data["changes"] == {"affiliations": {"old": "FGV, suggested", "new": "FGV"}}


def test_what_is_not_right_is_removed(event, speaker, client):
    row = affiliate(speaker, "FGV", confirmation="suggested")

    answer(client, event, row, "no")

    assert rows(event) == []


@pytest.mark.parametrize("change", ({"role_0": "Researcher"}, {"organisation": "FGV Direito"}))
def test_whoever_changes_it_has_said_yes(event, speaker, client, change):
    affiliate(speaker, "FGV", confirmation="suggested")
    opened = filled(client.get(me(event)))

    client.post(me(event), opened | {f"ofa-affiliation-0-{k}": v for k, v in change.items()})

    assert [row[1] for row in rows(event)] == ["confirmed"]


def test_saving_an_untouched_page_is_no_yes(event, speaker, client):
    affiliate(speaker, "RISE")
    affiliate(speaker, "FGV", confirmation="suggested")

    client.post(me(event), filled(client.get(me(event))) | {"ofa-affiliation-1-position": "1"})

    assert [row[:2] for row in rows(event)] == [("FGV", "suggested"), ("RISE", "confirmed")]


@pytest.mark.parametrize("said", ("maybe", "", "yes"))
def test_nobody_answers_for_somebody_else(event, speaker, client, said):
    other = affiliate(make_speaker(event, "Somebody"), "FGV", confirmation="suggested")
    own = affiliate(speaker, "RISE", confirmation="suggested" if said != "yes" else "confirmed")

    assert answer(client, event, other, "yes").status_code == 404
    assert answer(client, event, own, said).status_code == 404
    assert [row[1] for row in rows(event)] == ["suggested", own.confirmation]


# Earlier events.


@pytest.fixture
def last_year(speaker):
    with scopes_disabled():
        event = make_event("last-year")
        event.date_from = event.date_from.replace(year=2024)
        event.save()
    return make_speaker(event, user=speaker.user)


def test_what_was_true_last_year_is_added_in_one_click(event, speaker, client, last_year):
    lund = make_organisation()
    row = affiliate(last_year, lund, {"en": "Researcher"}, since=2019)
    affiliate(last_year, "FGV")
    affiliate(speaker, "FGV")
    assert "Researcher, Lund University (Open Symposium)" in text(client.get(me(event)))

    client.post(me(event, "earlier"), {"affiliation": row.pk})

    with scope(event=event):
        new = Affiliation.objects.last()
        assert (new.organisation, str(new.role), new.since) == (lund, "Researcher", 2019)
        assert (new.source, new.confirmation) == ("speaker", "confirmed")
    assert "From your earlier events" not in text(client.get(me(event)))


def test_what_was_hidden_last_year_stays_hidden(event, speaker, client, last_year):
    row = affiliate(last_year, "FGV", is_public=False)

    client.post(me(event, "earlier"), {"affiliation": row.pk})

    with scope(event=event):
        assert [row.is_public for row in speaker.ofa_affiliations.all()] == [False]


def test_another_events_own_organisation_comes_as_its_name(event, speaker, client, last_year):
    toucan = make_organisation("Blue Toucan", event=last_year.event)
    row = affiliate(last_year, toucan)

    client.post(me(event, "earlier"), {"affiliation": row.pk})

    with scope(event=event):
        new = Affiliation.objects.get()
        assert (new.as_entered, new.organisation) == ("Blue Toucan", None)


def test_nobody_takes_over_from_others(event, speaker, client, last_year):
    theirs = affiliate(make_speaker(last_year.event, "Somebody"), "FGV")

    assert client.post(me(event, "earlier"), {"affiliation": theirs.pk}).status_code == 404
    assert "FGV" not in text(client.get(me(event)))


# Co-speakers.


@pytest.fixture
def proposal(event, speaker):
    """A proposal of the speaker's with a co-speaker and somebody invited."""
    session = make_session(event, "Together", speakers=[speaker, make_speaker(event, "Bia")])
    with scopes_disabled():
        session.invitations.create(email="Eve@example.org")
    return session


def page_of(event, proposal):
    kwargs = {"event": event.slug, "code": proposal.code}
    return reverse("plugins:pretalx_ofa:co_speakers", kwargs=kwargs)


def test_a_submitter_says_where_the_others_work(event, speaker, client, proposal):
    with scope(event=event):
        bia = proposal.speakers.get(name="Bia")
        affiliate(bia, "Secret", is_public=False)
    assert page_of(event, proposal) in client.get(me(event)).content.decode()
    opened = client.get(page_of(event, proposal))
    assert "Secret" not in opened.content.decode()

    client.post(
        page_of(event, proposal),
        filled(opened)
        | {f"ofa-speaker-{bia.code}-0": "RISE", "ofa-invited-eve@example.org-0": "FGV"},
    )

    assert sorted(rows(event)) == [
        ("FGV", "suggested", "cospeaker", False),
        ("RISE", "suggested", "cospeaker", False),
        ("Secret", "confirmed", "organiser", False),
    ]
    again = filled(client.get(page_of(event, proposal)))
    assert again["ofa-invited-eve@example.org-0"] == "FGV"
    assert again[f"ofa-speaker-{bia.code}-0"] == ""


def test_two_submitters_lose_nothing(event, speaker, client, proposal):
    field = "ofa-invited-eve@example.org-0"
    first = filled(client.get(page_of(event, proposal)))
    second = dict(first)
    client.post(page_of(event, proposal), first | {field: "FGV"})

    client.post(page_of(event, proposal), second | {field: "RISE"})

    page = text(client.get(me(event)))
    assert "eve@example.org" in page
    assert "RISE" in page
    assert [row[0] for row in rows(event)] == ["FGV"]
    decide = html.fromstring(client.get(me(event)).content.decode())
    (form,) = [f for f in decide.forms if "clashes" in (f.action or "")]
    client.post(form.action, dict(form.fields) | {"take": "on"})
    assert [row[0] for row in rows(event)] == ["RISE"]


def test_nobody_speaks_for_the_speakers_of_other_proposals(event, speaker, client):
    others = make_session(event, speakers=[make_speaker(event, "Bia"), make_speaker(event, "Eve")])
    assert client.get(page_of(event, others)).status_code == 404

    alone = make_session(event, speakers=[speaker])
    assert client.post(page_of(event, alone), {}).status_code == 404


def test_an_address_that_was_not_invited_is_nothing(event, speaker, client, proposal):
    client.post(page_of(event, proposal), {"ofa-invited-else@example.org-0": "FGV"})

    assert rows(event) == []


def test_the_page_costs_the_same_for_any_number_of_proposals(event, speaker, client, proposal):
    few = queries_of(lambda: client.get(me(event)))
    for n in range(5):
        make_session(event, f"{n}", speakers=[speaker, make_speaker(event, f"Co {n}")])

    assert queries_of(lambda: client.get(me(event))) == few


# What is stored.


def test_everything_stored_is_downloaded(event, speaker, client):
    lund = make_organisation(ror="https://ror.org/012a77v79")
    affiliate(speaker, lund, {"en": "Researcher"}, source="speaker")
    affiliate(speaker, "FGV", confirmation="suggested", source="cospeaker")
    with scopes_disabled():
        other = make_session(event, "Other", speakers=[make_speaker(event, "Bia")])
        Affiliation.all_objects.create(
            event=event, invited_to=other, invited=speaker.user.email, as_entered="RISE"
        )
        refresh(event, "biography", [Proposal(speaker.pk, "Blue Toucan", role="Founder")])

    response = client.get(me(event, "my_data"))

    data = response.json()
    assert response["Content-Disposition"] == 'attachment; filename="symposium.json"'
    assert [(a["words"], a["from"], a["public"]) for a in data["affiliations"]] == [
        ("Lund University", "speaker", True),
        ("FGV", "cospeaker", False),
    ]
    assert data["affiliations"][0]["organisation"] == {
        "name": "Lund University",
        "ror": "https://ror.org/012a77v79",
    }
    assert [(i["session"], i["words"]) for i in data["invitations"]] == [(other.code, "RISE")]
    assert [(s["words"], s["role"], s["from"], s["state"]) for s in data["suggestions"]] == [
        ("Blue Toucan", "Founder", "biography", "open")
    ]


def test_the_history_says_who_but_names_nobody(event, speaker, client):
    client.post(me(event), {"ofa-affiliation-0-id": "", "ofa-affiliation-0-organisation": "RISE"})
    organiser = make_team_member(event, name="Olga Organiser", can_change_submissions=True)
    with scope(event=event):
        store(speaker, Affiliation.objects.get(), {"organisation": "FGV"}, person=organiser)

    response = client.get(me(event, "my_data"))

    assert [entry["by"] for entry in response.json()["history"]] == ["you", "organisers"]
    assert "Olga" not in response.content.decode()


def test_the_profile_leads_to_what_is_stored(event, speaker, client):
    page = html.fromstring(client.get(event.urls.user).content.decode())

    assert {me(event, "my_data"), f"{me(event)}#stored"} <= set(page.xpath("//a/@href"))


def test_without_a_proposal_or_an_event_the_profile_has_no_such_link(event, client):
    client.force_login(make_user())

    assert "data.json" not in client.get(event.urls.user).content.decode()
    assert client.get("/orga/me").status_code == 200
