"""Which organisations sentences of biographies name, and as what somebody is there."""

import time

import pytest

from pretalx_ofa.affiliations.reading.biographies import Mention, affiliations_in
from pretalx_ofa.affiliations.reading.text import first_line


def read(text, language=None):
    return [(mention.role, mention.organisation) for mention in affiliations_in(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("Ada is a Senior Analyst at Lovelace Labs.", [("Senior Analyst", "Lovelace Labs")]),
        ("Senior Analyst @ Lovelace Labs", [("Senior Analyst", "Lovelace Labs")]),
        ("Analyst, University of Kent, Canterbury, UK", [("Analyst", "University of Kent")]),
        ("Data engineer | Lovelace", [("Data engineer", "Lovelace")]),
        ("As CTO of Foobar, she codes.", [("CTO", "Foobar")]),
        ("She works for Foobar.", [(None, "Foobar")]),
        ("He works at Foobar as a data analyst.", [("data analyst", "Foobar")]),
        ("She joined Foobar in 2021.", [(None, "Foobar")]),
        ("She leads the Networks Lab at Kent University.", [(None, "Kent University")]),
        ("He sits on the board of the Foobar Foundation.", [(None, "Foobar Foundation")]),
        ("She is doing her PhD at Kent University.", [("PhD", "Kent University")]),
        ("Foobar's code is good, and Ada is FooBar board member.", [("board member", "FooBar")]),
        ("Chief Happiness Wizard @ Foobar", [("Chief Happiness Wizard", "Foobar")]),
        ("Forum Kent and the University of Leeds", [(None, "Forum Kent"), (None, "University of Leeds")]),
        ("He has been with the Baz Foundation since 2013.", [(None, "Baz Foundation")]),
        ("SW developer from FooBar3D", [("SW developer", "FooBar3D")]),
    ),
)  # fmt: skip
def test_how_english_says_where_somebody_is(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("É engenheira de dados na Lua Azul.", [("engenheira de dados", "Lua Azul")]),
        ("Trabalha como analista na empresa Lua Azul.", [("analista", "Lua Azul")]),
        ("Atua como pesquisadora do InternetBR.", [("pesquisadora", "InternetBR")]),
        ("Doutorando pela UFXY", [("Doutorando", "UFXY")]),
        ("Estudante de Física (UFXY)", [("Estudante de Física", "UFXY")]),
        ("Professora da Faculdade de Direito da UFXY", [("Professora", "UFXY")]),
        ("Coordenador-geral do Laboratório Aberto", [("Coordenador-geral", "Laboratório Aberto")]),
        ("Head de Produto no Lua Azul", [("Head de Produto", "Lua Azul")]),
        ("Customer Success na Lua Azul", [("Customer Success", "Lua Azul")]),
        ("Chefe de Dados da Prefeitura de Ouro Preto", [("Chefe de Dados", "Prefeitura de Ouro Preto")]),
        ("Cofundadora do PyLuas e organizadora do grupy-lua.",
         [("Cofundadora", "PyLuas"), ("organizadora", "grupy-lua")]),
        ("Faz parte do Conselho da OpenLua.", [(None, "OpenLua")]),
        ("Atualmente na Lua Azul, também é mãe.", [(None, "Lua Azul")]),
        ("Trabalha no time de dados da Lua Azul.", [(None, "Lua Azul")]),
    ),
)  # fmt: skip
def test_how_portuguese_says_it(text, expected):
    assert read(text, "pt-BR") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    (
        ("de", "Sie ist Professorin für Informatik an der Universität Ulm.",
         [("Professorin für Informatik", "Universität Ulm")]),
        ("de", "Er arbeitet als Entwickler bei der Foobar GmbH in Köln.", [("Entwickler", "Foobar GmbH")]),
        ("de", "Mitarbeiterin am Institut für Optik der Universität Ulm", [("Mitarbeiterin", "Universität Ulm")]),
        ("de", "Vorsitzender des Vereins Freie Karten e.V.", [("Vorsitzender", "Freie Karten e.V.")]),
        ("de", "Dozent an der FernUniversität in Hagen.", [("Dozent", "FernUniversität in Hagen")]),
        ("es", "Profesora de la Universidad de Cuyo e investigadora del INTX.",
         [("Profesora", "Universidad de Cuyo"), ("investigadora", "INTX")]),
        ("fr", "Elle est maître de conférences à l’Université de Brest et chercheuse au CNXS.",
         [("maître de conférences", "Université de Brest"), ("chercheuse", "CNXS")]),
        ("fr", "Je travaille chez Foobar comme ingénieur.", [("ingénieur", "Foobar")]),
    ),
)  # fmt: skip
def test_german_spanish_and_french(language, text, expected):
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "organisation", "unit"),
    (
        (
            "Analyst at the Centre for Foo (CF) at Kent University",
            "Kent University",
            "Centre for Foo",
        ),
        ("Analyst, School of Art, Kent University", "Kent University", "School of Art"),
        ("Analyst at Kent University, Department of Art", "Kent University", "Department of Art"),
        ("Analyst in the ABC Innovation Program", "ABC", "Innovation Program"),
        ("Analyst with the Forest team at Foobar", "Foobar", "Forest team"),
        ("Analyst at Foobar's Kent Laboratory", "Foobar", "Kent Laboratory"),
        ("Product owner of BazApp, part of Foobar.", "Foobar", "BazApp"),
    ),
)
def test_a_unit_is_told_from_what_it_belongs_to(text, organisation, unit):
    assert affiliations_in(text) == (
        Mention(affiliations_in(text)[0].role, organisation, unit, True),
    )


@pytest.mark.parametrize(
    "name",
    (
        "Foobar, Inc.", "foobar GmbH & Co KG", "Foobar.io", "Element 42", "King's College",
        "University of Texas at Austin", "University of California, Davis",
        "Department of the Environment, Tourism and Science", "Institute for Research in Optics",
        "Instituto Federal de Educação, Ciência e Tecnologia de Goiás",
        "Ministério da Gestão e da Inovação",
    ),
)  # fmt: skip
def test_small_words_commas_and_marks_belong_to_names(name):
    assert read(f"Analyst at {name}") == [("Analyst", name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("Founder of Foo, Bar and Baz.", ["Foo", "Bar", "Baz"]),
        ("She works at FooLab and BarLab.", ["FooLab", "BarLab"]),
        ("Analyst at Kent University and an Adviser at Foobar.", ["Kent University", "Foobar"]),
        ("Trabalhou na Lua, na Globo.com e no Sol Azul.", ["Lua", "Globo.com", "Sol Azul"]),
        ("He worked for companies like Foo, Bar and Baz.", ["Foo", "Bar", "Baz"]),
    ),
)
def test_several_organisations(text, expected):
    assert [organisation for _, organisation in read(text)] == expected


def test_roles_that_share_an_organisation():
    assert read("He is a Lecturer in Art and the Head of the Art Unit at Kent University.") == [
        ("Lecturer in Art", "Kent University"),
        ("Head", "Kent University"),
    ]
    assert read("Founder and CEO of Foobar.") == [("Founder and CEO", "Foobar")]


@pytest.mark.parametrize(
    ("text", "current"),
    (
        ("She is a former analyst at Foobar.", False),
        ("Previously, he worked at Foobar.", False),
        ("Before that, she led the Kent Institute at Foobar.", False),
        ("Analyst at Foobar from 2014 to 2018.", False),
        ("Analyst at Foobar until 2019.", False),
        ("Ex-presidente da Foobar.", False),
        ("Foi diretora da Foobar.", False),
        ("Er war Geschäftsführer der Foobar GmbH.", False),
        ("She has worked at Foobar since 2014.", True),
        ("Analyst at Foobar since 2014.", True),
        ("Before joining Foobar, he was ill.", True),
        ("É diretora da Foobar desde 2014.", True),
    ),
)
def test_what_is_over_is_not_current(text, current):
    assert [mention.current for mention in affiliations_in(text)] == [current]


def test_a_sentence_may_tell_of_earlier_and_of_now():
    found = affiliations_in("Former engineer at Foo, now at BarLab working on maps.")

    assert [(mention.organisation, mention.current) for mention in found] == [
        ("Foo", False),
        ("BarLab", True),
    ]


@pytest.mark.parametrize(
    "text",
    (
        "",
        "Geospatial engineer with a background in hydrology.",
        "She holds a PhD in Physics from Kent University.",
        "He graduated from Kent University in 2012.",
        "A physicist from Kent University.",
        "Cartographer at large.",
        "Mestra em Direito pela UFXY e apaixonada por mapas.",
        "Físico pela Universidade de Lisboa.",
        "Técnico em redes pelo Instituto Federal de Goiás.",
        "Formado em Letras na UFXY, mora no Rio de Janeiro.",
        "Atuo para clientes como Foobar e Baz.",
        "She is a freelance developer for Foobar.",
        "Her work was funded by the Baz Foundation.",
        "He is the maintainer of FooMap and a contributor to BarMap.",
        "Desenvolvedora do FooMap.",
        "She spoke at FooCon and gave talks at BarConf 2024.",
        "An alumna of Kent University.",
        "She lives in Köln and likes the Rhine.",
        "Palestrante na PythonBrasil.",
        "Sie hat an der Universität Ulm studiert.",
    ),
)
def test_what_makes_nobody_part_of_an_organisation(text):
    assert affiliations_in(text) == ()


def test_markdown_is_read_as_its_reader_sees_it():
    text = (
        "**Ada** is *founder* of [Foobar Limited](https://foobar.example/a_b).<br>\n"
        "- Analyst at [Kent University](https://kent.example)\n- likes `code`\n"
    )
    assert read(text) == [("founder", "Foobar Limited"), ("Analyst", "Kent University")]


def test_paragraphs_are_read_one_by_one_and_nothing_is_told_twice():
    text = (
        "Ada is a Lecturer at Kent University.\n\nShe previously worked at Foobar. "
        "At Kent University, Ada teaches maps. She holds a degree from Baz College."
    )
    assert affiliations_in(text) == (
        Mention("Lecturer", "Kent University", None, True),
        Mention(None, "Foobar", None, False),
    )


def test_words_stay_as_they_are_written():
    assert read("Resarcher at the Univeristy of Foo") == [("Resarcher", "Univeristy of Foo")]


def test_other_scripts_are_no_error():
    assert (
        affiliations_in("北京大学教授。Профессор МГУ. أستاذ في جامعة القاهرة. אוניברסיטה \ud800")
        == ()
    )


@pytest.mark.parametrize(
    "text",
    (
        "(", "()", "[a](", "“‘«", "Professor of ", "Analyst at University of Foo, ", "Department of A, ", "A and ",
        "a", "*_", "\n", "CEO Foo, ", "a/b ", "<a",
    ),
)  # fmt: skip
def test_hostile_texts_take_time_in_proportion_to_their_length(text):
    def seconds(length):
        start = time.process_time()
        affiliations_in((text * length)[:length])
        return time.process_time() - start

    seconds(2_000)

    # Ten times the length; squares of it would take a hundred times as long.
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.001)


def test_the_first_line_of_a_text_is_plain_and_short():
    text = "\n \n*Birds* at [Blue Toucan](https://toucan.example/a_b)\nTrees."

    assert first_line(text, 40) == "Birds at Blue Toucan"
    assert first_line(text, 10) == "Birds at…"
    assert first_line("", 10) == ""
