"""Which organisations an answer to "Company or institution" names."""

import pytest

from pretalx_ofa.affiliations.reading.answers import organisations_in


@pytest.mark.parametrize(
    "name",
    (
        "Foobar", "foobar", "Foobar, Inc.", "Ernst & Young", "Procter & Gamble", "Foobar 🦄",
        "The Foobar Company", "NASA Jet Propulsion Laboratory", "foobar.io", "Foo Labs Limited",
        "University of California, Davis", "Federal University of Agriculture, Abeokuta",
        "Department of Forests, Tourism and Science", "Ministério da Gestão e da Inovação", "研究所", "Wikimedia Deutschland e.V.", "S/A Foo",
    ),
)  # fmt: skip
def test_one_name_stays_whole(name):
    assert organisations_in(name) == (name,)


@pytest.mark.parametrize(
    ("raw", "expected"),
    (
        ("FooLab / BarLab / BAZ", ("FooLab", "BarLab", "BAZ")),
        ("Foo Studios/Bar Softworks", ("Foo Studios", "Bar Softworks")),
        ("FooLab; Bar | Baz", ("FooLab", "Bar", "Baz")),
        ("FooLab\nBar", ("FooLab", "Bar")),
        ("FooLab, Bar, Baz", ("FooLab", "Bar", "Baz")),
        ("USP e FGV", ("USP", "FGV")),
        ("Foo & ABC", ("Foo", "ABC")),
        ("Serpro + UnB", ("Serpro", "UnB")),
        ("Universität Ulm und FooLab", ("Universität Ulm", "FooLab")),
        ("Foo, Bar Foundation", ("Foo", "Bar Foundation")),
        ("FOO; Foo", ("FOO",)),
    ),
)
def test_several_are_told_apart(raw, expected):
    assert organisations_in(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    (
        ("Department of Art, Kent University, Canterbury, UK", "Kent University"),
        ("Kent University, Geography", "Kent University"),
        ("Geography and arts, Kent University", "Kent University"),
        ("Kent University, Germany", "Kent University"),
        ("Faculdade de Direito da UFXY", "UFXY"),
        ("Instituto de Artes, UFXY", "UFXY"),
        ("School of Art; Kent University", "Kent University"),
        ("Universidade Federal de Lua (UFL)", "Universidade Federal de Lua"),
        ("Fundação Lua Azul - FLA", "Fundação Lua Azul"),
        ("UFL - Universidade Federal de Lua", "Universidade Federal de Lua"),
        ("Universidade de Lua – Portugal", "Universidade de Lua"),
        ("Foo-Bar-Institut, Potsdam", "Foo-Bar-Institut"),
        ("ABC, Cambridge, MA", "ABC"),
    ),
)
def test_units_places_and_acronyms_beside_a_name_are_left_out(raw, expected):
    assert organisations_in(raw) == (expected,)


@pytest.mark.parametrize(
    ("raw", "expected"),
    (
        ("Staff Engineer at Foobar", ("Foobar",)),
        ("professora da UFXY", ("UFXY",)),
        ("Professora adjunta PUC Lua", ("PUC Lua",)),
        ("GIS Lead - World Bank", ("World Bank",)),
        ("ABC Organizer", ("ABC",)),
        ("FooCMS Core Team, ABC Board", ("FooCMS", "ABC")),
        ("@Foobar", ("Foobar",)),
        ("Former analyst at Foobar", ()),
    ),
)
def test_a_role_is_no_part_of_the_name(raw, expected):
    assert organisations_in(raw) == expected


@pytest.mark.parametrize(
    "raw",
    (
        "", " ", "-", "N/A", "null", "I don't have one.", "nenhuma", "sem vínculo", "keine", "なし", "нет",
        "independent", "Independent consultant", "Freelancer", "self employed", "autônoma",
        "selbstständig", "Student", "Software Engineer", "Retired", "Author of Foo and Bar", "- / -",
    ),
)  # fmt: skip
def test_who_has_none_is_suggested_none(raw):
    assert organisations_in(raw) == ()


@pytest.mark.parametrize(
    "raw", ("(" * 5_000, ", " * 2_500, "A and " * 900, "a/" * 2_500, "é" * 5_000)
)
def test_hostile_answers_are_answered(raw):
    assert len(organisations_in(raw)) <= 1
