import pytest

from pretalx_ofa.presentation.affiliations import affiliation_views
from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.programme import records
from tests.presentation.programmes import affiliation, programme, text

UFPR = records.Organisation(
    id=7,
    name=text(en="Federal University of Paraná", pt="Universidade Federal do Paraná"),
    country="BR",
    ror="https://ror.org/05syd6y78",
)


def lines(*affiliations, language="en"):
    views = affiliation_views(programme(organisations=[UFPR]), affiliations, language)
    return [view.line for view in views]


def test_role_unit_and_organisation_in_this_order():
    given = affiliation(name="RISE", role=text(en="Researcher"), unit=text(en="Systems"))

    assert lines(given) == [
        [LocalizedText("Researcher"), LocalizedText("Systems"), LocalizedText("RISE")]
    ]


def test_names_and_countries_are_the_readers():
    given = affiliation(organisation=7, name="")

    view = affiliation_views(programme(organisations=[UFPR]), [given], "pt-br")[0]

    assert view.organisation == LocalizedText("Universidade Federal do Paraná", "pt")
    assert view.country == LocalizedText("Brasil")


def test_a_country_in_german_is_german():
    view = affiliation_views(
        programme(organisations=[UFPR]), [affiliation(organisation=7, name="")], "de"
    )[0]

    assert view.country == LocalizedText("Brasilien")


@pytest.mark.parametrize("fields", ({"organisation": 7}, {"role": text(en="Director")}))
def test_what_is_not_disclosed_yields_nothing_at_all(fields):
    assert lines(affiliation(name="RISE", kind="undisclosed", **fields)) == []


def test_nor_does_one_that_says_nothing():
    assert lines(affiliation(name="")) == []


@pytest.mark.parametrize(
    ("kind", "name", "line"),
    (
        ("independent", "", ["Sem vínculo institucional"]),
        ("independent", "sem vínculo institucional", ["sem vínculo institucional"]),
        ("personal", "RISE", ["RISE", "A título pessoal"]),
    ),
)
def test_kinds_are_named(kind, name, line):
    found = lines(affiliation(name=name, kind=kind), language="pt-br")

    assert [[part.text for part in parts] for parts in found] == [line]


def test_kinds_in_a_language_without_a_catalogue_are_english():
    assert lines(affiliation(name="", kind="independent"), language="de") == [
        [LocalizedText("Independent", "en")]
    ]
