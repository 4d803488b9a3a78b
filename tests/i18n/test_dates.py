import datetime as dt

import pytest

from pretalx_ofa.i18n.dates import day, days

NOVEMBER = dt.date(2025, 11, 18)


@pytest.mark.parametrize(
    ("language", "text"),
    (
        ("en", "Tuesday, 18 November 2025"),
        ("pt-br", "terça-feira, 18 de novembro de 2025"),
        ("pt-pt", "terça-feira, 18 de novembro de 2025"),
    ),
)
def test_a_day_in_full(language, text):
    assert day(NOVEMBER, language) == text


@pytest.mark.parametrize(
    ("end", "language", "text"),
    (
        (dt.date(2025, 11, 18), "pt-br", "18 de novembro de 2025"),
        (dt.date(2025, 11, 19), "pt-br", "18 e 19 de novembro de 2025"),
        (dt.date(2025, 11, 20), "pt-pt", "18 a 20 de novembro de 2025"),
        (dt.date(2025, 12, 1), "pt-br", "18 de novembro a 1º de dezembro de 2025"),
        (dt.date(2025, 12, 1), "pt-pt", "18 de novembro a 1 de dezembro de 2025"),
        (dt.date(2025, 11, 19), "en", "18–19 November 2025"),
        (dt.date(2025, 12, 1), "en", "18 November – 1 December 2025"),
        (dt.date(2025, 11, 19), "de", "18.–19. Nov. 2025"),
    ),
)
def test_the_days_of_an_event(end, language, text):
    assert days(NOVEMBER, end, language) == text


def test_brazil_counts_the_first_of_a_month():
    first = dt.date(2025, 5, 1)

    assert day(first, "pt-br") == "quinta-feira, 1º de maio de 2025"
    assert day(first, "pt-pt") == "quinta-feira, 1 de maio de 2025"
    assert days(first, dt.date(2025, 5, 3), "pt-br") == "1º a 3 de maio de 2025"
