"""What the public may know of an affiliation: one answer, for the programme, forms and REST."""

import pytest
from django_scopes import scopes_disabled
from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations.models import Affiliation, PersonDetails, SessionAffiliations
from pretalx_ofa.affiliations.queries import (
    choices_for_session,
    chosen_affiliations,
    person_details,
    public_affiliations,
    publicly_linked,
    unlinked_words_of,
)
from pretalx_ofa.affiliations.suggestions.queue import count_to_decide
from pretalx_ofa.affiliations.suggestions.refreshing import keep_in_step
from tests.factories import affiliate, make_event, make_organisation, make_session, make_speaker

PARTS = {"role": "Professor", "unit": "Physics", "since": 2001, "until": 2020}


@pytest.fixture
def ana(event):
    return make_speaker(event, "Ana")


def parts_of(affiliation):
    names = ("organisation", "as_entered", "role", "unit", "since", "until")
    return {name: getattr(affiliation, name) for name in names if getattr(affiliation, name)}


@pytest.mark.parametrize("kind", Affiliation.Kind.values)
def test_of_each_kind(in_event, ana, kind):
    lund = make_organisation("Lund University")
    affiliate(ana, lund, kind=kind, **PARTS)

    told = {"organisation": lund, "as_entered": "Lund University", **PARTS}
    found = public_affiliations(in_event).get(ana.pk, [])
    assert [(row.kind, parts_of(row)) for row in found] == (
        [] if kind == "undisclosed" else [(kind, told)]
    )
    assert publicly_linked(in_event).exists() == (kind != "undisclosed")


@pytest.mark.parametrize("hidden", ({"is_public": False}, {"confirmation": "suggested"}))
def test_what_is_hidden_or_not_confirmed_is_not_there(in_event, ana, hidden):
    affiliate(ana, "Lund", **hidden)

    assert public_affiliations(in_event) == {}
    assert not publicly_linked(in_event).exists()


def test_of_an_organisation_that_is_only_proposed_the_words_are_shown(in_event, ana):
    affiliate(ana, make_organisation("Toucan", event=in_event, confirmation="suggested"))

    (affiliation,) = public_affiliations(in_event)[ana.pk]

    assert parts_of(affiliation) == {"as_entered": "Toucan"}
    assert not publicly_linked(in_event).exists()


@pytest.mark.parametrize("junk", ("N/A", "null", "-", "nenhuma", "não se aplica"))
def test_junk_is_kept_and_not_public(in_event, ana, junk):
    affiliate(ana, junk, role=LazyI18nString({"en": junk, "pt-br": "Diretora"}), unit=junk)
    affiliate(ana, junk, since=2001)

    (affiliation,) = public_affiliations(in_event)[ana.pk]

    assert parts_of(affiliation) == {"role": LazyI18nString({"pt-br": "Diretora"})}
    assert [row.as_entered for row in Affiliation.objects.all()] == [junk, junk]
    assert unlinked_words_of(ana) == []
    keep_in_step(in_event)
    assert count_to_decide(in_event, None) == 0


def test_junk_beside_an_organisation_that_is_linked_hides_nothing(in_event, ana):
    lund = make_organisation("Lund University")
    row = affiliate(ana, lund)
    Affiliation.objects.update(as_entered="-")

    assert [a.organisation for a in public_affiliations(in_event)[ana.pk]] == [lund]
    assert row in publicly_linked(in_event)


def test_affiliations_come_in_their_order_and_of_one_event(in_event, ana):
    second, first = affiliate(ana, "B", position=2), affiliate(ana, "A", position=1)
    affiliate(make_speaker(make_event()), "Elsewhere")

    assert public_affiliations(in_event) == {ana.pk: [first, second]}


def test_a_choice_names_what_is_public_of_it(in_event, ana):
    shown, hidden = affiliate(ana, "A"), affiliate(ana, "B", is_public=False)
    gone = affiliate(ana, "C")
    sessions = [make_session(in_event, speakers=[ana]) for _ in range(4)]
    for session, ids in zip(sessions, ([shown.pk, hidden.pk], [gone.pk], []), strict=False):
        SessionAffiliations.objects.create(submission=session, speaker=ana, affiliations=ids)
    gone.delete()

    assert chosen_affiliations(in_event, public_affiliations(in_event)) == {
        (sessions[0].pk, ana.pk): [shown.pk],
        (sessions[1].pk, ana.pk): [],
        (sessions[2].pk, ana.pk): [],
    }


@pytest.mark.parametrize(
    "later", ({"is_public": False}, {"kind": "undisclosed"}, {"as_entered": "N/A"})
)
def test_a_session_given_under_what_is_hidden_later_shows_none(in_event, ana, later):
    chosen, other = affiliate(ana, "A"), affiliate(ana, "B")
    session = make_session(in_event, speakers=[ana])
    SessionAffiliations.objects.create(submission=session, speaker=ana, affiliations=[chosen.pk])
    Affiliation.objects.filter(pk=chosen.pk).update(**later)

    public = public_affiliations(in_event)

    assert public == {ana.pk: [other]}
    assert chosen_affiliations(in_event, public) == {(session.pk, ana.pk): []}
    assert choices_for_session(session) == [(ana, [other], [chosen.pk])]


def test_details_are_those_of_the_event(in_event, ana):
    details = PersonDetails.objects.create(speaker=ana, sort_name="Souza, Ana")
    with scopes_disabled():
        PersonDetails.objects.create(speaker=make_speaker(make_event()), sort_name="Elsewhere")

        assert person_details(in_event) == {ana.pk: details}


@pytest.mark.parametrize("item_count", (1, 3))
@pytest.mark.parametrize(
    "ask",
    (public_affiliations, lambda event: chosen_affiliations(event, {}), person_details),
    ids=("public", "chosen", "details"),
)
def test_each_question_costs_one_query(in_event, ana, item_count, ask, django_assert_num_queries):
    for _ in range(item_count):
        row = affiliate(ana, make_organisation("Lund University"))
        SessionAffiliations.objects.create(
            submission=make_session(in_event, speakers=[ana]), speaker=ana, affiliations=[row.pk]
        )

    with django_assert_num_queries(1):
        ask(in_event)
