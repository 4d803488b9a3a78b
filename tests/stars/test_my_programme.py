"""My programme: from the account, or from codes in an address; drawn on the server, kept nowhere."""

import gzip
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django_scopes import scope, scopes_disabled
from pretalx.submission.models.submission import SubmissionFavourite

from pretalx_ofa.stars.favourites import starred
from pretalx_ofa.stars.views import MOST_SESSIONS
from tests.factories import make_event, make_session, make_user, release, schedule
from tests.queries import queries_of
from tests.widgets.test_programme_pages import article, titles, url_of, words


@pytest.fixture
def sessions(event):
    """Three released sessions, and one that is not in the schedule."""
    made = [make_session(event, title) for title in ("One", "Two", "Three", "Hidden")]
    for session in made[:3]:
        schedule(session)
    release(event)
    return made


@pytest.fixture
def attendee(client):
    user = make_user("Attendee")
    client.force_login(user)
    return user


def my(event, *chosen):
    return f"{url_of(event, 'my')}?sessions={','.join(session.code for session in chosen)}"


def star(user, *chosen):
    with scopes_disabled():
        for session in chosen:
            session.add_favourite(user)


def stars(event, user):
    with scope(event=event):
        return set(starred(event, user))


def codes(*chosen):
    return {session.code for session in chosen}


def test_it_shows_the_favourites_of_whoever_is_logged_in(event, client, attendee, sessions):
    star(attendee, sessions[0], sessions[2])
    star(make_user("Somebody else"), sessions[1])

    page = article(client.get(url_of(event, "my")))

    assert sorted(titles(page)) == ["One", "Three"]
    assert "Only you see them." in words(page)


def test_an_address_names_sessions_and_says_so(event, client, sessions):
    page = article(client.get(my(event, *sessions[:2])))

    assert sorted(titles(page)) == ["One", "Two"]
    assert "The address of this page names its sessions" in words(page)


def test_small_letters_and_several_parameters_are_understood(event, client, sessions):
    asked = [session.code.lower() for session in sessions[:2]]

    page = article(client.get(url_of(event, "my"), {"sessions": asked}))

    assert sorted(titles(page)) == ["One", "Two"]


@pytest.mark.parametrize("is_logged_in", (False, True))
def test_what_is_not_public_looks_like_what_does_not_exist(event, client, sessions, is_logged_in):
    if is_logged_in:
        user = make_user()
        client.force_login(user)
        star(user, sessions[3])

    def shown(code):
        page = client.get(url_of(event, "my"), {"sessions": code}).content.decode()
        assert "Hidden" not in page
        return words(article(client.get(url_of(event, "my"), {"sessions": code})))

    assert shown(sessions[3].code) == shown("NOSUCH")
    assert "1 session is not in the programme and is left out." in shown("NOSUCH")
    assert "Hidden" not in client.get(url_of(event, "my")).content.decode()
    assert "Hidden" not in client.get(url_of(event, "choose_sessions")).content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    (
        (",".join(f"A{n}" for n in range(MOST_SESSIONS)), 200),
        (",".join(f"A{n}" for n in range(MOST_SESSIONS + 1)), 400),
        ("<script>alert(1)</script>", 200),
        ("x" * 10_000, 200),
        (",,,", 200),
        ("\x00", 400),
    ),
    ids=("many", "too many", "markup", "long", "empty", "null"),
)
def test_addresses_are_bounded_and_harmless(event, client, sessions, asked, status):
    response = client.get(url_of(event, "my"), {"sessions": asked})

    assert response.status_code == status
    assert "alert(1)" not in response.content.decode().partition("<article")[2]


@pytest.mark.parametrize("name", ("my", "choose_sessions"))
@pytest.mark.parametrize("is_logged_in", (False, True))
def test_nobody_keeps_it(event, client, sessions, name, is_logged_in):
    if is_logged_in:
        client.force_login(make_user())

    response = client.get(url_of(event, name), {"sessions": sessions[0].code})

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_visitors_leave_nothing_behind(event, client, sessions):
    client.get(my(event, sessions[0]))
    client.get(url_of(event, "choose_sessions"))

    assert client.cookies.keys() == set()
    with scopes_disabled():
        assert not SubmissionFavourite.objects.exists()


def form(page):
    """(method, path, [(name, value)]) that the form of a page sends as it is."""
    (found,) = page.xpath(".//form")
    fields = found.xpath(".//input[@type='hidden' or @checked]")
    values = [(field.get("name"), field.get("value")) for field in fields]
    values = [(name, value) for name, value in values if name != "csrfmiddlewaretoken"]
    return found.get("method", "get"), urlsplit(found.get("action")).path, values


def test_the_form_works_without_scripts(event, client, attendee, sessions):
    one, two, three, _hidden = sessions
    star(attendee, one, two)

    method, path, fields = form(article(client.get(url_of(event, "choose_sessions"))))
    assert (method, path) == ("post", url_of(event, "my"))
    assert {value for name, value in fields if name == "sessions"} == codes(one, two)

    (before,) = [value for name, value in fields if name == "before"]
    response = client.post(
        path, {"before": before, "sessions": [two.code, three.code]}, follow=True
    )
    assert sorted(titles(article(response))) == ["Three", "Two"]
    assert stars(event, attendee) == codes(two, three)


def test_the_form_writes_only_what_was_changed(event, client, attendee, sessions):
    one, two, three, _hidden = sessions
    star(attendee, one)
    before = one.code
    # On the phone, meanwhile.
    star(attendee, three)

    client.post(url_of(event, "my"), {"before": before, "sessions": [two.code, one.code]})

    assert stars(event, attendee) == codes(one, two, three)


def test_without_an_account_the_form_leads_to_an_address(event, client, sessions):
    page = article(
        client.get(f"{url_of(event, 'choose_sessions')}?lang=en&sessions={sessions[0].code}")
    )

    assert form(page) == (
        "get",
        url_of(event, "my"),
        [("lang", "en"), ("sessions", sessions[0].code)],
    )


def test_only_public_sessions_of_the_event_can_be_starred(event, client, attendee, sessions):
    other = make_session(make_event(), "Elsewhere")

    client.post(
        url_of(event, "my"), {"before": "", "sessions": [sessions[3].code, other.code, "NOSUCH"]}
    )

    with scopes_disabled():
        assert not SubmissionFavourite.objects.exists()


def test_starring_twice_is_starring_once(event, client, attendee, sessions):
    for _ in range(2):
        client.post(url_of(event, "my"), {"before": "", "sessions": sessions[0].code})

    assert stars(event, attendee) == codes(sessions[0])


def test_whoever_is_not_logged_in_any_more_is_asked_to(event, client, sessions):
    response = client.post(url_of(event, "my"), {"before": "", "sessions": sessions[0].code})

    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == f"/{event.slug}/login/"


def test_an_address_offers_to_add_what_is_not_starred_yet(event, client, attendee, sessions):
    star(attendee, sessions[0])

    assert not article(client.get(my(event, sessions[0]))).xpath(".//form")
    page = article(client.get(my(event, *sessions[:2])))
    method, path, fields = form(page)
    client.post(path, dict(fields))

    assert method == "post"
    assert stars(event, attendee) == codes(*sessions[:2])


def test_calendar_phone_and_list_are_asked_for_the_same_sessions(event, client, attendee, sessions):
    star(attendee, *sessions)

    page = article(client.get(url_of(event, "my")))

    links = [urlsplit(link) for link in page.xpath(".//*[contains(@class, 'ofa-tools')]//a/@href")]
    named = {
        link.path.removeprefix(url_of(event, "front")): set(
            parse_qs(link.query)["sessions"][0].split(",")
        )
        for link in links
        if "sessions=" in link.query
    }
    # The hidden one is in the account: no address names it.
    assert named == {"calendar/": codes(*sessions[:3]), "my/": codes(*sessions[:3])}
    assert page.xpath(".//*[@role='img']/svg/path")


def test_no_calendar_where_organisers_offer_none(event, client, sessions):
    event.settings.ofa_files_hidden = ["calendar.ics"]

    page = client.get(my(event, sessions[0])).content.decode()

    assert "/calendar/" not in page


def test_an_address_that_is_too_long_has_no_qr_code(event, client):
    for _ in range(150):
        schedule(make_session(event))
    release(event)
    with scopes_disabled():
        everything = list(event.submissions.all())

    page = article(client.get(my(event, *everything)))

    assert "So many sessions do not fit into a QR code." in words(page)
    assert not page.xpath(".//svg")


def test_before_a_release_it_is_empty(event, client):
    with scopes_disabled():
        make_session(event)
    organiser = make_user(is_administrator=True)
    client.force_login(organiser)

    for name in ("my", "choose_sessions"):
        assert titles(article(client.get(url_of(event, name)))) == []


def test_more_stars_are_no_more_queries(event, client, attendee, sessions):
    star(attendee, sessions[0])
    url = url_of(event, "my")
    one = queries_of(lambda: client.get(url))
    star(attendee, *sessions[1:])

    assert queries_of(lambda: client.get(url)) == one


def scripts_of(page):
    return [src.rpartition("/")[2] for src in page.xpath("//script/@src") if "pretalx_ofa" in src]


def test_stars_are_on_pages_and_neither_in_embeds_nor_in_fragments(released, client):
    front = client.get(url_of(released, "front")).content.decode()
    alone = [
        client.get(url_of(released, page, name="agenda")).content.decode()
        for page in ("embed", "api_widget")
    ]

    assert "pretalx_ofa/stars.js" in front
    assert url_of(released, "my") in front
    for html in alone:
        assert "stars.js" not in html
        assert "/my/" not in html


def test_our_scripts_weigh_little():
    sizes = {
        name: len(gzip.compress(Path(finders.find(f"pretalx_ofa/{name}.js")).read_bytes(), 9))
        for name in ("stars", "track_strip", "header_link")
    }

    assert sizes["track_strip"] < 1000
    assert sum(sizes.values()) < 6000
