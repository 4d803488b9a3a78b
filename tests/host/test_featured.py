"""Before the first release: who sees the featured sessions, where, and where they end."""

from itertools import product

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from lxml import html as lxml_html
from pretalx.submission.models import Submission

from pretalx_ofa.exports.models import ExportFile
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.programme import snapshots
from tests.browser_form import filled, submit
from tests.factories import (
    affiliate,
    fresh,
    make_organisation,
    make_room,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    read,
    release,
    schedule,
    translate,
)
from tests.host.test_permissions import ROLES, log_in
from tests.queries import queries_of


@pytest.fixture
def featured(event):
    """A featured session on each of two tracks and one on none; one that is not featured."""
    first, second = make_track(event, "First track"), make_track(event, "Second track")
    speaker = make_speaker(event, "Ana Souza", biography="Works on **models**.")
    other = make_speaker(event, "Ben Other")
    affiliate(speaker, make_organisation("RISE"))
    shown = {"speakers": [speaker, other], "is_featured": True}
    session = make_session(event, "Zebra models", track=first, abstract="Twelve.", **shown)
    translate(session, "title", "pt-br", "Modelos zebra")
    make_session(event, "Apples", track=second, **shown)
    make_session(event, "Loose", **shown)
    make_session(event, "Not yet decided", track=first, speakers=[make_speaker(event, "Cleo New")])
    return event


def url_of(event, page, **arguments):
    return reverse(f"plugins:pretalx_ofa:{page}", kwargs={"event": event.slug} | arguments)


def front(event):
    return url_of(event, "front")


def the(event, title):
    with scopes_disabled():
        return Submission.objects.get(event=event, title=title)


def words(element):
    return " ".join(element.text_content().split())


def body(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200, url
    return response.content.decode()


def article(client, url, **query):
    return lxml_html.fromstring(body(client, url, **query)).xpath("//article")[0]


def titles(page):
    return [words(title) for title in page.xpath(".//*[contains(@class, 'ofa-title')]")]


def configure(event, flags, **fields):
    event = fresh(event)
    with scopes_disabled():
        event.feature_flags |= flags
        for name, value in fields.items():
            setattr(event, name, value)
        event.save()


# Pages


@pytest.mark.parametrize(
    ("language", "heading", "coming", "title"),
    (
        ("en", "Featured sessions", "with days and times, follows later.", "Zebra models"),
        ("pt-br", "Sessões em destaque", "com dias e horários, será publicada", "Modelos zebra"),
    ),
)
def test_the_front_page_has_them_by_track(featured, client, language, heading, coming, title):
    make_session(featured, "Alpha", track=the(featured, "Zebra models").track, is_featured=True)
    page = article(client, front(featured), lang=language)

    assert words(page.xpath(".//h2")[0]) == heading
    assert coming in words(page)
    assert [words(h) for h in page.xpath(".//h3")][:2] == ["First track", "Second track"]
    assert titles(page) == ["Alpha", title, "Apples", "Loose"], (
        "of each track by title, then the rest"
    )


def test_it_speaks_of_no_time_room_or_file(featured, client):
    schedule(the(featured, "Apples"), "2025-11-18T09:10", room=make_room(featured, "Secret room"))
    document = body(client, front(featured))
    page = lxml_html.fromstring(document)

    assert "Secret room" not in document
    assert "09:10" not in document
    assert "Brasilia" not in words(page.xpath("//article")[0])
    assert page.xpath("//section[contains(@class, 'ofa-downloads')]") == []
    assert page.xpath("//input[@name='tz']") == []
    assert page.xpath("//article//h4") == []


@pytest.mark.parametrize("query", ({"layout": "grid"}, {"tz": "Europe/Berlin"}, {"day": "all"}))
def test_options_of_times_change_nothing_but_do_no_harm(featured, client, query):
    assert len(titles(article(client, front(featured), **query))) == 3


def test_a_day_has_nothing_yet(featured, client):
    assert client.get(front(featured), {"day": "2025-11-18"}).status_code == 404


def test_they_are_searched_and_filtered(featured, client):
    assert titles(article(client, front(featured), q="zebra")) == ["Zebra models"]
    track = the(featured, "Apples").track_id
    assert titles(article(client, front(featured), track=track)) == ["Apples"]


def test_an_event_without_tracks_has_one_list(event, client):
    make_session(event, "Alone", is_featured=True)

    page = article(client, front(event))

    assert titles(page) == ["Alone"]
    assert [words(h) for h in page.xpath(".//h3")] == ["Sessions without a track"]


def test_the_page_of_a_track(featured, client):
    track = the(featured, "Zebra models").track
    page = article(client, url_of(featured, "track", track=track.slug), lang="en")

    assert titles(page) == ["Zebra models"]
    assert "one session · 2 speakers · English" in words(page)
    assert words(page.xpath(".//h3")[0]) == "Featured sessions"


def test_the_page_of_a_speaker_leads_to_none_that_pretalx_does_not_show(featured, client):
    person = make_speaker_of(featured, "Zebra models")
    page = article(client, url_of(featured, "person", person=person.code), lang="en")

    assert words(page.xpath(".//h2")[0]) == "Ana Souza"
    assert sorted(titles(page)) == ["Apples", "Loose", "Zebra models"]
    assert client.get(person.urls.public).status_code == 404, "pretalx has it after the release"
    assert person.urls.public not in lxml_html.tostring(page).decode()


def make_speaker_of(event, title):
    with scopes_disabled():
        return the(event, title).speakers.order_by("pk").first()


def test_every_link_of_ours_and_pretalx_leads_somewhere(featured, client):
    seen, left = set(), {front(featured)}
    while left:
        url = left.pop()
        seen.add(url)
        page = article(client, url)
        links = {link.partition("#")[0].partition("?")[0] for link in page.xpath(".//a/@href")}
        left |= {link for link in links if link.startswith(f"/{featured.slug}/")} - seen
    pages = {url.split("/")[-3] for url in seen if url.count("/") > 4}

    assert pages >= {"tracks", "people"}
    assert sum("/talk/" in url for url in seen) == 3


def test_others_are_nowhere(featured, client):
    hidden = the(featured, "Not yet decided")
    person = make_speaker_of(featured, "Not yet decided")
    with scopes_disabled():
        own_track = make_track(featured, "Empty track")

    for url in (
        url_of(featured, "person", person=person.code),
        url_of(featured, "track", track=own_track.slug),
        hidden.urls.public,
    ):
        assert client.get(url).status_code == 404, url
    for name in ("agenda", "rooms"):
        for address in ("widget", "api_widget", "embed"):
            text = body(
                client, url_of(featured, address, name=name), lang="pt-br,en", abstracts="1"
            )
            assert "Not yet decided" not in text
            assert "Cleo New" not in text


def test_pretalx_session_page_has_our_block(featured, client):
    body(client, front(featured))
    url = the(featured, "Zebra models").urls.public
    client.cookies["pretalx_language"] = "pt-br"
    document = lxml_html.fromstring(body(client, url))
    (block,) = document.xpath("//section[contains(@class, 'ofa-session')]")

    assert words(block.xpath(".//h2")[0]) == "Modelos zebra"
    assert "RISE" in words(block)
    assert block.xpath(".//time") == []

    client.force_login(make_team_member(featured, can_change_submissions=True))
    other = body(client, the(featured, "Not yet decided").urls.public)
    assert "ofa-session" not in other


def test_our_block_costs_one_query(featured, client):
    body(client, front(featured))
    url = the(featured, "Zebra models").urls.public
    with_ours = queries_of(lambda: client.get(url))
    configure(featured, {}, plugins="")

    assert with_ours - queries_of(lambda: client.get(url)) == 1


def test_the_front_page_costs_the_same_queries_for_any_size(event, client):
    def add(number):
        speakers = [make_speaker(event, f"Speaker {number}")]
        track = make_track(event, f"T{number}")
        make_session(event, f"Talk {number}", speakers=speakers, track=track, is_featured=True)

    add(0)
    of_one = queries_of(lambda: client.get(front(event)))
    for number in range(1, 30):
        add(number)

    assert queries_of(lambda: client.get(front(event))) == of_one


# Who sees them


SHOWN = ("front", "track", "person", "widget", "api_widget", "embed")


def addresses(event):
    return {
        "front": front(event),
        "track": url_of(event, "track", track=the(event, "Zebra models").track.slug),
        "person": url_of(event, "person", person=make_speaker_of(event, "Zebra models").code),
    } | {name: url_of(event, name, name="agenda") for name in ("widget", "api_widget", "embed")}


def show(client, urls):
    """The names of the addresses that show the session."""
    return {name for name, url in urls.items() if b"Zebra models" in client.get(url).content}


@pytest.mark.parametrize(
    ("when", "is_public", "widgets"),
    (
        *product(("never", "pre_schedule", "always"), (True, False), (False,)),
        *product(("never", "pre_schedule"), (False,), (True,)),
    ),
)
def test_whoever_sees_pretalx_featured_page_sees_them(featured, client, when, is_public, widgets):
    """Whether pretalx's own widget is for everybody does not matter: it is one of the schedule."""
    with scopes_disabled():
        users = {role: user_of(featured) for role, user_of in ROLES.items()}
    flags = {"show_featured": when, "show_widget_if_not_public": widgets}
    configure(featured, flags, is_public=is_public)
    urls, seen, expected = addresses(featured), {}, {}
    for role, user in users.items():
        log_in(client, user)
        may = when != "never" and client.get(featured.urls.featured).status_code == 200
        seen[role], expected[role] = show(client, urls), set(SHOWN) if may else set()

    assert seen == expected
    assert bool(expected["anonymous"]) == (is_public and when != "never")
    assert bool(expected["administrator"]) == (when != "never")


@pytest.mark.parametrize(
    ("is_public", "kept"), ((True, "public, no-cache"), (False, "private, no-store"))
)
def test_caches_keep_what_everybody_gets(featured, client, is_public, kept):
    configure(featured, {}, is_public=is_public)
    client.force_login(make_team_member(featured, can_change_submissions=True))
    headers = {name: client.get(url)["Cache-Control"] for name, url in addresses(featured).items()}
    framed = kept.replace("public, no-cache", "private, no-cache")

    assert headers == {name: kept if name in {"api_widget", "embed"} else framed for name in SHOWN}


def test_a_hidden_schedule_hides_all(featured, client):
    """pretalx features sessions then, too; our programme is the released one."""
    body(client, front(featured))
    schedule(the(featured, "Zebra models"))
    release(featured)
    configure(featured, {"show_featured": "always", "show_schedule": False})
    urls = addresses(featured)

    assert client.get(featured.urls.featured).status_code == 200
    assert show(client, urls) == set()
    assert b"ofa-session" not in client.get(the(featured, "Zebra models").urls.public).content


def test_without_any_the_front_page_says_so(event, client):
    page = article(client, front(event), lang="en")

    assert "No schedule is released yet" in words(page)
    for name in ("api_widget", "embed"):
        assert "not public" in body(client, url_of(event, name, name="agenda"), lang="en")
    assert client.get(url_of(event, "widget", name="agenda")).status_code == 404


# Whatever page or API changes it


class Walk:
    def __init__(self, event, client):
        self.event, self.client = event, client
        self.session = the(event, "Zebra models")
        client.force_login(
            make_team_member(
                event,
                can_change_submissions=True,
                can_change_event_settings=True,
                can_change_organiser_settings=True,
            )
        )

    def state(self, name):
        self.client.post(getattr(self.session.orga_urls, name), {"state": name})


def toggled(walk):
    walk.client.post(walk.session.orga_urls.toggle_featured)


def unticked(walk):
    form = walk.session.orga_urls.base
    submit_without(walk.client, form, "is_featured")


def submit_without(client, url, field):
    data = filled(client.get(url))
    del data[field]
    assert client.post(url, data).status_code == 302


def withdrawn(walk):
    walk.state("withdraw")


def rejected(walk):
    walk.state("reject")


def cancelled(walk):
    walk.state("cancel")


def deleted(walk):
    walk.client.post(walk.session.orga_urls.delete)


@pytest.mark.parametrize(
    "edit",
    (toggled, unticked, withdrawn, rejected, cancelled, deleted),
    ids=lambda edit: edit.__name__,
)
def test_a_session_that_is_taken_away_is_gone_at_once(featured, client, edit):
    walk = Walk(featured, client)
    assert walk.session.code in read(featured)[1].session
    with scope(event=featured):
        edit(walk)

    assert walk.session.code not in read(featured)[1].session
    client.logout()
    assert "Zebra models" not in body(client, front(featured))
    assert client.get(walk.session.urls.public).status_code == 404


def test_a_session_that_becomes_featured_is_there_at_once(featured, client):
    walk = Walk(featured, client)
    other = the(featured, "Not yet decided")
    read(featured)
    client.post(other.orga_urls.toggle_featured)

    assert other.code in read(featured)[1].session
    assert walk.session.code in read(featured)[1].session


def test_the_settings_page_switches_it_off(featured, client):
    Walk(featured, client)
    body(client, front(featured))
    # The tests' host is no address that pretalx takes for a link.
    with scopes_disabled():
        featured.extra_links.all().delete()
    settings = f"/orga/event/{featured.slug}/settings/"
    assert submit(client, settings, show_featured="never").status_code == 302
    client.logout()

    assert client.get(front(featured)).status_code == 404
    with scope(event=featured):
        assert snapshots.current(fresh(featured)) is None


# Files, commands, Overview


def test_there_are_no_files_and_the_page_says_so(featured, client):
    body(client, front(featured))
    for chosen in FORMATS.values():
        if chosen.audience != "public":
            continue
        name = chosen.filename(chosen.modes(["en", "pt-br"])[0])
        response = client.get(url_of(featured, "file", name=name))
        page = lxml_html.fromstring(response.content.decode()).xpath("//article")[0]

        assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")
        assert words(page).startswith("There are no files yet They are offered once")
        assert client.get(f"/{featured.slug}/schedule/export/ofa-{name}").status_code == 404
    with scopes_disabled():
        assert not ExportFile.objects.exists()


def test_commands_know_of_no_release(featured, tmp_path, capsys):
    target = tmp_path / "programme.json"
    with pytest.raises(CommandError, match="No schedule of “symposium” is released"):
        call_command("ofa_programme", "export", "--event", featured.slug, "--format",
                     "programme.json", "--output", target)  # fmt: skip
    call_command("ofa_check", event=featured.slug)

    assert not target.exists()
    assert (
        "symposium: no schedule is released yet, 3 sessions are featured" in capsys.readouterr().out
    )


def test_the_overview_and_files_of_organisers_are_those_of_an_event_without_release(
    featured, client
):
    client.force_login(make_team_member(featured, can_change_submissions=True))
    read(featured)

    overview = body(client, url_of(featured, "overview"))
    files = body(client, url_of(featured, "files"))
    draft = url_of(featured, "draft", source="accepted", name="programme.json")

    assert "programme.json" not in overview
    assert "there are only drafts" in files
    assert b"Not yet decided" in client.get(draft).content
