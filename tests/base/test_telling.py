"""Our rooms tell of whatever they change that the programme shows, and of whether it takes away."""

import pytest
from django_scopes import scopes_disabled

from pretalx_ofa.affiliations import editing, erasing, linking
from pretalx_ofa.base.changes import Change, forget_marks, remember
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import undo
from pretalx_ofa.organisations import editing as organisations
from pretalx_ofa.organisations.models import RegistryImport, RegistryProposal
from pretalx_ofa.overview.settings import save_settings
from pretalx_ofa.tracks.looks import copy_themes
from pretalx_ofa.translations import editing as translations
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_user,
    translate,
)

EDITED, HIDDEN, DELETED = ["edited"], ["hidden"], ["deleted"]


@pytest.fixture
def person(db):
    return make_user("Organiser")


@pytest.fixture
def told(in_event):
    """Runs an edit; what was told of it in the event, in one word where something is taken away."""
    remember(in_event)

    def told(edit):
        Change.objects.all().delete()
        # As if the transaction of the last edit were over.
        forget_marks(in_event.pk)
        edit()
        found = Change.objects.filter(event=in_event).order_by("pk")
        # pretalx's own rows and log tell of themselves, as an ordinary edit.
        kinds = list(dict.fromkeys(found.values_list("what", flat=True)))
        return [kind for kind in kinds if kind != "edited"] or kinds

    return told


@pytest.fixture
def ana(in_event):
    return make_speaker(in_event, "Ana")


def test_an_affiliation(in_event, ana, person, told):
    def store(row, **values):
        return lambda: editing.store(ana, row, values, person=person)

    assert told(store(None, organisation="RISE")) == EDITED
    row = ana.ofa_affiliations.get()
    assert told(store(row, organisation="RISE")) == []
    assert told(store(row, role="Researcher")) == EDITED
    assert told(store(row, kind="undisclosed")) == HIDDEN
    assert told(store(row, kind="ordinary")) == EDITED
    assert told(store(row, is_public=False)) == HIDDEN
    assert told(store(row, role="Professor")) == EDITED
    assert told(lambda: editing.remove(row, person=person)) == DELETED


def test_a_choice_for_a_session(in_event, ana, person, told):
    session = make_session(in_event, speakers=[ana])
    ids = [affiliate(ana, name).pk for name in ("A", "B")]

    def choose(*chosen):
        return lambda: editing.choose_for_session(session, ana, ids, chosen, person=person)

    assert told(choose(*ids)) == []
    assert told(choose(ids[0])) == HIDDEN
    assert told(choose(ids[0])) == []
    assert told(choose(*ids)) == EDITED


def test_details_of_a_person(in_event, ana, person, told):
    def describe(**values):
        return lambda: editing.describe(ana, values, person=person)

    assert told(describe(sort_name="", orcid="")) == []
    assert told(describe(orcid="0000-0002-1825-0097")) == EDITED
    assert told(describe(orcid="")) == HIDDEN


def test_links_and_what_is_undone(in_event, ana, person, told):
    lund = make_organisation("Lund", event=in_event)
    toucan = make_organisation("Toucan", event=in_event, confirmation="suggested")
    affiliate(ana, "Lund")

    def undo_last():
        undo(JournalEntry.objects.first(), person=person)

    assert told(lambda: linking.link_names(in_event, lund, person=person)) == EDITED
    assert told(lambda: linking.link_names(in_event, lund, person=person)) == []
    assert told(lambda: linking.confirm(toucan, person=person)) == EDITED
    assert told(lambda: linking.merge(in_event, lund, toucan, person=person)) == EDITED
    assert told(undo_last) == HIDDEN


@pytest.mark.parametrize("answer", (linking.accept, linking.decline))
def test_answers_to_the_registry(in_event, person, told, answer):
    proposal = RegistryProposal.objects.create(
        event=in_event,
        organisation=make_organisation(),
        what="renamed",
        release=RegistryImport.objects.create(release="v2"),
    )

    assert told(lambda: answer(proposal, person=person)) == EDITED


def test_organisations_of_the_events_own(in_event, person, told):
    def store():
        organisations.store(in_event, None, names={"en": "Toucan"}, aliases=[], person=person)

    assert told(store) == EDITED
    toucan = in_event.ofa_organisations.get()
    assert told(lambda: organisations.delete(toucan, person=person)) == DELETED


def test_translations(in_event, person, told):
    session = make_session(in_event, "Title")

    def store(text=None, state=None):
        return lambda: translations.store(
            session, "title", "pt-br", text=text, state=state, person=person
        )

    assert told(store("Título", "approved")) == EDITED
    assert told(store("Título", "approved")) == []
    assert told(store("Título", "draft")) == HIDDEN
    assert told(store("Outro", "draft")) == EDITED
    assert told(store("")) == DELETED


@pytest.mark.parametrize(("languages", "what"), ((["en", "pt-br", "es"], EDITED), (["en"], HIDDEN)))
def test_settings(in_event, person, told, languages, what):
    changes = {"ofa_languages": (["en", "pt-br"], languages)}

    assert told(lambda: save_settings(in_event, changes, person=person)) == what


def test_a_copy(in_event, told):
    source = make_event(organiser=in_event.organiser)
    make_organisation("Toucan", event=source)

    with scopes_disabled():
        assert told(lambda: organisations.copy_own(in_event, source.slug)) == EDITED
        assert told(lambda: copy_themes(in_event, {})) == EDITED


def test_erasing(in_event, ana, told):
    affiliate(ana, "RISE")
    translate(ana, "biography", "pt-br", "Palavras")

    assert told(lambda: erasing.erase([ana])) == DELETED
