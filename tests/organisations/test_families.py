"""Which organisations belong together, as the registry has it."""

from pretalx_ofa.organisations.families import heads_of
from pretalx_ofa.organisations.models import OrganisationRelation
from tests.factories import make_event, make_organisation
from tests.queries import queries_of


def registered(name, *parents):
    """An organisation of the registry that is a part of these."""
    made = make_organisation(name, ror=f"https://ror.org/{name}")
    for parent in parents:
        OrganisationRelation.objects.create(organisation=made, kind="parent", ror=parent.ror)
    return made


def heads(*organisations):
    """{name: names of its heads}"""
    names = {o.pk: o.name for o in type(organisations[0]).objects.all()}
    return {
        names[pk]: sorted(names[head] for head in found)
        for pk, found in heads_of(organisations).items()
    }


def test_a_part_of_a_part_belongs_to_the_whole(db):
    whole = registered("whole")
    part = registered("part", whole)
    small = registered("small", part)

    assert heads(small, part, whole, registered("other")) == {
        "small": ["whole"],
        "part": ["whole"],
        "whole": ["whole"],
        "other": ["other"],
    }


def test_it_is_enough_that_the_whole_names_its_part(db):
    part, whole = registered("part"), registered("whole")
    OrganisationRelation.objects.create(organisation=whole, kind="child", ror=part.ror)

    assert heads(part) == {"part": ["whole"]}


def test_a_laboratory_of_two_belongs_to_both_and_joins_them_not(db):
    one, two = registered("one"), registered("two")

    assert heads(registered("lab", one, two), one, two) == {
        "lab": ["one", "two"],
        "one": ["one"],
        "two": ["two"],
    }


def test_relatives_that_are_no_parts_do_not_count(db):
    one, two = registered("one"), registered("two")
    OrganisationRelation.objects.create(organisation=one, kind="related", ror=two.ror)
    OrganisationRelation.objects.create(organisation=one, kind="successor", ror=two.ror)

    assert heads(one, two) == {"one": ["one"], "two": ["two"]}


def test_what_is_not_loaded_and_circles_end_the_way_up(db):
    lost = registered("lost")
    part = registered("part", lost)
    lost.delete()
    one = registered("one")
    two = registered("two", one)
    OrganisationRelation.objects.create(organisation=one, kind="parent", ror=two.ror)
    OrganisationRelation.objects.create(organisation=one, kind="parent", ror=one.ror)

    assert heads(part) == {"part": ["part"]}
    assert set(heads(one, two)) == {"one", "two"}


def test_an_events_own_with_an_id_is_where_the_registrys_is(db):
    event = make_event()
    whole = registered("whole")
    part = registered("part", whole)
    own = make_organisation("Ours", event=event, ror=part.ror)
    plain = make_organisation("Plain", event=event)

    assert heads(own, part, plain) == {"Ours": ["whole"], "part": ["whole"], "Plain": ["Plain"]}


def test_queries_do_not_grow(db):
    whole = registered("whole")
    parts = [registered(f"part{n}", whole) for n in range(30)]

    assert queries_of(lambda: heads_of(parts[:1])) == queries_of(lambda: heads_of(parts)) == 3
