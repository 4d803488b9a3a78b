"""A speaker's own page: their affiliations, and describing an organisation nobody knows."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from lxml import html
from pretalx.person.domain.user import deactivate_user

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.registry.load import load
from tests.browser_form import filled, submit
from tests.factories import (
    affiliate,
    make_organisation,
    make_speaker,
    make_team_member,
)
from tests.me.conftest import me, text
from tests.queries import queries_of


def own(event):
    with scope(event=event):
        return list(Affiliation.objects.values_list("as_entered", "organisation__name", "source"))


def test_a_speaker_says_where_they_are(event, speaker, client):
    make_organisation("Lund University", event=event)

    response = submit(
        client,
        me(event),
        **{
            "ofa-affiliation-0-organisation": "lund university",
            "ofa-affiliation-0-role_0": "Researcher",
            "ofa-affiliation-1-organisation": "Blue Toucan",
        },
    )

    assert response.status_code == 302
    assert own(event) == [
        ("lund university", "Lund University", "speaker"),
        ("Blue Toucan", None, "speaker"),
    ]
    with scopes_disabled():
        (entry,) = speaker.logged_actions().filter(action_type__startswith="pretalx_ofa.")
        assert (entry.person, entry.is_orga_action) == (speaker.user, False)
        assert entry.data["changes"]["affiliations"] == {
            "old": "",
            "new": "Researcher, Lund University; Blue Toucan",
        }


def test_what_is_wrong_is_said_and_the_rest_is_saved(event, speaker, client):
    response = client.post(
        me(event),
        filled(client.get(me(event)))
        | {"ofa-affiliation-0-organisation": "Blue Toucan", "ofa-affiliation-0-since": "1066"},
        follow=True,
    )

    assert "row 1, Since (year) was not saved" in text(response)
    assert own(event) == [("Blue Toucan", None, "speaker")]


def rows(*entries):
    """What a browser sends for rows of affiliations; ``position`` and the like may be left out."""
    return {
        f"ofa-affiliation-{number}-{name}": value
        for number, entry in enumerate(entries)
        for name, value in ({"id": "", "is_public": "on"} | entry).items()
    }


def test_without_a_kind_it_is_an_ordinary_one(event, speaker, client):
    for n, kind in enumerate(({}, {"kind": ""}, {"kind": "nonsense"})):
        sent = rows({"organisation": f"RISE {n}"} | kind)
        assert client.post(me(event), sent).status_code == 302

    with scope(event=event):
        assert list(Affiliation.objects.values_list("kind", flat=True)) == ["ordinary"] * 3


def test_a_kind_that_is_not_sent_stays(event, speaker, client):
    row = affiliate(speaker, "RISE", kind="undisclosed")

    client.post(me(event), rows({"id": row.pk, "organisation": "RISE"}))

    with scope(event=event):
        assert Affiliation.objects.get().kind == "undisclosed"


@pytest.mark.parametrize("standing", (0, 8))
def test_more_than_ten_affiliations_are_refused(event, speaker, client, standing):
    for n in range(standing):
        affiliate(speaker, f"Standing {n}")

    response = client.post(
        me(event), rows(*({"organisation": f"New {n}"} for n in range(3000))), follow=True
    )

    assert "nobody may have more than 10 affiliations." in text(response)
    assert len(own(event)) == 10
    assert "Another affiliation" not in text(client.get(me(event)))


def test_blank_rows_are_nothing(event, speaker, client):
    client.post(me(event), rows(*({} for _ in range(3000))))

    assert own(event) == []


@pytest.mark.parametrize("pk", ("9" * 5000, "9" * 19, "²", "-1", "x", "\x00"))
@pytest.mark.parametrize("name", ("chosen", "position", "since", "kind", "role_0"))
def test_nothing_that_is_sent_is_an_error(event, speaker, client, name, pk):
    sent = {"organisation": "RISE\x01", name: pk}

    response = client.post(me(event), rows(sent) | {"ofa-person-orcid": pk})

    assert response.status_code == 302
    assert client.get(me(event)).status_code == 200
    assert own(event) == [("RISE", None, "speaker")]


@pytest.mark.parametrize("pk", ("9" * 5000, "9" * 19, "²", "-1", "x", "\x00"))
def test_a_row_that_never_was_is_not_added(event, speaker, client, pk):
    response = client.post(me(event), rows({"organisation": "RISE", "id": pk}), follow=True)

    assert "“RISE” was removed meanwhile and is not added again." in text(response)
    assert own(event) == []


@pytest.mark.parametrize(
    ("typed", "problem"),
    (
        ("orcid", "This is not an ORCID iD. It has 16 characters, as in 0000-0002-1825-0097."),
        (
            "0000-0002-1694-2339",
            "This is not an ORCID iD: its last character does not fit the others.",
        ),
    ),
)
def test_what_is_no_orcid_id_is_refused_with_the_reason(event, speaker, client, typed, problem):
    response = submit(client, me(event), **{"ofa-person-orcid": typed})

    assert response.status_code == 302
    page = client.get(me(event))
    assert f"ORCID iD was not saved: {problem}" in text(page)
    assert filled(page)["ofa-person-orcid"] == ""


def test_an_orcid_id_is_kept_in_its_usual_form(event, speaker, client):
    submit(client, me(event), **{"ofa-person-orcid": "https://orcid.org/0000-0002-1694-233x"})

    page = html.fromstring(client.get(me(event)).content.decode())
    assert page.xpath("//input[@name='ofa-person-orcid']/@value") == ["0000-0002-1694-233X"]
    assert page.xpath("//input[@name='ofa-person-sort_name']") == [], "for organisers"


def asked_for(client, event, number):
    """The names of the fields of a row that the page has."""
    prefix = f"ofa-affiliation-{number}-"
    names = html.fromstring(client.get(me(event)).content.decode()).xpath("//@name")
    return list(dict.fromkeys(n.removeprefix(prefix) for n in names if n.startswith(prefix)))


def test_one_field_is_open_and_the_others_are_folded(event, speaker, client):
    page = html.fromstring(client.get(me(event)).content.decode())

    unfolded = page.xpath("//form//input[@type='text'][not(ancestor::details)]/@name")
    assert unfolded == ["ofa-affiliation-0-organisation", "ofa-person-orcid"]
    assert len(page.xpath("//form//details[@class='ofa-more']")) == 2


def test_a_speaker_is_asked_for_the_parts_that_the_event_asks_for(event, speaker, client):
    event.settings.ofa_affiliation_parts = []
    affiliate(speaker, "RISE", {"en": "Researcher"}, since=2019, is_public=False)

    # What is stored of the others is there, so that it can be changed; it is kept.
    assert asked_for(client, event, 0) == [
        *("id", "chosen", "organisation", "kind", "role_0", "role_1", "since"),
        *("position", "is_public", "delete"),
    ]
    assert asked_for(client, event, 1) == ["id", "chosen", "organisation", "kind"]
    submit(client, me(event), **{"ofa-affiliation-1-organisation": "FGV"})
    with scope(event=event):
        assert list(Affiliation.objects.values_list("role", "since", "is_public")) == [
            ({"en": "Researcher"}, 2019, False),
            ("", None, True),
        ]


def test_the_preview_says_what_would_become_public_and_stores_nothing(event, speaker, client):
    make_organisation(event=event, names=[("Universidade de Lund", "pt-br", "label")])
    affiliate(speaker, "RISE")
    changes = {
        "ofa-affiliation-0-kind": "undisclosed",
        "ofa-affiliation-1-organisation": "Lund University",
        "ofa-affiliation-1-role_0": "Researcher",
        "ofa-affiliation-1-role_1": "Pesquisadora",
        "preview": "on",
    }

    page = client.post(me(event), filled(client.get(me(event))) | changes)

    assert "What would become public Nothing is saved yet." in text(page)
    document = html.fromstring(page.content.decode())
    lines = {dd.get("lang"): dd.text_content().split() for dd in document.xpath("//dl/dd")}
    assert lines == {
        "en": ["Researcher,", "Lund", "University"],
        "pt-BR": ["Pesquisadora,", "Universidade", "de", "Lund"],
    }
    assert filled(page)["ofa-affiliation-1-organisation"] == "Lund University"
    assert own(event) == [("RISE", None, "organiser")]
    with scopes_disabled():
        assert speaker.logged_actions().count() == 0

    client.post(me(event), {k: v for k, v in filled(page).items() if v is not None})
    assert own(event) == [
        ("RISE", None, "organiser"),
        ("Lund University", "Lund University", "speaker"),
    ]


def test_a_row_that_is_gone_does_not_come_back_through_a_preview(event, speaker, client):
    affiliate(speaker, "RISE")
    opened = filled(client.get(me(event)))
    with scope(event=event):
        Affiliation.objects.all().delete()

    page = client.post(me(event), opened | {"preview": "on"})
    client.post(me(event), {k: v for k, v in filled(page).items() if v is not None})

    assert own(event) == []


def test_nobody_learns_who_else_speaks_for_whom(event, speaker, client):
    secret = make_organisation("Secret Society", event=event)
    affiliate(make_speaker(event, "Somebody"), secret)

    assert "Secret Society" not in client.get(me(event)).content.decode()


def test_an_organisation_nobody_knows_is_described(event, speaker, client):
    affiliate(speaker, "Blue Toucan")
    assert "Describe “Blue Toucan”" in text(client.get(me(event)))

    submit(
        client,
        me(event, "propose_organisation") + "?name=Blue+Toucan",
        name_0="Blue Toucan Cooperative",
        country="BR",
        types=["nonprofit"],
        website="toucan.example.org",
    )

    proposed = Organisation.objects.get(event=event)
    assert (proposed.name, proposed.confirmation) == ("Blue Toucan Cooperative", "suggested")
    assert (proposed.country, proposed.types, proposed.website) == (
        "BR",
        ["nonprofit"],
        "https://toucan.example.org",
    )
    assert own(event) == [("Blue Toucan", "Blue Toucan Cooperative", "organiser")]
    assert "Describe" not in text(client.get(me(event)))


def test_organisers_accept_what_speakers_describe(event, speaker, client):
    affiliate(speaker, "Blue Toucan")
    submit(client, me(event, "propose_organisation") + "?name=Blue+Toucan")
    proposed = Organisation.objects.get(event=event)
    client.force_login(make_team_member(event, can_change_submissions=True))
    url = reverse("plugins:pretalx_ofa:organisations", kwargs={"event": event.slug})
    assert "Proposed by speakers Blue Toucan" in text(client.get(url))

    client.post(
        reverse(
            "plugins:pretalx_ofa:organisation_confirm",
            kwargs={"event": event.slug, "pk": proposed.pk},
        )
    )

    proposed.refresh_from_db()
    assert proposed.confirmation == "confirmed"
    assert "Proposed by speakers" not in text(client.get(url))


def test_what_is_only_proposed_is_not_offered_to_others(event, speaker, client):
    make_organisation("Blue Toucan", event=event, confirmation="suggested")
    search = reverse("plugins:pretalx_ofa:organisation_search", kwargs={"event": event.slug})

    assert client.get(search, {"q": "toucan"}).json()["results"] == []


def test_what_is_only_proposed_is_linked_for_nobody_else(event, speaker, client):
    """The display name of another one's proposal is not told to whoever types one of its names."""
    make_organisation(
        "Secret", event=event, confirmation="suggested", names=[("Toucan", "", "alias")]
    )

    submit(client, me(event), **{"ofa-affiliation-0-organisation": "Toucan"})

    assert own(event) == [("Toucan", None, "speaker")]


@pytest.mark.parametrize(("target", "linked"), (("confirmed", "RISE"), ("suggested", None)))
def test_a_proposal_that_was_merged_is_what_it_was_merged_into(
    event, speaker, client, target, linked
):
    stays = make_organisation("RISE", event=event, confirmation=target)
    make_organisation("Toucan", event=event, confirmation="suggested", merged_into=stays)

    submit(client, me(event), **{"ofa-affiliation-0-organisation": "Toucan"})

    assert own(event) == [("Toucan", linked, "speaker")]


def test_ones_own_proposal_is_found_and_linked_again(event, speaker, client):
    affiliate(speaker, "Toucan")
    submit(
        client, me(event, "propose_organisation") + "?name=Toucan", name_0="Blue Toucan Cooperative"
    )
    with scope(event=event):
        Affiliation.objects.all().delete()
    search = reverse("plugins:pretalx_ofa:organisation_search", kwargs={"event": event.slug})

    found = client.get(search, {"q": "toucan"}).json()["results"]
    submit(client, me(event), **{"ofa-affiliation-0-organisation": "toucan"})

    assert [entry["name"] for entry in found] == ["Blue Toucan Cooperative"]
    assert own(event) == [("toucan", "Blue Toucan Cooperative", "speaker")]


def test_a_description_that_is_surely_the_registrys_is_linked_to_it(
    event, speaker, client, dump, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    load(dump())
    affiliate(speaker, "The university in the south")

    submit(
        client,
        me(event, "propose_organisation") + "?name=The+university+in+the+south",
        name_0="Lunds universitet",
        country="SE",
    )

    assert own(event) == [("The university in the south", "Lund University", "organiser")]


@pytest.mark.parametrize("junk", ("N/A", "-", "nenhuma"))
def test_junk_is_kept_and_nobody_is_asked_to_describe_it(event, speaker, client, junk):
    submit(client, me(event), **{"ofa-affiliation-0-organisation": junk})

    assert own(event) == [(junk, None, "speaker")]
    assert "Describe" not in text(client.get(me(event)))


@pytest.mark.parametrize("words", ("", "?name=", "?name=Somebody+Elses"))
def test_only_ones_own_words_are_described(event, speaker, client, words):
    affiliate(make_speaker(event, "Somebody"), "Somebody Elses")

    assert client.get(me(event, "propose_organisation") + words).status_code == 404


def test_after_the_call_speakers_can_still_search(event, speaker, client):
    with scopes_disabled():
        event.cfp.deadline = event.datetime_from.replace(year=2020)
        event.cfp.save()
    search = reverse("plugins:pretalx_ofa:organisation_search", kwargs={"event": event.slug})

    assert client.get(search, {"q": "lund"}).status_code == 200
    client.logout()
    assert client.get(search, {"q": "lund"}).status_code == 404


def test_when_pretalx_lets_nobody_edit_nobody_does(event, speaker, client):
    with scopes_disabled():
        event.feature_flags["speakers_can_edit_submissions"] = False
        event.save()

    page = client.get(me(event))

    assert "The organisers have closed changes." in text(page)
    assert client.post(me(event), filled(page)).status_code == 404


def test_the_profile_page_leads_here(event, speaker, client):
    for path in (event.urls.user, event.urls.user_submissions):
        page = html.fromstring(client.get(path).content.decode())
        assert me(event) in page.xpath("//a/@href")


def test_visitors_without_a_proposal_see_no_link(event, client):
    client.force_login(make_team_member(event))

    assert me(event) not in client.get(event.urls.user).content.decode()


def test_the_page_costs_the_same_queries(event, speaker, client):
    affiliate(speaker, "Words")
    few = queries_of(lambda: client.get(me(event)))
    for n in range(29):
        affiliate(speaker, f"Words {n}")

    assert queries_of(lambda: client.get(me(event))) == few


@pytest.mark.parametrize("method", ("put", "patch", "delete"))
def test_nothing_but_a_form_that_is_posted_is_said_to_be_saved(event, speaker, client, method):
    assert getattr(client, method)(me(event)).status_code == 405


def test_who_described_an_organisation_is_forgotten_with_the_account(event, speaker):
    organisation = make_organisation("Blue Toucan", event=event, described_by=speaker.user)

    with scopes_disabled():
        deactivate_user(speaker.user)

    assert Organisation.objects.get(pk=organisation.pk).described_by is None
