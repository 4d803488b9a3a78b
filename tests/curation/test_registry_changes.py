"""What a new release says of organisations in use: proposed to the organisers, applied by them."""

import pytest
from django.urls import reverse
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import undo
from pretalx_ofa.organisations.models import Organisation, RegistryProposal
from pretalx_ofa.organisations.registry.changes import open_proposals
from pretalx_ofa.organisations.registry.load import load
from pretalx_ofa.programme.build import build_released
from tests.factories import (
    affiliate,
    fresh,
    make_session,
    make_speaker,
    make_team_member,
    release,
    schedule,
)
from tests.organisations.conftest import REGISTRY, entry, ror

RENAMED = entry(1, "Universidade do Paraná", "BR", "Curitiba")
MERGED = entry(14, "Harbour and Sea Institute", "PT", status="inactive", relations=[("successor", 9)])  # fmt: skip


def newer(*changed):
    ids = {one["id"] for one in changed}
    return [*changed, *(one for one in REGISTRY if one["id"] not in ids)]


@pytest.fixture
def organiser(event, client):
    user = make_team_member(event, can_change_submissions=True)
    client.force_login(user)
    return user


@pytest.fixture
def used(event, dump, settings, tmp_path):
    """An event with a released session of somebody at the organisation with this number."""
    settings.DATA_DIR = tmp_path / "data"
    load(dump())

    def use(number):
        speaker = make_speaker(event, "Ana")
        affiliate(speaker, Organisation.objects.get(ror=ror(number)))
        schedule(make_session(event, speakers=[speaker]))
        release(event)
        return event

    return use


def shown(event):
    """The name of the organisation as the programme shows it."""
    with scope(event=event):
        (organisation,) = build_released(event, event.current_schedule).programme.organisations
        return organisation.name.values[organisation.name.original].text


def answer(client, event, **data):
    with scope(event=event):
        (proposal,) = open_proposals(event)
    url = reverse("plugins:pretalx_ofa:proposal", kwargs={"event": event.slug, "pk": proposal.pk})
    assert client.post(url, data).status_code == 302


def test_a_new_name_is_shown_only_when_somebody_accepts_it(used, organiser, client, dump):
    event = used(1)
    load(dump(newer(RENAMED), "v2.17.json"))
    assert shown(event) == "Universidade Federal do Paraná"

    answer(client, event, accept="1")

    assert shown(fresh(event)) == "Universidade do Paraná"
    with scope(event=event):
        undo(JournalEntry.objects.get(), person=organiser)
    assert shown(fresh(event)) == "Universidade Federal do Paraná"


def test_a_name_may_stay_as_it_was(used, organiser, client, dump):
    event = used(1)
    load(dump(newer(RENAMED), "v2.17.json"))

    answer(client, event)

    assert shown(fresh(event)) == "Universidade Federal do Paraná"
    with scope(event=event):
        assert not open_proposals(event)


def test_renamed_twice_it_still_shows_the_first_name(used, organiser, client, dump):
    event = used(1)
    load(dump(newer(RENAMED), "v2.17.json"))
    load(dump(newer(entry(1, "UniParaná", "BR", "Curitiba")), "v2.18.json"))
    assert shown(event) == "Universidade Federal do Paraná"

    answer(client, event, accept="1")

    assert shown(fresh(event)) == "UniParaná"


def test_a_name_in_one_more_language_is_no_news(used, dump):
    event = used(9)
    more = entry(9, "Lund University", "SE", "Lund",
                 names=[("Lunds universitet", "sv", "label"), ("Universidade de Lund", "pt", "label")])  # fmt: skip

    assert load(dump(newer(more), "v2.17.json")).proposed == []
    with scope(event=event):
        assert not open_proposals(event)


def test_what_became_part_of_another_one_moves_there(used, organiser, client, dump):
    event = used(14)
    load(dump(newer(MERGED), "v2.17.json"))

    answer(client, event, accept="1")

    with scope(event=event):
        affiliation = Affiliation.objects.get()
        assert (affiliation.as_entered, affiliation.organisation.name) == (
            "Harbour and Sea Institute",
            "Lund University",
        )
        assert not open_proposals(event)


def test_what_is_withdrawn_stays_until_somebody_chooses(used, organiser, client, dump):
    event = used(2)
    load(dump([one for one in REGISTRY if one["id"] != ror(2)], "v2.17.json"))
    page = client.get(reverse("plugins:pretalx_ofa:organisations", kwargs={"event": event.slug}))

    text = " ".join(html.fromstring(page.content.decode()).text_content().split())
    assert "“Universidade Federal do Pará” was withdrawn from the registry." in text
    assert "Move everybody there" not in text
    answer(client, event)
    with scope(event=event):
        assert Affiliation.objects.get().organisation.status == "withdrawn"
        assert not open_proposals(event)


def test_what_nobody_uses_is_no_news(event, dump, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    load(dump())

    assert load(dump(newer(RENAMED, MERGED), "v2.17.json")).proposed == []


def test_what_is_active_again_is_no_news_any_more(used, dump):
    event = used(14)
    load(dump(newer(MERGED), "v2.17.json"))
    load(dump(REGISTRY, "v2.18.json"))

    with scope(event=event):
        assert not open_proposals(event)
        assert RegistryProposal.objects.count() == 1
