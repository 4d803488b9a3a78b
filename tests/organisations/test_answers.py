"""Answers as people write them at events: acronyms, roles, two in one, short forms, hosts."""

import pytest

from pretalx_ofa.organisations.matching.index import Index
from pretalx_ofa.organisations.matching.matcher import Matcher, Tier
from pretalx_ofa.organisations.matching.spans import MatchType
from pretalx_ofa.organisations.matching.weights import ERRORS
from pretalx_ofa.organisations.matching.writing import build_index
from pretalx_ofa.organisations.registry.entries import record_from_ror
from tests.organisations.conftest import entry, ror

(
    USP, PACIFIC, UFRGS, UNICAMP, UFSCAR, PORTO, COIMBRA, PUC_MINAS, FGV, MINHO, OXFORD,
    NORTHEASTERN, NORTH_EAST, COLUMBIA, KINGS, BREMEN, HS_BREMEN, UNILABS, OLD, NEW, INPE, CNPQ,
    PARIS, DELFT,
) = map(ror, range(1, 25))  # fmt: skip


def acronym(value):
    return (value, None, "acronym")


REGISTRY = [
    entry(1, "Universidade de São Paulo", "BR", "São Paulo", domains=["usp.br"],
          names=[acronym("USP"), ("University of São Paulo", "en", "label")],
          relations=[("child", number) for number in range(201, 209)]),
    entry(2, "University of the South Pacific", "FR", "Suva", names=[acronym("USP")]),
    entry(3, "Universidade Federal do Rio Grande do Sul", "BR", "Porto Alegre",
          names=[acronym("UFRGS")],
          links=[{"type": "website", "value": "https://www.ufrgs.br"}]),
    entry(4, "Universidade Estadual de Campinas (UNICAMP)", "BR", "Campinas"),
    entry(5, "Universidade Federal de São Carlos", "BR", "São Carlos", names=[acronym("UFSCar")]),
    entry(6, "Universidade do Porto", "PT", "Porto", domains=["up.pt"]),
    entry(7, "University of Coimbra", "PT", "Coimbra",
          names=[("Universidade de Coimbra", "pt", "label")],
          relations=[("child", number) for number in range(101, 104)]),
    entry(8, "Pontifícia Universidade Católica de Minas Gerais", "BR", "Belo Horizonte"),
    entry(9, "Fundação Getulio Vargas", "BR", "Rio de Janeiro", names=[acronym("FGV")]),
    entry(10, "Universidade do Minho", "PT", "Braga"),
    entry(11, "University of Oxford", "GB", "Oxford"),
    entry(12, "Northeastern University", "US", "Boston"),
    entry(13, "Northeastern University", "DE", "Berlin"),
    entry(14, "Columbia University", "US", "New York", names=[("King's College", "en", "alias")]),
    entry(15, "King's College", "US", "Wilkes-Barre"),
    entry(16, "University of Bremen", "DE", "Bremen",
          names=[("Universität Bremen", "de", "label")]),
    entry(17, "Hochschule Bremen", "DE", "Bremen"),
    entry(18, "Unilabs (Switzerland)", "CH", "Geneva", types=["company"]),
    entry(19, "Royal Institute of Tides", "GB", "London", status="withdrawn",
          relations=[("successor", 20)]),
    entry(20, "National Sea Centre", "GB", "London"),
    entry(21, "Instituto Nacional de Pesquisas Espaciais", "BR", "São José dos Campos",
          names=[acronym("INPE")]),
    entry(22, "Conselho Nacional de Desenvolvimento Científico e Tecnológico", "BR", "Brasília",
          names=[acronym("CNPq")]),
    entry(23, "Université Paris Cité", "FR", "Paris", names=[("Université de Paris", "fr", "alias")]),
    entry(24, "Technische Universiteit Delft", "GB", "Delft"),
    entry(25, "Centro de Investigação em Sistemas", "PT", "Porto",
          links=[{"type": "website", "value": "https://systec.fe.up.pt/sobre"}]),
    entry(26, "Universidade de Brasília", "BR", "Brasília", names=[acronym("UnB")]),
    entry(27, "University of New Brunswick", "US", "Fredericton", names=[acronym("UNB")],
          relations=[("child", number) for number in range(301, 304)]),
    entry(28, "Université Nazi Boni", "FR", "Bobo-Dioulasso", names=[acronym("UNB")]),
    entry(29, "Ulster Naval Board", "GB", "Belfast", names=[acronym("UNB")]),
    *(entry(101 + n, f"Universidade de Coimbra Centro de {what}", "PT", "Coimbra",
            relations=[("parent", 7)]) for n, what in enumerate(("Botânica", "Letras", "Saúde"))),
    *(entry(201 + n, f"Instituto de {what}", "BR", "São Paulo", relations=[("parent", 1)])
      for n, what in enumerate("Botânica Mares Aves Peixes Flores Rochas Ventos Nuvens".split())),
    *(entry(300 + n, f"Filler {word} Society", "FR", "Paris")
      for n, word in enumerate("alpha beta gamma delta epsilon zeta eta theta iota kappa".split())),
]  # fmt: skip


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answers") / "index"
    build_index(map(record_from_ror, REGISTRY), folder, "answers")
    return Matcher(Index(folder))


@pytest.mark.parametrize(
    ("typed", "meant"),
    (
        ("UFRGS", UFRGS),
        ("ufrgs", UFRGS),
        ("Unicamp", UNICAMP),
        ("UFSCar", UFSCAR),
        ("ufscar são carlos", UFSCAR),
        ("UFRGS - Porto Alegre", UFRGS),
        ("IF/UFRGS", UFRGS),
        ("Poli-USP", USP),
        ("CNPq", CNPQ),
    ),
)
def test_acronyms_in_any_case_with_place_and_unit(matcher, typed, meant):
    assert matcher.match(typed).ror == [meant]


@pytest.mark.parametrize(
    "typed",
    (
        "professora da UFRGS",
        "Doutorando - UFRGS",
        "Bolseira de investigação na UFRGS",
        "profesora de la UFRGS",
        "PhD student at UFRGS",
        "chercheuse à l'UFRGS",
        "Wissenschaftlerin an der UFRGS",
        "Departamento de Informática da UFRGS",
    ),
)
def test_a_role_or_unit_before_an_acronym(matcher, typed):
    assert matcher.match(typed).ror == [UFRGS]


@pytest.mark.parametrize("between", (" e ", " & ", " + ", "/", " / ", "; "))
def test_two_acronyms_in_one_answer(matcher, between):
    assert set(matcher.match(f"UFSCar{between}INPE").ror) == {UFSCAR, INPE}


def test_a_name_in_another_language_beside_an_acronym(matcher):
    assert matcher.match("Universidade de Oxford & Unicamp").ror == [OXFORD, UNICAMP]


def test_a_role_before_each_of_two(matcher):
    found = matcher.match("Professora na UFSCar e pesquisadora no INPE")

    assert set(found.ror) == {UFSCAR, INPE}


@pytest.mark.parametrize(
    ("typed", "meant"),
    (
        ("U. Porto", PORTO),
        ("UMinho", MINHO),
        ("PUC Minas", PUC_MINAS),
        ("TU Delft", DELFT),
        ("Universidade de Oxford", OXFORD),
        ("Univ. de Oxford", OXFORD),
    ),
)
def test_short_forms_and_kinds_in_another_language(matcher, typed, meant):
    assert matcher.match(typed).ror == [meant]


@pytest.mark.parametrize(
    "typed", ("www.ufrgs.br", "https://www.ufrgs.br/", "ufrgs.br", "ana@inf.ufrgs.br")
)
def test_the_host_of_a_website_names_who_has_it(matcher, typed):
    found = matcher.match(typed)

    assert found.ror == [UFRGS]
    assert found.answers[0].match_type == MatchType.HOST


def test_a_faculty_s_letters_are_told_by_a_host_below_its_university_s(matcher):
    assert matcher.match("FEUP").ror == [PORTO]


@pytest.mark.parametrize(
    "typed",
    ("ana@gmail.com", "UNILAB", "aposentada", "São Paulo", "São Carlos/SP", "professora", "UFXYZ"),
)
def test_answers_that_name_nobody(matcher, typed):
    assert matcher.match(typed).ror == []


def test_a_name_that_several_bear_needs_a_place(matcher):
    assert matcher.match("Northeastern University").ror == []
    assert matcher.match("Northeastern University, Boston").ror == [NORTHEASTERN]
    assert matcher.match("Northeastern University", country="DE").ror == [NORTH_EAST]


def test_an_alias_does_not_beat_a_displayed_name(matcher):
    assert COLUMBIA not in matcher.match("King's College").ror


def test_another_number_is_another_university(matcher):
    assert matcher.match("Université de Paris").ror == [PARIS]
    assert matcher.match("Université de Paris-XII").ror == []


def test_a_university_is_no_hochschule(matcher):
    assert matcher.match("Universität Bremen").ror == [BREMEN]
    assert matcher.match("Hochschule Bremen").ror == [HS_BREMEN]


def test_a_withdrawn_record_leads_to_its_successor(matcher):
    assert matcher.match("Royal Institute of Tides").ror == [NEW]


def test_centres_called_after_their_university_make_no_system(matcher):
    assert matcher.match("Universidade de Coimbra").ror == [COIMBRA]


def test_the_event_s_country_decides_between_equals_alone(matcher):
    found = matcher.match("Northeastern University", event_country="DE")

    assert [(answer.ror, answer.tier) for answer in found.answers] == [(NORTH_EAST, Tier.SURE)]
    assert matcher.match("Northeastern University", event_country="BR").ror == []
    for typed in ("Universidade do Porto", "UFRGS", "University of Oxford"):
        assert matcher.match(typed, event_country="BR") == matcher.match(typed)


def test_of_shared_letters_the_one_in_the_event_s_country_is_offered_first(matcher):
    def offered(country):
        found = matcher.match("UnB", event_country=country)
        return found.ror, [candidate.name for candidate in found.candidates[:2]]

    here, far = "Universidade de Brasília", "University of New Brunswick"
    assert offered("US") == ([], [far, here])
    assert offered("BR") == ([], [here, far])


@pytest.mark.parametrize("typed", ("UFRGS", "UFSCar", "Unicamp", "Universidade de São Paulo"))
def test_the_right_country_lowers_no_answer(matcher, typed):
    plain, told = matcher.match(typed).answers, matcher.match(typed, country="BR").answers

    assert [answer.ror for answer in plain] == [answer.ror for answer in told]
    assert told[0].score >= plain[0].score


def test_answers_tell_their_words_reason_and_tier(matcher):
    (answer,) = matcher.match("Departamento de Letras, Universidade de Coimbra, Portugal").answers

    assert answer.text == "Universidade de Coimbra"
    assert answer.match_type == MatchType.EXACT
    assert answer.tier == Tier.CERTAIN


def test_candidates_are_to_be_asked_about(matcher):
    found = matcher.match("Northeastern University")

    assert {c.ror for c in found.candidates} == {NORTHEASTERN, NORTH_EAST}
    assert {c.tier for c in found.candidates} == {Tier.ASK}


def test_each_tier_has_a_measured_error():
    assert set(ERRORS) == {Tier.CERTAIN, Tier.SURE}
    assert ERRORS[Tier.CERTAIN] <= 0.02 < ERRORS[Tier.SURE]
