"""What we add to pretalx's own public session and speaker pages."""

import json

import pytest
from django_scopes import scope, scopes_disabled
from lxml import html as lxml_html
from pretalx.event.domain.plugins import disable_plugin

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


def test_affiliations_stand_beside_each_speaker(released, client):
    section = ours(page(client, session_url(released)))[-1]

    assert [words(li) for li in section.xpath(".//li//li")] == [
        "Senior Researcher, RISE Research Institutes of Sweden",
        "Adjunct Assistant Professor, Lund University",
    ]


def test_the_translation_stands_above_the_original(released, client):
    portuguese = ours(page(client, session_url(released), "pt-br"))[0]

    assert portuguese.get("lang") == "pt-BR"
    assert "Uma cartografia da colaboração" in words(portuguese)
    assert "Traduzido do inglês" in words(portuguese)
    assert portuguese.xpath(".//strong/text()") == ["abertos"]


def test_readers_of_the_original_find_the_translation_folded_in(released, client):
    details = ours(page(client, session_url(released)))[0].xpath(".//details")[0]

    assert words(details.xpath(".//summary")[0]) == "In Portuguese: Uma cartografia da colaboração"
    assert details.xpath(".//summary/span/@lang") == ["pt-BR"]
    assert "pt-BR" in details.xpath(".//*[contains(@class,'ofa-abstract')]//@lang")


def test_a_session_in_one_language_says_so_to_others(event, client):
    schedule(make_session(event, "English only"))
    release(event)

    assert "Disponível apenas em inglês" in words(
        ours(page(client, session_url(event), "pt-br"))[0]
    )
    assert not ours(page(client, session_url(event), "en"))


def test_a_third_language_sees_both(event, client):
    event.settings.set("ofa_languages", ["en", "pt-br", "es"])
    session = make_session(event, "Open models")
    translate(session, "title", "pt-br", "Modelos abertos")
    translate(session, "title", "es", "Modelos abiertos")
    schedule(session)
    release(event)

    summaries = [words(s) for s in ours(page(client, session_url(event)))[0].xpath(".//summary")]

    assert summaries == ["In Portuguese: Modelos abertos", "In Spanish: Modelos abiertos"]


def test_a_session_without_speakers_or_languages_has_nothing_of_ours(event, client):
    event.settings.set("ofa_languages", ["en"])
    schedule(make_session(event))
    release(event)

    assert not ours(page(client, session_url(event)))


def test_only_the_affiliations_it_is_given_under(released, client):
    with scope(event=released):
        session = released.submissions.get()
        speaker = session.speakers.get()
        lund = speaker.ofa_affiliations.last()
        SessionAffiliations.objects.create(
            submission=session, speaker=speaker, affiliations=[lund.pk]
        )

    section = ours(page(client, session_url(released)))[-1]

    assert [words(li) for li in section.xpath(".//li//li")] == [
        "Adjunct Assistant Professor, Lund University"
    ]


def json_ld(document):
    found = document.xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(text) for text in found if "Person" in text]


def test_the_speaker_page_carries_its_affiliations_as_data(released, client):
    person = json_ld(page(client, speaker_url(released)))[0]

    assert [(role["roleName"], role["affiliation"]["name"]) for role in person["affiliation"]] == [
        ("Senior Researcher", "RISE Research Institutes of Sweden"),
        ("Adjunct Assistant Professor", "Lund University"),
    ]


def test_the_script_of_the_speaker_page_asks_for_nothing_more(released, client):
    document = page(client, speaker_url(released))

    part = document.xpath("//head/template[@id='ofa-person'] | //template[@id='ofa-person']")[0]
    script = document.xpath("//script[contains(@src, 'pretalx_ofa')]")[0]
    assert [words(li) for li in part.xpath(".//li")] == [
        "Senior Researcher, RISE Research Institutes of Sweden",
        "Adjunct Assistant Professor, Lund University",
    ]
    assert sorted(script.attrib) == ["defer", "src"]


def test_the_speaker_page_has_the_translated_biography(released, client):
    with scopes_disabled():
        speaker = released.submissions.first().speakers.first()
        translate(speaker, "biography", "pt-br", "Pesquisador no **RISE**.")

    document = page(client, speaker_url(released), "pt-br")

    part = document.xpath("//template[@id='ofa-person']/div")[0]
    assert part.get("lang") == "pt-BR"
    assert words(part).endswith("Pesquisador no RISE.")


def test_a_speaker_without_affiliation_needs_no_script(event, client):
    schedule(make_session(event, speakers=[make_speaker(event)]))
    release(event)

    document = page(client, speaker_url(event))

    assert not document.xpath("//script[contains(@src, 'pretalx_ofa')]")
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
    affiliate(speaker, "RISE")
    schedule(make_session(event, "Open models", speakers=[speaker]))
    release(event)

    above, below = ours(page(client, session_url(event), "de"))

    assert [above.get("lang"), below.get("lang")] == ["de", "de"]
    assert [(words(e), e.get("lang")) for e in above.xpath(".//*[@lang='en']")] == [
        ("Only available in English", "en")
    ]
    assert below.xpath(".//h4/span/@lang") == ["en"]
    assert words(below.xpath(".//h4")[0]) == "Speakers and affiliations"


def test_a_second_visitor_is_served_what_was_drawn_for_the_first(released, client, monkeypatch):
    page(client, session_url(released))
    monkeypatch.delattr(snapshots, "programme_of")

    assert len(ours(page(client, session_url(released)))) == 2


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
