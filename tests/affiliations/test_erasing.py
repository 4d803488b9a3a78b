"""A person who goes leaves nothing typed behind, in no table, journal or log."""

import json

import pytest
from django.core import serializers
from django_scopes import scope, scopes_disabled
from pretalx.common.models import ActivityLog
from pretalx.person.domain.user import deactivate_user
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations.editing import choose_for_session, describe, store
from pretalx_ofa.affiliations.erasing import erase
from pretalx_ofa.affiliations.linking import link_names
from pretalx_ofa.affiliations.suggestions.deciding import accept
from pretalx_ofa.affiliations.suggestions.queries import open_suggestions
from pretalx_ofa.affiliations.suggestions.refreshing import Proposal, refresh
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import undo
from pretalx_ofa.models import (
    Affiliation,
    PersonDetails,
    SessionAffiliations,
    Suggestion,
    Translation,
)
from pretalx_ofa.translations import editing as translations
from tests.factories import make_organisation, make_session, make_speaker

ERASE_QUERIES = 17


def leave_traces(event, name, person):
    """A speaker who typed words with ``name`` in them everywhere."""
    speaker = make_speaker(event, f"Speaker {name}")
    session = make_session(event, f"Talk {name}", speakers=[speaker])
    for words in (f"Secret {name}", f"Other {name}"):
        store(speaker, None, {"organisation": words, "role": f"Role {name}"}, person=person)
    ids = list(speaker.ofa_affiliations.values_list("pk", flat=True))
    choose_for_session(session, speaker, ids, ids[:1], person=person)
    describe(speaker, {"sort_name": f"{name}, Speaker"}, person=person)
    refresh(event, "biography", [Proposal(speaker.pk, f"Read {name}", role=f"Guessed {name}")])
    accept(event, open_suggestions(event, None).filter(speaker=speaker), person=person)
    translations.store(speaker, "biography", "pt-br", text=f"Texto {name}", person=person)
    lund = make_organisation(f"Secret {name}", event=event)
    link_names(event, lund, person=person)
    undo(JournalEntry.objects.first(), person=person)
    return speaker


@pytest.fixture
def ana(in_event):
    speaker = make_speaker(in_event, "Organiser")
    leave_traces(in_event, "Bea", speaker.user)
    return leave_traces(in_event, "Ana", speaker.user)


def stored():
    """Our tables and the log of our actions as text."""
    models = (
        Affiliation,
        JournalEntry,
        PersonDetails,
        SessionAffiliations,
        Suggestion,
        Translation,
    )
    with scopes_disabled():
        rows = [*ActivityLog.objects.filter(action_type__startswith="pretalx_ofa.")]
        rows += [row for model in models for row in model.objects.all()]
        return json.dumps(json.loads(serializers.serialize("json", rows)), ensure_ascii=False)


def test_everything_typed_is_there_before(ana):
    for words in ("Secret Ana", "Role Ana", "Ana, Speaker", "Texto Ana", "Read Ana", "Secret Bea"):
        assert words in stored()


@pytest.mark.parametrize(
    "go",
    (
        lambda speaker: deactivate_user(speaker.user),
        lambda speaker: speaker.delete(),
        lambda speaker: SpeakerProfile.objects.filter(pk=speaker.pk).delete(),
    ),
    ids=("account deactivated", "profile deleted", "query set deleted"),
)
def test_nothing_of_one_who_went_is_left_and_all_of_the_others(in_event, ana, go):
    go(ana)

    assert [word for word in ("Ana",) if word in stored()] == []
    for words in ("Secret Bea", "Role Bea", "Bea, Speaker", "Texto Bea"):
        assert words in stored()


@pytest.mark.parametrize("item_count", (1, 3))
def test_erasing_costs_the_same_for_many(in_event, ana, item_count, django_assert_num_queries):
    speakers = [make_speaker(in_event, f"Speaker {n}") for n in range(item_count)]
    with scope(event=in_event):
        erase(speakers[:1])

    with django_assert_num_queries(ERASE_QUERIES):
        erase([ana, *speakers])
