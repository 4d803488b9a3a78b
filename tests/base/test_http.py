"""Who may keep an answer, and when a browser that has it gets none."""

import pytest
from django.http import HttpResponse

from pretalx_ofa.base.http import cache_control, etag_of, unless_known


@pytest.mark.parametrize(
    ("visible_to_everyone", "framed", "expected"),
    (
        (True, False, "public, no-cache"),
        (True, True, "private, no-cache"),
        (False, False, "private, no-store"),
        (False, True, "private, no-store"),
    ),
)
def test_who_may_keep_an_answer(visible_to_everyone, framed, expected):
    response = cache_control(HttpResponse(), visible_to_everyone=visible_to_everyone, framed=framed)

    assert response["Cache-Control"] == expected


@pytest.mark.parametrize(("visible_to_everyone", "expected"), ((True, "*"), (False, None)))
def test_other_sites_read_what_everyone_may_read(visible_to_everyone, expected):
    response = cache_control(HttpResponse(), visible_to_everyone=visible_to_everyone, cors=True)

    assert response.get("Access-Control-Allow-Origin") == expected


def test_an_etag_is_strong_quoted_and_tells_its_parts_apart():
    etag = etag_of("1f", ("en", "pt-br"))

    assert etag == etag_of("1f", ("en", "pt-br"))
    assert len({etag, etag_of("1f", ("pt-br", "en")), etag_of("1f", "en", "pt-br")}) == 3
    assert (etag[0], etag[-1], len(etag)) == ('"', '"', 34)


@pytest.mark.parametrize("method", ("get", "head"))
def test_a_browser_that_has_it_gets_none_and_nothing_is_drawn(rf, method):
    request = getattr(rf, method)("/", headers={"if-none-match": etag_of("1f")})

    response = unless_known(request, etag_of("1f"), draw=None)

    assert (response.status_code, response["ETag"]) == (304, etag_of("1f"))


def test_anything_else_is_drawn(rf):
    stale = rf.get("/", headers={"if-none-match": etag_of("1e")})
    posted = rf.post("/", headers={"if-none-match": etag_of("1f")})

    answers = [
        unless_known(request, etag_of("1f"), lambda: HttpResponse("x"))
        for request in (stale, posted)
    ]

    assert [(answer.status_code, answer["ETag"]) for answer in answers] == [
        (200, etag_of("1f"))
    ] * 2
