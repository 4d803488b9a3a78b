"""Affiliations on pretalx's pages of a proposal: for reviewers what is public, for organisers all."""

import pytest
from django_scopes import scope, scopes_disabled
from i18nfield.strings import LazyI18nString
from lxml import html

from pretalx_ofa.affiliations.models import SessionAffiliations
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
)
from tests.queries import queries_of


@pytest.fixture
def proposal(event):
    """Of Ana, with affiliations of all kinds, and of Rui, who has none."""
    ana, rui = make_speaker(event, "Ana"), make_speaker(event, "Rui")
    lund = make_organisation("Lund University", names=[("Universidade de Lund", "pt", "label")])
    affiliate(ana, lund, LazyI18nString({"en": "Professor", "pt-br": "Professora"}), since=2019)
    affiliate(ana, "Blue Toucan", "Chair")
    affiliate(ana, "", kind="independent")
    affiliate(ana, "Secret Ltd", is_public=False)
    affiliate(ana, "Guess Ltd", confirmation="suggested")
    affiliate(ana, "Quiet Ltd", kind="undisclosed")
    affiliate(ana, make_organisation("Proposed Ltd", event=event, confirmation="suggested"))
    return make_session(event, speakers=[ana, rui], state="submitted")


def make_reviewer(event, **rights):
    return make_team_member(event, is_reviewer=True, **rights)


def make_organiser(event):
    return make_team_member(event, can_change_submissions=True)


def shown(client, user, url, **query):
    """{speaker: [line]} of the block, {} without it."""
    client.force_login(user)
    response = client.get(url, query)
    assert response.status_code == 200, url
    page = html.fromstring(response.content.decode())
    return {
        words(group.find("dt")): [words(line) for line in group.findall("dd")]
        for group in page.xpath("//section[@class='ofa-proposal']/dl/div")
    }


def words(element):
    return " ".join(element.text_content().split())


PUBLIC = ["Professor, Lund University (2019–)", "Chair, Blue Toucan", "Independent", "Proposed Ltd"]


def test_reviewers_see_what_is_public(client, event, proposal):
    reviewer = make_reviewer(event)

    for url in (proposal.orga_urls.reviews, proposal.orga_urls.base, proposal.orga_urls.speakers):
        assert shown(client, reviewer, url) == {"Ana": PUBLIC}


def test_organisers_see_all_and_what_is_not_public_of_it(client, event, proposal):
    for url in (proposal.orga_urls.base, proposal.orga_urls.speakers):
        assert shown(client, make_organiser(event), url) == {
            "Ana": [
                *PUBLIC[:3],
                "Secret Ltd Not public",
                "Guess Ltd Suggested",
                "Quiet Ltd Not disclosed",
                PUBLIC[3],
            ],
            "Rui": ["None yet"],
        }


def test_in_the_readers_language(client, event, proposal):
    reviewer = make_reviewer(event)
    with scopes_disabled():
        reviewer.locale = "pt-br"
        reviewer.save()

    assert shown(client, reviewer, proposal.orga_urls.reviews)["Ana"] == [
        "Professora, Universidade de Lund (2019–)",
        "Chair, Blue Toucan",
        "Sem vínculo institucional",
        "Proposed Ltd",
    ]


def test_which_ones_the_session_is_given_under(client, event, proposal):
    with scope(event=event):
        ana = proposal.speakers.get(name="Ana")
        toucan = ana.ofa_affiliations.get(as_entered="Blue Toucan")
        SessionAffiliations.objects.create(
            submission=proposal, speaker=ana, affiliations=[toucan.pk]
        )

    assert shown(client, make_reviewer(event), proposal.orga_urls.reviews)["Ana"] == [
        f"{line} Not for this session" if line != "Chair, Blue Toucan" else line for line in PUBLIC
    ]


@pytest.mark.parametrize("hidden_by", ("team", "phase"))
def test_nothing_under_hidden_names(client, event, proposal, hidden_by):
    reviewer = make_reviewer(event, force_hide_speaker_names=hidden_by == "team")
    with scopes_disabled():
        event.review_phases.update(can_see_speaker_names=hidden_by == "team")

    for url in (proposal.orga_urls.reviews, proposal.orga_urls.base):
        assert shown(client, reviewer, url) == {}
        assert "ofa-proposal" not in client.get(url).content.decode()
        assert "proposal.js" not in client.get(url).content.decode()


def test_the_review_page_names_nobody_to_organisers_who_do_not_review(client, event, proposal):
    """As pretalx's own part of that page."""
    assert shown(client, make_organiser(event), proposal.orga_urls.reviews) == {}


def test_a_proposal_that_is_being_made_has_none(client, event):
    assert shown(client, make_organiser(event), event.orga_urls.new_submission) == {}


def test_an_error_of_ours_costs_nobody_the_page(client, event, proposal):
    with scopes_disabled():
        ana = proposal.speakers.get(name="Ana")
        # Nothing of ours stores it.
        SessionAffiliations.objects.create(submission=proposal, speaker=ana, affiliations=7)

    assert shown(client, make_reviewer(event), proposal.orga_urls.reviews) == {}


def test_queries_do_not_grow(db, client):
    """pretalx's own page has more for each speaker: as many as without affiliations."""

    def queries(number, with_affiliations):
        event = make_event()
        speakers = [make_speaker(event) for _one in range(number)]
        for speaker in speakers if with_affiliations else ():
            affiliate(speaker, make_organisation())
            affiliate(speaker, "Blue Toucan")
        talk = make_session(event, speakers=speakers, state="submitted")
        user = make_reviewer(event)
        return queries_of(lambda: shown(client, user, talk.orga_urls.reviews))

    few, many = (queries(n, True) - queries(n, False) for n in (1, 10))

    assert few == many
