"""Which organisation typed words name at an event, and how sure that is."""

import pytest

from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.recognising import recognise
from pretalx_ofa.organisations.registry.load import load
from tests.factories import affiliate, make_organisation, make_speaker
from tests.organisations.conftest import ror
from tests.queries import queries_of


@pytest.fixture
def registry(db, dump, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    load(dump())


def registered(number):
    return Organisation.objects.registry().get(ror=ror(number))


def recognised(event, *texts):
    found = recognise(event, texts)
    names = dict(Organisation.objects.values_list("pk", "name"))
    return [(names.get(one.organisation), str(one.tier)) for one in found]


def test_what_the_event_has_described_itself_is_certain(in_event, registry):
    make_organisation("Blue Toucan", event=in_event, names=[("Tucano Azul", "pt", "alias")])

    assert recognised(in_event, "BLUE toucan!", "Tucano Azul", "Blue Parrot") == [
        ("Blue Toucan", "certain"),
        ("Blue Toucan", "certain"),
        (None, "ask"),
    ]


def test_a_name_that_several_here_bear_is_asked_with_all_of_them(in_event, registry):
    two = [make_organisation("Blue Toucan", event=in_event) for _n in range(2)]

    (found,) = recognise(in_event, ["Blue Toucan"])

    assert (found.organisation, found.tier) == (None, "ask")
    assert found.candidates == [(one.pk, "own") for one in two]


def test_one_that_somebody_here_is_at_comes_first_and_makes_no_shared_name_certain(
    in_event, registry
):
    affiliate(make_speaker(in_event), registered(7))

    (found,) = recognise(in_event, ["University of Newcastle"])

    assert (found.organisation, found.tier) == (registered(7).pk, "sure")
    assert [pk for pk, _why in found.candidates] == [registered(7).pk, registered(8).pk]


def test_the_registry_is_asked_for_the_rest(in_event, registry):
    named, *others = recognised(
        in_event, "UFPR", "University of Newcastle", "Lund University and ETH Zurich", "N/A"
    )

    assert (named[0], named[1] != "ask") == ("Universidade Federal do Paraná", True)
    assert others == [(None, "ask")] * 3


def test_where_the_event_took_the_registrys_id_for_one_of_its_own_that_one_is_meant(
    in_event, registry
):
    own = make_organisation("Our Lund", event=in_event, ror=ror(9))

    assert recognise(in_event, ["Lunds universitet"])[0].organisation == own.pk


def test_without_a_registry_the_events_own_are_known(in_event, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "nothing"
    make_organisation("Blue Toucan", event=in_event)

    assert recognised(in_event, "Blue Toucan", "UFPR") == [
        ("Blue Toucan", "certain"),
        (None, "ask"),
    ]


def test_it_says_how_far_it_is(in_event):
    told = []
    recognise(in_event, [f"Acme {n}" for n in range(500)], progress=told.append)

    assert told == [0.4, 0.8, 1.0]


@pytest.mark.parametrize("item_count", (1, 30))
def test_it_takes_as_many_queries_for_many(in_event, registry, item_count):
    texts = ["UFPR", "Lund University", "Acme"] * item_count

    assert queries_of(lambda: recognise(in_event, texts)) == 3
