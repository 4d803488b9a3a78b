"""The life of a suggestion: stored when a text names an organisation, compared, decided, undone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled
from pretalx.event.domain.event import shred_event

from pretalx_ofa.affiliations.editing import MOST, add_imported, remove, store
from pretalx_ofa.affiliations.linking import delete_organisation, link_names
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.deciding import accept, dismiss, leave, link
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.affiliations.suggestions.queries import certain, open_suggestions
from pretalx_ofa.affiliations.suggestions.refreshing import (
    Proposal,
    keep_in_step,
    recompute,
    refresh,
)
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import undo
from pretalx_ofa.organisations.registry.load import load
from tests.factories import (
    affiliate,
    fresh,
    make_organisation,
    make_question,
    make_speaker,
    make_user,
)
from tests.organisations.conftest import REGISTRY


@pytest.fixture
def ana(in_event):
    return make_speaker(in_event, "Ana Souza")


@pytest.fixture
def lund(in_event):
    return make_organisation("Lund University", event=in_event)


def answered(speaker, *texts, **fields):
    """What a run over the answers to question 7 finds: one speaker's texts."""
    proposals = [Proposal(speaker.pk, text, key="7", **fields) for text in texts]
    return refresh(speaker.event, "question", proposals, keys=["7"])


def rows(event):
    found = Suggestion.objects.filter(event=event)
    return [(row.words, row.state, row.tier, str(row.organisation or "")) for row in found]


def test_a_name_of_the_event_is_certain_other_words_are_asked(in_event, ana, lund):
    assert answered(ana, "LUND university", "Acme") == (2, 0)

    assert rows(in_event) == [
        ("LUND university", "open", "certain", "Lund University"),
        ("Acme", "open", "ask", ""),
    ]


def test_a_second_run_proposes_only_what_is_new(in_event, ana, lund):
    answered(ana, "Acme", "Lund University")
    assert answered(ana, "ACME!", "Lund University") == (0, 0)
    assert answered(ana, "ACME!", "Lund University", "Beta") == (1, 0)


def test_an_answer_edited_later_is_a_proposal_beside_what_stands(in_event, ana, lund):
    answered(ana, "Lund University", "Acme")
    accept(in_event, certain(in_event, None), person=ana.user)

    assert answered(ana, "Beta") == (1, 1)

    assert [(words, state) for words, state, *_rest in rows(in_event)] == [
        ("Lund University", "accepted"),
        ("Acme", "superseded"),
        ("Beta", "open"),
    ]
    assert [str(row) for row in Affiliation.objects.all()] == ["Lund University"]


def test_what_an_organiser_decided_stays(in_event, ana, lund):
    answered(ana, "Lund University", "Acme")
    accept(in_event, certain(in_event, None), person=ana.user)
    dismiss(in_event, open_suggestions(in_event, None), person=ana.user)
    Affiliation.objects.all().delete()

    assert answered(ana, "Lund University", "Acme") == (0, 0)
    assert recompute(in_event) == 0
    assert [state for _words, state, *_rest in rows(in_event)] == ["accepted", "dismissed"]


def test_what_an_affiliation_says_already_is_not_proposed(in_event, ana, lund):
    affiliate(ana, lund)
    affiliate(ana, "Acme")

    assert answered(ana, "LUND UNIVERSITY", "acme") == (0, 0)

    Affiliation.objects.filter(as_entered="Acme").delete()
    assert answered(ana, "LUND UNIVERSITY", "acme") == (1, 0)


def test_accepting_keeps_the_words_and_is_one_step_to_undo(in_event, ana, lund):
    answered(ana, "LUND university", role="Professor", unit="Physics")
    person = make_user()

    assert accept(in_event, open_suggestions(in_event, None), person=person) == (1, 0, 0, 0)

    made = Affiliation.objects.get()
    assert (made.as_entered, made.organisation, str(made.role), str(made.unit)) == (
        "LUND university",
        lund,
        "Professor",
        "Physics",
    )
    assert (made.source, made.is_shown) == ("question", True)
    row = Suggestion.objects.get()
    assert (row.state, row.affiliation, row.decided_by) == ("accepted", made, person)

    undo(JournalEntry.objects.get(), person=person)
    assert list(Affiliation.objects.all()) == []
    row.refresh_from_db()
    assert (row.state, row.affiliation, row.decided_by) == ("open", None, None)


def test_two_texts_that_name_one_organisation_become_one_affiliation(in_event, ana, lund):
    answered(ana, "Lund University")
    biography = Proposal(ana.pk, "University of Lund", role="Professor")
    refresh(in_event, "biography", [biography])
    for row in open_suggestions(in_event, None):
        row.organisation = lund
        row.save()

    assert accept(in_event, open_suggestions(in_event, None), person=ana.user).accepted == 2

    made = Affiliation.objects.get()
    assert [row.affiliation for row in Suggestion.objects.all()] == [made, made]


@pytest.mark.parametrize(
    ("source", "organisation", "current", "shown"),
    (
        ("question", False, True, True),
        ("biography", False, True, False),
        ("biography", True, True, True),
        ("biography", True, False, False),
    ),
)
def test_what_nobody_typed_into_a_field_and_no_match_gave_is_not_public(
    in_event, ana, lund, source, organisation, current, shown
):
    words = "Lund University" if organisation else "Acme"
    refresh(in_event, source, [Proposal(ana.pk, words, current=current)])
    accept(in_event, open_suggestions(in_event, None), person=ana.user)

    assert Affiliation.objects.get().is_shown is shown


def test_past_ones_and_answers_of_several_speakers_are_never_certain(in_event, ana, lund):
    answered(ana, "Lund University", speakers=2)
    refresh(in_event, "biography", [Proposal(ana.pk, "Lund University", current=False)])

    assert [row[2] for row in rows(in_event)] == ["sure", "sure"]
    assert list(certain(in_event, None)) == []


def test_typed_words_without_a_link_are_suggestions_until_they_are_linked(in_event, ana, lund):
    affiliation = affiliate(ana, "Acme")
    assert keep_in_step(in_event) == (1, 0)

    row = open_suggestions(in_event, None).get()
    row.organisation = lund
    accept(in_event, [row], person=ana.user)

    affiliation.refresh_from_db()
    assert (affiliation.organisation, affiliation.as_entered) == (lund, "Acme")
    undo(JournalEntry.objects.get(), person=ana.user)
    affiliation.refresh_from_db()
    assert affiliation.organisation is None
    assert open_suggestions(in_event, None).get().words == "Acme"


def test_typed_words_that_somebody_linked_elsewhere_are_decided(in_event, ana, lund):
    affiliation = affiliate(ana, "Acme")
    keep_in_step(in_event, [ana.pk])
    affiliation.organisation = lund
    affiliation.save()

    assert list(open_suggestions(in_event, None)) == []
    assert keep_in_step(in_event, [ana.pk]) == (0, 1)


def test_an_organisation_that_has_gone_meanwhile_is_not_accepted(in_event, ana, lund):
    answered(ana, "Lund University")
    shown = list(certain(in_event, None))
    lund.delete()

    assert accept(in_event, shown, person=ana.user) == (0, 0, 1, 0)
    assert list(Affiliation.objects.all()) == []


def test_of_two_organisers_at_once_the_second_changes_nothing(in_event, ana, lund):
    answered(ana, "Lund University")
    first, second = list(certain(in_event, None)), list(certain(in_event, None))
    accept(in_event, first, person=ana.user)

    assert accept(in_event, second, person=make_user()) == (0, 1, 0, 0)
    assert dismiss(in_event, second, person=make_user()) == (0, 1, 0, 0)
    assert Suggestion.objects.get().decided_by == ana.user


def test_nobody_gets_more_affiliations_than_a_person_may_have(in_event, ana):
    answered(ana, *(f"Acme {chr(65 + n)}" for n in range(MOST + 2)))
    refresh(in_event, "file", [Proposal(ana.pk, f"Beta {n}") for n in range(2)])

    assert accept(in_event, open_suggestions(in_event, None), person=ana.user) == (MOST, 0, 0, 2)


def test_junk_is_never_suggested(in_event, ana):
    assert answered(ana, "N/A", "-", "nenhuma", "无") == (0, 0)


@pytest.mark.parametrize("item_count", (1, 30))
def test_finding_accepting_and_undoing_take_as_many_queries_for_many(in_event, lund, item_count):
    speakers = [make_speaker(in_event, f"Speaker {n}") for n in range(item_count)]
    proposals = [Proposal(speaker.pk, "Lund University", key="7") for speaker in speakers]
    counts = []
    for step in (
        lambda: refresh(in_event, "question", proposals),
        lambda: recompute(in_event),
        lambda: accept(in_event, certain(in_event, None), person=speakers[0].user),
        lambda: undo(JournalEntry.objects.get(), person=speakers[0].user),
    ):
        with CaptureQueriesContext(connection) as captured:
            step()
        counts.append(len(captured))

    assert counts == [11, 6, 12, 24]


def test_typed_words_are_kept_in_step_when_affiliations_are_saved(in_event, ana, lund):
    def waiting():
        return [row.words for row in open_suggestions(in_event, None)]

    pk = store(ana, None, {"organisation": "Acme"}, person=ana.user)
    assert waiting() == ["Acme"]

    affiliation = Affiliation.objects.get(pk=pk)
    store(ana, affiliation, {"organisation": "Beta", "role": "CEO"}, person=ana.user)
    assert waiting() == ["Beta"]

    store(ana, affiliation, {"organisation": "Lund University"}, person=ana.user)
    assert waiting() == []

    store(ana, affiliation, {"organisation": "Beta"}, person=ana.user)
    assert waiting() == ["Beta"]

    remove(affiliation, person=ana.user)
    assert waiting() == []


def test_imported_words_are_suggestions_too(in_event, ana, lund):
    add_imported(in_event, [(ana.pk, {"as_entered": "Acme"}), (ana.pk, {"organisation": lund})])

    assert [row.words for row in open_suggestions(in_event, None)] == ["Acme"]


def test_an_organisation_that_is_made_is_proposed_where_texts_name_it(in_event, ana):
    answered(ana, "Acme", "Beta")

    link_names(in_event, make_organisation("ACME", event=in_event), person=ana.user)

    assert [(words, tier) for words, _state, tier, _name in rows(in_event)] == [
        ("Acme", "certain"),
        ("Beta", "ask"),
    ]


def test_what_is_decided_while_texts_are_read_stays(in_event, ana):
    answered(ana, "Acme", "Beta")

    def decide(_share):
        leave(in_event, open_suggestions(in_event, None), person=ana.user)

    now_it_says = [Proposal(ana.pk, "ACME!", key="7")]
    assert refresh(in_event, "question", now_it_says, keys=["7"], progress=decide) == (0, 0)

    found = [(words, state) for words, state, _tier, _name in rows(in_event)]
    assert found == [("Acme", "accepted"), ("Beta", "accepted")]


def test_an_own_answer_confirms_what_somebody_else_wrote(in_event, ana, lund):
    written = affiliate(ana, lund, confirmation="suggested", source="cospeaker")
    answered(ana, "Lund University")
    keep_in_step(in_event)

    accept(in_event, certain(in_event, None), person=ana.user)
    written.refresh_from_db()
    assert (written.confirmation, written.source) == ("confirmed", "cospeaker")
    assert Affiliation.objects.count() == 1

    undo(JournalEntry.objects.get(), person=ana.user)
    written.refresh_from_db()
    assert written.confirmation == "suggested"


def test_what_an_affiliation_says_by_now_is_not_proposed_any_more(in_event, ana, lund):
    answered(ana, "Lund University", "Acme", "Beta")

    store(ana, None, {"organisation": "LUND university"}, person=ana.user)
    store(ana, None, {"organisation": "acme"}, person=ana.user)

    open_ones = [(row.words, row.source) for row in open_suggestions(in_event, None)]
    assert open_ones == [("Beta", "question"), ("acme", "typed")]


def test_words_of_an_organisation_that_is_deleted_are_decided_on_again(in_event, ana, lund):
    typed = affiliate(ana, "LU")
    keep_in_step(in_event)
    link(in_event, open_suggestions(in_event, None), [lund.pk], person=ana.user)
    answered(make_speaker(in_event, "Bo"), "Lund University")

    delete_organisation(lund, person=ana.user)

    typed.refresh_from_db()
    assert typed.organisation is None
    assert rows(in_event) == [("LU", "open", "ask", ""), ("Lund University", "open", "ask", "")]


def test_answers_go_with_their_question_and_what_was_decided_stays(in_event, ana, lund):
    asked = make_question(in_event)
    texts = ("Lund University", "Acme")
    proposals = [Proposal(ana.pk, text, key=str(asked.pk)) for text in texts]
    refresh(in_event, "question", proposals)
    answered(ana, "Beta")
    accept(in_event, certain(in_event, None), person=ana.user)

    asked.delete()

    found = [(words, state) for words, state, _tier, _name in rows(in_event)]
    assert found == [("Lund University", "accepted"), ("Beta", "open")]


def test_a_load_of_the_registry_is_followed_by_what_texts_mean_now(
    in_event, ana, dump, settings, tmp_path
):
    settings.DATA_DIR = tmp_path / "data"
    answered(ana, "UFPR", "Harbour and Sea Institute")
    load(dump())
    assert [(words, name) for words, _state, _tier, name in rows(in_event)] == [
        ("UFPR", "Universidade Federal do Paraná"),
        ("Harbour and Sea Institute", "Harbour and Sea Institute"),
    ]

    shown = list(open_suggestions(in_event, None))
    load(dump(REGISTRY[1:], "v2.17-2026-12-19-ror-data.json"))

    assert accept(in_event, shown, person=ana.user) == (1, 0, 1, 0)
    assert [(words, state, name) for words, state, _tier, name in rows(in_event)] == [
        ("UFPR", "open", ""),
        ("Harbour and Sea Institute", "accepted", "Harbour and Sea Institute"),
    ]


def test_what_is_decided_while_texts_are_read_stays_decided(in_event, ana, lund):
    answered(ana, "Lund University", "Acme")

    def decide(share):
        accept(in_event, certain(in_event, None), person=ana.user)
        dismiss(in_event, open_suggestions(in_event, None), person=ana.user)

    proposals = [Proposal(ana.pk, "Lund University", key="7", role="Professor")]
    assert refresh(in_event, "question", proposals, keys=["7"], progress=decide) == (0, 0)
    assert [state for _words, state, *_rest in rows(in_event)] == ["accepted", "dismissed"]


def test_they_go_with_their_event(in_event, ana, lund):
    answered(ana, "Lund University", "Acme")
    accept(in_event, certain(in_event, None), person=ana.user)

    with scopes_disabled():
        shred_event(fresh(in_event))
        assert not Suggestion.objects.exists()
