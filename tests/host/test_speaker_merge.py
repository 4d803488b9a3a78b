"""pretalx merges speakers without an account into those who have one: what we know of both stays."""

import pytest
from django.db import transaction
from django_scopes import scope, scopes_disabled
from pretalx.person.domain import profile as pretalx_profiles
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.host.speaker_merge import HAS_MERGING
from pretalx_ofa.journal.recording import recorded, undo
from pretalx_ofa.programme import snapshots
from tests.factories import (
    affiliate,
    fresh,
    make_organisation,
    make_session,
    make_speaker,
    make_user,
    release,
    schedule,
    translate,
)

pytestmark = pytest.mark.skipif(
    not HAS_MERGING, reason="pretalx 2026.3 brings speakers without accounts, and merging them"
)


@pytest.fixture
def two(event):
    """(somebody without an account who gives a released session, the same person's account)."""
    with scopes_disabled():
        managed = SpeakerProfile.objects.create(event=event, name="J. Linåker", biography="A life.")
    account = make_speaker(event, "Johan Linåker", biography="Another life.")
    affiliate(managed, make_organisation("RISE"), "Researcher")
    translate(managed, "biography", "pt-br", "Uma vida.")
    schedule(make_session(event, "Models", speakers=[managed]))
    return managed, account


def merge(managed, account, **choices):
    with scope(event=managed.event):
        return pretalx_profiles.merge_speaker_profiles(managed, account, choices=choices)


def programmes(event):
    """The current programme, and those of older versions."""
    event = fresh(event)
    with scope(event=event):
        current = snapshots.current(event)
        return [snapshots.programme_of(s) for s in (current, *snapshots.archived(event))]


def told(programme, title="Models"):
    """[(code, affiliations, biography in Portuguese)] of a session's speakers."""
    session = next(s for s in programme.sessions if s.title.choose("en").text == title)
    return [
        (
            speaking.person,
            [
                programme.organisation[a.organisation].name.choose("en").text
                for a in programme.affiliations_of(speaking)
            ],
            programme.person[speaking.person].biography.choose("pt-br").text,
        )
        for speaking in session.speakers
    ]


def test_affiliations_and_texts_are_the_survivors(event, two):
    managed, account = two
    release(event)

    merge(managed, account, biography="merged")

    [programme] = programmes(event)
    assert told(programme) == [(account.code, ["RISE"], "Uma vida.")]


def test_both_ones_affiliations_stay(event, two):
    managed, account = two
    affiliate(account, make_organisation("Lund University"))
    release(event)

    merge(managed, account)

    [programme] = programmes(event)
    assert told(programme) == [(account.code, ["RISE", "Lund University"], "Another life.")]


def test_a_translation_of_the_text_that_went_is_a_draft(event, two):
    managed, account = two

    merge(managed, account)

    with scope(event=event):
        kept = account.ofa_translations.get()
        assert (kept.text, kept.state) == ("Uma vida.", "draft")


@pytest.mark.parametrize(
    ("chosen", "text"),
    (("merged", "Uma vida."), ("survivor", "Outra vida."), (None, "Outra vida.")),
)
def test_of_two_translations_the_one_of_the_chosen_text_stays(event, two, chosen, text):
    managed, account = two
    translate(account, "biography", "pt-br", "Outra vida.")
    release(event)

    merge(managed, account, **({"biography": chosen} if chosen else {}))

    [programme] = programmes(event)
    assert told(programme) == [(account.code, ["RISE"], text)]


def test_older_versions_name_the_survivor(event, two):
    managed, account = two
    affiliate(account, make_organisation("Lund University"))
    schedule(make_session(event, "Politics", speakers=[account]), "2025-11-18T18:00")
    schedule(make_session(event, "Both", speakers=[account, managed]), "2025-11-18T19:00")
    release(event, "1.0")
    programmes(event)
    release(event, "2.0")
    programmes(event)

    merge(managed, account, biography="merged")

    _current, old = programmes(event)
    assert [code for code, *_ in told(old)] == [account.code]
    assert [told(old, title)[0][1] for title in ("Models", "Politics", "Both")] == [
        ["RISE"],
        ["Lund University"],
        ["Lund University", "RISE"],
    ]


def test_what_an_organiser_did_can_still_be_undone(event, two):
    managed, account = two
    organiser = make_user("Olívia")
    with scope(event=event):
        affiliation = managed.ofa_affiliations.get()
        with recorded(event, "pretalx_ofa.organisation.link", "RISE", person=organiser) as change:
            change.change(affiliation, organisation=None)

    merge(managed, account)

    with scope(event=event):
        undo(event.ofa_journal.get(), person=organiser)
        assert str(account.ofa_affiliations.get().organisation) == "RISE"


def test_whoever_is_only_deleted_leaves_nothing(event, two):
    managed, _account = two

    with scopes_disabled(), transaction.atomic():
        managed.delete()

    with scope(event=event):
        assert not Affiliation.objects.exists()
