"""What we add to pretalx's own public session and speaker pages."""

import json

import pytest
from django_scopes import scope, scopes_disabled
from lxml import html as lxml_html
from pretalx.event.domain.plugins import disable_plugin
from pretalx.person.models import ProfilePicture

from pretalx_ofa.affiliations.models import SessionAffiliations
from pretalx_ofa.host import session_page
from pretalx_ofa.programme import snapshots
from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    release,
    schedule,
    translate,
)
from tests.queries import queries_of


def page(client, url, language="en"):
    """A page of pretalx's, after the programme was visited: its first build is not pretalx's to wait for."""
    client.get(f"/{url.split('/')[1]}/p/ofa/")
    client.cookies["pretalx_language"] = language
    response = client.get(url)
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode())


def words(element):
    return " ".join(element.text_content().split())


def ours(document):
    return document.xpath("//section[contains(@class, 'ofa-session')]")


def session_url(event, n=0):
    with scopes_disabled():
        return f"/{event.slug}/talk/{event.submissions.order_by('pk')[n].code}/"


def speaker_url(event):
    with scopes_disabled():
        return f"/{event.slug}/speaker/{event.submissions.first().speakers.first().code}/"


def lines_of(speaker):
    return [words(li) for li in speaker.xpath(".//*[@class='ofa-affiliations']/li")]


def test_our_block_stands_first_in_the_article(released, client):
    article = page(client, session_url(released)).xpath("//main/article")[0]

    (section,) = ours(article)
    assert article[0] is section
    assert words(section.xpath(".//h2")[0]) == "A Cartography of Collaboration"


def test_it_is_the_whole_session_in_the_readers_language(released, client):
    (section,) = ours(page(client, session_url(released), "pt-br"))

    assert section.get("lang") == "pt-BR"
    assert words(section.xpath(".//h2")[0]) == "Uma cartografia da colaboração"
    assert section.xpath(".//strong/text()")[0] == "abertos"
    assert "terça-feira, 18 de novembro de 2025 , 16:20–16:50" in words(section).replace(
        "2025,", "2025 ,"
    )
    assert words(section.xpath(".//a[@class='ofa-track']")[0]).endswith("Open Source and AI")


def test_the_original_is_folded_in(released, client):
    details = ours(page(client, session_url(released), "pt-br"))[0].xpath(".//details")[0]

    assert (
        words(details.xpath("summary")[0]) == "Original em inglês: A Cartography of Collaboration"
    )
    assert details.xpath("summary/span/@lang") == ["en"]
    assert [words(p) for p in details.xpath(".//p")] == ["Twelve open models."]


def test_it_leads_to_programme_day_room_track_and_speaker(released, client):
    with scopes_disabled():
        room, track = released.rooms.get(), released.tracks.first()
        speaker = released.submissions.get().speakers.get()
        organisations = [row.organisation_id for row in speaker.ofa_affiliations.all()]
    front = "/symposium/p/ofa/"

    links = ours(page(client, session_url(released)))[0].xpath(".//a/@href")

    assert [link.partition("://")[2].partition("/")[1:] for link in links] == [
        ("/", address.removeprefix("/"))
        for address in (
            front,
            f"{front}?day=2025-11-18#day-2025-11-18",
            f"{front}rooms/{room.pk}/",
            f"{front}tracks/{track.pk}/",
            f"{front}people/{speaker.code}/",
            *(f"{front}organisations/{number}/" for number in organisations),
        )
    ]
    assert page(client, front).xpath("//*[@id='day-2025-11-18']")


def test_each_speaker_comes_once_with_affiliations_and_biography(released, client):
    with scopes_disabled():
        speaker = released.submissions.get().speakers.get()
        translate(speaker, "biography", "pt-br", "Pesquisador no **RISE**.")

    people = ours(page(client, session_url(released), "pt-br"))[0].xpath(
        ".//*[@class='ofa-person']"
    )

    assert [words(person.xpath(".//h4")[0]) for person in people] == ["Johan Linåker"]
    assert lines_of(people[0]) == [
        "Senior Researcher, RISE Research Institutes of Sweden",
        "Adjunct Assistant Professor, Lund University",
    ]
    assert words(people[0]).endswith("Pesquisador no RISE.")


@pytest.mark.parametrize(("asked", "photos"), (("optional", 1), ("do_not_ask", 0)))
def test_photos_are_shown_where_pretalx_shows_them(released, client, asked, photos):
    with scopes_disabled():
        speaker = released.submissions.get().speakers.get()
        speaker.profile_picture = ProfilePicture.objects.create(user=speaker.user, avatar="me.png")
        speaker.save()
    assert len(ours(page(client, session_url(released)))[0].xpath(".//img")) == 1
    with scopes_disabled():
        released.cfp.fields["avatar"]["visibility"] = asked
        released.cfp.save()

    images = ours(page(client, session_url(released)))[0].xpath(".//img")

    assert [image.get("src") for image in images] == ["http://testserver/media/me.png"] * photos


def test_only_the_affiliations_it_is_given_under(released, client):
    with scope(event=released):
        session = released.submissions.get()
        speaker = session.speakers.get()
        lund = speaker.ofa_affiliations.last()
        SessionAffiliations.objects.create(
            submission=session, speaker=speaker, affiliations=[lund.pk]
        )

    section = ours(page(client, session_url(released)))[0]

    assert lines_of(section) == ["Adjunct Assistant Professor, Lund University"]


def test_a_session_in_one_language_says_so_to_others(event, client):
    schedule(make_session(event, "English only"))
    release(event)

    (portuguese,) = ours(page(client, session_url(event), "pt-br"))

    assert words(portuguese.xpath(".//*[@class='ofa-note']")[0]) == "Disponível apenas em inglês"
    assert portuguese.xpath(".//h2/span/@lang") == ["en"]


def test_what_the_programme_does_not_have_is_left_to_pretalx(event, client):
    schedule(make_session(event))
    release(event)
    with scopes_disabled():
        other = make_session(event, "Not scheduled", state="accepted", review_code="SECRET")
        event.feature_flags["submission_public_review"] = True
        event.save()

    document = page(client, f"/{event.slug}/talk/review/{other.review_code}")

    assert ours(document) == []
    assert "Not scheduled" in words(document.xpath("//main/article")[0])


def test_proposals_under_public_review_are_left_to_pretalx(released, client):
    with scopes_disabled():
        released.feature_flags["submission_public_review"] = True
        released.save()
        session = released.submissions.get()

    assert ours(page(client, f"/{released.slug}/talk/review/{session.review_code}")) == []


def test_nobody_writes_html_into_it(event, client):
    words_of_evil = "<script>alert(1)</script>"
    speaker = make_speaker(event, words_of_evil, biography=words_of_evil)
    affiliate(speaker, words_of_evil, words_of_evil)
    schedule(make_session(event, words_of_evil, speakers=[speaker], abstract=words_of_evil))
    release(event)

    (section,) = ours(page(client, session_url(event)))

    assert section.xpath(".//script") == []
    assert words(section.xpath(".//h2")[0]) == words_of_evil


def json_ld(document):
    found = document.xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(text) for text in found if "Person" in text]


def test_the_speaker_page_carries_its_affiliations_as_data(released, client):
    person = json_ld(page(client, speaker_url(released)))[0]

    assert [(role["roleName"], role["affiliation"]["name"]) for role in person["affiliation"]] == [
        ("Senior Researcher", "RISE Research Institutes of Sweden"),
        ("Adjunct Assistant Professor", "Lund University"),
    ]


def template(document):
    return document.xpath("//template[@id='ofa-person']")[0]


def test_the_script_of_the_speaker_page_asks_for_nothing_more(released, client):
    document = page(client, speaker_url(released))

    script = document.xpath("//script[contains(@src, 'pretalx_ofa')]")[0]
    assert lines_of(template(document)) == [
        "Senior Researcher, RISE Research Institutes of Sweden",
        "Adjunct Assistant Professor, Lund University",
    ]
    assert sorted(script.attrib) == ["defer", "src"]


def test_the_speaker_page_has_the_translated_biography(released, client):
    with scopes_disabled():
        speaker = released.submissions.first().speakers.first()
        translate(speaker, "biography", "pt-br", "Pesquisador no **RISE**.")

    found = template(page(client, speaker_url(released), "pt-br"))

    assert found.xpath("div/@lang") == ["pt-BR"]
    assert words(found.xpath(".//*[@class='ofa-abstract']")[0]) == "Pesquisador no RISE."
    assert words(found.xpath(".//summary")[0]) == "Original em inglês"


def test_the_speaker_page_knows_the_language_of_what_was_submitted(released, client):
    with scopes_disabled():
        code = released.submissions.get().code

    found = template(page(client, speaker_url(released), "pt-br"))

    assert found.get("data-original-lang") == "en"
    assert json.loads(found.get("data-session-langs")) == {code: "en"}


@pytest.mark.parametrize("spelling", (str.upper, str.lower))
def test_without_scripts_the_footer_leads_to_our_page_of_a_speaker(released, client, spelling):
    *folder, code, _ = speaker_url(released).split("/")

    document = page(client, "/".join([*folder, spelling(code), ""]), "pt-br")

    (link,) = document.xpath("//footer/a[contains(., 'Johan')]")
    assert words(link) == "Afiliações institucionais de Johan Linåker"
    assert f"/symposium/p/ofa/people/{code}/" in link.get("href")


def test_other_pages_have_no_such_link(released, client):
    assert "Affiliations of" not in words(page(client, session_url(released)))


def test_a_speaker_without_affiliation_needs_no_script(event, client):
    schedule(make_session(event, speakers=[make_speaker(event)]))
    release(event)

    document = page(client, speaker_url(event))

    assert not document.xpath("//script[contains(@src, 'speaker.js')]")
    assert not document.xpath("//template")
    assert json_ld(document) == []


def test_nobody_ends_the_data_block_with_a_name(event, client):
    speaker = make_speaker(event, "Eve </script><script>alert(1)</script>")
    affiliate(speaker, "<!--<script>\u2028&amp;")
    schedule(make_session(event, speakers=[speaker]))
    release(event)

    person = json_ld(page(client, speaker_url(event)))[0]

    assert person["name"] == "Eve </script><script>alert(1)</script>"
    assert person["affiliation"][0]["affiliation"]["name"] == "<!--<script>\u2028&amp;"


def test_whoever_may_not_see_the_schedule_gets_none_of_it(released, client):
    with scopes_disabled():
        released.is_public = False
        released.save()
        speaker = released.submissions.first().speakers.first()
    client.force_login(speaker.user)

    response = client.get(session_url(released))

    assert b"RISE" not in response.content


def test_what_cannot_be_drawn_is_left_out_and_logged(released, client, monkeypatch, caplog):
    def fail(request, draw, code):
        raise ZeroDivisionError

    page(client, session_url(released))
    monkeypatch.setattr(session_page, "_drawn", fail)

    assert client.get(session_url(released)).status_code == 200
    assert client.get(speaker_url(released)).status_code == 200
    assert "Nothing can be added to" in caplog.text


def test_before_the_first_build_nothing_is_added(released, client):
    response = client.get(session_url(released))

    assert response.status_code == 200
    assert b"ofa-session" not in response.content


def test_in_a_language_without_catalogue_our_words_are_english_and_say_so(client, db):
    event = make_event("symposium", locales=("de", "en"))
    speaker = make_speaker(event)
    schedule(make_session(event, "Open models", speakers=[speaker]))
    release(event)

    (section,) = ours(page(client, session_url(event), "de"))

    assert section.get("lang") == "de"
    assert section.xpath(".//h3/span/@lang") == ["en"]
    assert words(section.xpath(".//h3")[0]) == "Speakers"


def test_a_second_visitor_is_served_what_was_drawn_for_the_first(released, client, monkeypatch):
    url = session_url(released)
    page(client, url)
    monkeypatch.delattr(snapshots, "programme_of")

    assert "ofa-session" in client.get(url).content.decode()


@pytest.mark.parametrize(("url_of", "ours"), ((session_url, 1), (speaker_url, 1)))
@pytest.mark.parametrize("item_count", (1, 3))
def test_our_parts_cost_the_same_queries(event, client, url_of, ours, item_count):
    speaker = make_speaker(event)
    for n in range(item_count):
        affiliate(speaker, make_organisation(f"Organisation {n}"))
    session = make_session(event, speakers=[speaker])
    for field in ("title", "abstract", "description")[:item_count]:
        translate(session, field, "pt-br", "Texto")
    schedule(session)
    release(event)
    page(client, url_of(event))
    with_ours = queries_of(lambda: client.get(url_of(event)))
    with scopes_disabled():
        disable_plugin(fresh(event), "pretalx_ofa")

    assert with_ours - queries_of(lambda: client.get(url_of(event))) == ours
