"""What people type, and which organisation it is. No database."""

import pytest

from pretalx_ofa.organisations.matching.features import Feature
from pretalx_ofa.organisations.matching.index import Index
from pretalx_ofa.organisations.matching.matcher import SURE, Matcher, probability
from pretalx_ofa.organisations.matching.spans import LONGEST_NAME, MatchType
from pretalx_ofa.organisations.matching.words import words
from tests.organisations.conftest import ror

PARANA, PARA, PENN, PENN_STATE, ETH, ZURICH = map(ror, range(1, 7))
LUND, RISE = ror(9), ror(10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    (
        ("Universidade Federal do Paraná", PARANA),
        ("UNIVERSIDADE FEDERAL DO PARANA", PARANA),
        ("Federal University of Parana, Curitiba", PARANA),
        ("Univ. Federal do Paraná", PARANA),
        ("Univ. Fed. do Paraná", PARANA),
        ("Paraná Federal University", PARANA),
        ("Department of Informatics, Universidade Federal do Paraná, Curitiba, Brazil", PARANA),
        ("Universidade Federal do Pará", PARA),
        ("University of Lund", LUND),
        ("Universidade de Lund", LUND),
        ("LundUniversity", LUND),
        ("Lund University School of Medicine", LUND),
        ("Lund School of Medicine", LUND),
        ("Lund Medical School", LUND),
        ("Lund Law School", LUND),  # had a record of its own, which was withdrawn
        ("Departmnt of Biology, Lund University", LUND),
        ("Lund Universiy", LUND),
        ("Лундский унверситет", LUND),
        ("RISE Reserch Institutes of Sweden", RISE),
        ("Filler Epsilom Society", ror(104)),  # nine others are nearly called so
        ("Senior Researcher at RISE Research Institutes of Sweden", RISE),
        ("University of Pennsylvania", PENN),
        ("Penn State", PENN_STATE),
        ("ETH Zurich", ETH),
        ("Universität Zürich", ZURICH),
        ("Universitaet Zuerich", ZURICH),
        ("Universit\ufffdt Zürich", ZURICH),
        ("RISE Research Institute of Sweden", RISE),
        ("Federal University of Parana  UFPR", PARANA),
        ("UFPR", PARANA),
    ),
)
def test_one_organisation_in_many_spellings(matcher, typed, meant):
    assert matcher.match(typed).ror == [meant]


@pytest.mark.parametrize(
    "typed",
    (
        "Pennsylvania",
        "State University",
        "University",
        "Zurich",
        "Institute of Technology",
        "Northern Lund University",
        "UMR7642",  # one digit is no slip of the pen
        "Lund University Hospital",
        "Independent",
        "n/a",
        "self-employed",
        "Universidade de Atlantis",
        "Some Company, Philadelphia, PA, USA",
        "IPB",
    ),
)
def test_what_is_not_sure_is_left_to_a_person(matcher, typed):
    assert matcher.match(typed).ror == []


def test_homonyms_are_told_apart_by_place(matcher):
    assert matcher.match("University of Newcastle").ror == []
    assert matcher.match("University of Newcastle, UK").ror == [ror(7)]
    assert matcher.match("University of Newcastle, Newcastle upon Tyne").ror == [ror(7)]
    assert matcher.match("University of Newcastle", country="US").ror == [ror(8)]


def test_the_same_name_in_another_country_is_another_organisation(matcher):
    assert matcher.match("Lund University, Brazil").ror == []
    assert matcher.match("Lund University", country="PT").ror == []


def test_an_acronym_needs_to_be_unambiguous_or_backed_by_a_place(matcher):
    assert matcher.match("IPB, Bragança, Portugal").ror == [ror(16)]
    assert {c.ror for c in matcher.match("IPB").candidates} == {ror(15), ror(16)}


def test_several_organisations_are_split_and_companies_are_not_cut(matcher):
    assert set(matcher.match("RISE Research Institutes of Sweden; Lund University").ror) == {
        RISE,
        LUND,
    }
    assert set(matcher.match("Lund University and ETH Zurich").ror) == {LUND, ETH}
    assert matcher.match("Acton Systems, Inc.").ror == [ror(11)]


@pytest.mark.parametrize("between", (" and ", " & ", " &amp; ", "; ", " / "))
def test_what_stands_between_two_names_parts_them(matcher, between):
    assert set(matcher.match(f"Lund University{between}ETH Zurich").ror) == {LUND, ETH}


def test_an_institute_of_another_university_is_not_meant(matcher):
    assert matcher.match("Biological Museum, ETH Zurich").ror == [ETH]


def test_of_two_that_are_as_likely_none_is_more_than_half(matcher):
    found = matcher.match("University of Newcastle")

    assert [candidate.score for candidate in found.candidates[:2]] == [0.5, 0.5]


def test_a_score_is_a_probability_and_signals_move_it():
    sure = {Feature.ANY: 1, Feature.TYPE_EXACT: 1, Feature.LEFT_FREE: 1, Feature.RIGHT_FREE: 1}

    assert probability("NAMES", sure) > SURE["NAMES"]
    assert probability("NAMES", sure | {Feature.OTHER_COUNTRY: 1}) < SURE["NAMES"]
    assert 0 < probability("NAMES", {Feature.LONG: 100}) < 0.001


def test_of_a_company_with_a_record_a_country_the_head_is_meant(matcher):
    assert matcher.match("Acton Systems").ror == [ror(11)]
    assert matcher.match("Acton Systems, Germany").ror == [ror(12)]


def test_the_name_of_a_system_of_universities_is_not_one_of_them(matcher):
    assert matcher.match("University of Arcadia").ror == []
    assert matcher.match("University of Arcadia, Easton").ror == [ror(21)]


def test_an_institute_comes_before_the_university_it_belongs_to(matcher):
    assert matcher.match("Biological Museum, Lund University").ror == [ror(23)]


def test_of_a_long_list_nobody_is_meant(matcher):
    consortium = (
        "Lund University; ETH Zurich; University of Zurich; University of Pennsylvania; "
        "Pennsylvania State University"
    )

    assert matcher.match(consortium).ror == []


def test_candidates_say_who_and_why(matcher):
    first = matcher.match("University of Newcastle").candidates[0]

    assert first.name == "University of Newcastle"
    assert first.match_type == MatchType.EXACT
    assert 0 < first.score < 1


def test_withdrawn_records_are_never_answered(matcher):
    found = matcher.match("Withdrawn University of Atlantis")

    assert ror(17) not in [*found.ror, *(c.ror for c in found.candidates)]


STRANGE = (
    "", " ", "\x00\x01", "\ud800", "🌍", "شبكة المعرفة", "()[],;|", "a" * 5000, "ab " * 1700,
    "Lund University, " * 300, "\u202eytisrevinU dnuL", None,
)  # fmt: skip


@pytest.mark.parametrize("typed", STRANGE)
def test_nothing_makes_it_fail(matcher, typed):
    assert isinstance(matcher.match(typed).ror, list)


class CountingIndex(Index):
    lookups = 0

    def names_with_key(self, kind, parts):
        self.lookups += 1
        return super().names_with_key(kind, parts)


@pytest.mark.parametrize("typed", STRANGE)
def test_nothing_makes_it_wait(index, typed):
    counting = CountingIndex(index.folder)
    Matcher(counting).match(typed)

    # Each run of words in at most four ways, however much was pasted.
    assert counting.lookups <= 4 * LONGEST_NAME * len(words(typed or ""))
    assert len(words(typed or "")) <= 1000


def test_names_in_any_script_are_found(matcher):
    assert matcher.match("شبكة المعرفة").ror == [ror(18)]
