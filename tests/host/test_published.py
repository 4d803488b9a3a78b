"""The Overview counts what is published in each language, field by field, and leads to the rest."""

import pytest
from django_scopes import scope, scopes_disabled

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.overview.published import published
from pretalx_ofa.overview.queries import Sessions
from pretalx_ofa.translations.models import Translation
from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_organisation,
    make_room,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    translate,
)
from tests.host.test_overview import URL, press, text_of


@pytest.fixture
def organiser_client(event, client):
    client.force_login(
        make_team_member(event, can_change_submissions=True, can_change_event_settings=True)
    )
    return client


def counts(event, language="pt-br"):
    """{field: (published, total)} in a language, in the Overview's order."""
    with scope(event=event):
        found = published(fresh(event), Sessions(fresh(event)))[language]
        return {count.name: (count.published, count.total) for count in found}


def states(event, field, language="pt-br"):
    with scope(event=event):
        found = published(fresh(event), Sessions(fresh(event)))[language]
        return next(count.states for count in found if count.name == field)


def test_each_field_is_counted_by_itself(event):
    for n in range(10):
        session = make_session(event, f"Talk {n}", abstract="Words", description="More words")
        translate(session, "title", "pt-br", "Título")
        translate(session, "abstract", "pt-br", "Palavras")

    found = counts(event)

    assert found["title"] == found["abstract"] == (10, 10)
    assert found["description"] == (0, 10)


def test_only_approved_texts_are_published_and_outdated_ones_still_are(event):
    for n, (state, source) in enumerate(
        (("approved", None), ("approved", "Older"), ("draft", None), ("machine", None))
    ):
        session = make_session(event, f"Talk {n}")
        translate(session, "title", "pt-br", "Título", state=state, source=source)
    make_session(event, "Nobody's")

    assert counts(event)["title"] == (2, 5)
    assert states(event, "title") == {"outdated": 1, "draft": 2, "missing": 1}


def test_names_roles_and_units_count_too(event):
    ana = make_speaker(event, "Ana", biography="Words")
    affiliate(
        ana,
        make_organisation("Lund University", names=[("Universidade de Lund", "pt", "label")]),
        {"en": "Researcher", "pt-br": "Pesquisadora"},
        unit={"en": "Physics"},
    )
    affiliate(ana, make_organisation("RISE"), "Adviser", is_public=False)
    track = make_track(event, {"en": "Science", "pt-br": "Ciência"})
    make_session(event, "Talk", speakers=[ana], track=track)
    make_room(event, "Main Room")

    found = counts(event)

    assert found["biography"] == (0, 1)
    assert (found["role"], found["unit"]) == ((1, 1), (0, 1)), "what is hidden does not count"
    assert (found["tracks"], found["rooms"], found["types"]) == ((1, 1), (0, 1), (0, 1))
    assert found["organisations"] == (1, 1)


def test_what_is_begun_stands_before_what_nobody_began_and_that_before_what_is_complete(event):
    done, open_one = (make_session(event, f"Talk {n}", abstract="Words") for n in range(2))
    translate(done, "abstract", "pt-br", "Palavras")

    assert list(counts(event)) == ["abstract", "title", "types"]
    translate(done, "title", "pt-br", "Um")
    translate(open_one, "title", "pt-br", "Dois")
    assert list(counts(event)) == ["abstract", "types", "title"]
    with scope(event=event):
        assert list(published(event, Sessions(event))) == ["pt-br", "en"]


def test_the_list_of_a_language_leads_to_where_each_is_mended(event, organiser_client):
    session = make_session(event, "Only in English", abstract="Words")
    track = make_track(event, "Science")
    make_session(event, "Second", track=track)

    page = text_of(organiser_client.get(f"{URL}missing/pt-br/"))

    assert f"/submissions/{session.code}/#id_ofa-abstract-pt-br" in page
    assert f'href="{track.urls.edit}"' in page
    assert f'href="{URL}missing/pt-br/title/"' in page
    for unknown in ("missing/fr/", "missing/pt-br/nonsense/", "missing/fr/title/"):
        assert organiser_client.get(f"{URL}{unknown}").status_code == 404


def test_the_number_without_an_affiliation_leads_to_the_list_of_them(event, organiser_client):
    make_session(event, speakers=[make_speaker(event, "Without Anything")])

    page = text_of(organiser_client.get(URL))
    assert f'href="{URL}speakers/?gap=none"' in page
    assert "Without Anything" in text_of(organiser_client.get(f"{URL}speakers/?gap=none"))


def translate_page(client, code, **changes):
    page = client.get(f"{URL}missing/pt-br/title/")
    (row,) = (form for gap, form in page.context["rows"] if gap.owner.code == code)
    data = {"code": code, "seen": row.fingerprint, "text": "", "state": "approved"} | changes
    return lambda: client.post(f"{URL}missing/pt-br/title/", data, follow=True)


def texts():
    with scopes_disabled():
        return list(Translation.objects.values_list("field", "language", "text", "state"))


def test_a_text_is_translated_beside_its_original(event, organiser_client):
    session = make_session(event, "Open models")

    page = text_of(translate_page(organiser_client, session.code, text=" Modelos  abertos ")())

    assert "“Open models” is saved." in page
    assert "Nothing is missing here." in page
    assert texts() == [("title", "pt-br", "Modelos abertos", "approved")]


def test_two_people_who_translate_one_text_overwrite_nothing(event, organiser_client):
    session = make_session(event, "Open models")
    first, second = (
        translate_page(organiser_client, session.code, text=text) for text in ("Um", "Dois")
    )
    first()

    page = second()

    assert "Nothing was saved." in text_of(page)
    assert texts() == [("title", "pt-br", "Um", "approved")]
    assert "Dois</textarea>" in text_of(page), "what was typed is there"
    assert "<p>Um</p>" in text_of(page), "and so is what stands"
    (row,) = (form for gap, form in page.context["rows"])
    translate_page_data = {"seen": row.fingerprint, "code": session.code}
    organiser_client.post(
        f"{URL}missing/pt-br/title/", translate_page_data | {"text": "Dois", "state": "draft"}
    )
    assert texts() == [("title", "pt-br", "Dois", "draft")]


def test_an_original_that_changed_meanwhile_is_not_translated_from_the_old_one(
    event, organiser_client
):
    session = make_session(event, "Open models")
    send = translate_page(organiser_client, session.code, text="Modelos abertos")
    with scope(event=event):
        session.title = "Closed models"
        session.save()

    assert "Closed models" in text_of(send())
    assert texts() == []


def test_a_draft_that_somebody_else_decided_on_is_not_made_public_again(event, organiser_client):
    session = make_session(event, "Open models")
    row = translate(session, "title", "pt-br", "Modelos", source="Models")
    send = translate_page(organiser_client, session.code, text="Modelos abertos")
    with scope(event=event):
        row.state = row.State.DRAFT
        row.save()

    assert "Nothing was saved." in text_of(send())
    assert texts() == [("title", "pt-br", "Modelos", "draft")]


@pytest.mark.parametrize("text", ("", "x" * 5000))
def test_what_is_no_title_is_refused_with_a_sentence(event, organiser_client, text):
    session = make_session(event, "Open models")

    page = text_of(translate_page(organiser_client, session.code, text=text)())

    assert "alert-danger" in page
    assert texts() == []


def test_a_code_of_nobody_is_not_found(event, organiser_client):
    make_session(event, "Open models")
    data = {"code": "NOBODY", "seen": "x", "text": "y", "state": "approved"}

    assert organiser_client.post(f"{URL}missing/pt-br/title/", data).status_code == 404


@pytest.mark.parametrize(
    ("first", "offered", "add", "undo"),
    (
        ("en", "pt-br", "Add", "Undo"),
        ("de", "pt-br", "Add", "Undo"),
        ("pt-br", "en", "Adicionar", "Desfazer"),
        ("pt-pt", "en", "Adicionar", "Anular"),
    ),
)
def test_an_event_in_one_language_is_offered_a_second_in_one_click(
    db, client, first, offered, add, undo
):
    event = make_event("single", locales=(first,))
    client.force_login(
        make_team_member(event, can_change_submissions=True, can_change_event_settings=True)
    )
    page = client.get("/orga/event/single/p/ofa/")

    page = press(client, page, add)
    assert event_languages(fresh(event)) == [first, offered]
    page = press(client, page, undo)
    assert event_languages(fresh(event)) == [first]


def test_a_language_that_is_taken_away_keeps_its_texts(event, organiser_client):
    session = make_session(event, "Open models")
    translate(session, "title", "pt-br", "Modelos abertos")

    page = press(organiser_client, organiser_client.get(URL), "Take away")
    assert event_languages(fresh(event)) == ["en"]
    assert "Its texts are kept." in text_of(page)

    press(organiser_client, page, "Undo")
    assert event_languages(fresh(event)) == ["en", "pt-br"]
    assert counts(event)["title"] == (1, 1)


@pytest.mark.parametrize(
    "languages", ("", "xx", "en,en", "en,pt-br,de,fr", "x" * 5000, "en\x00", "pt-br,../x")
)
def test_languages_that_make_no_sense_are_not_found(event, organiser_client, languages):
    data = {"before": "en,pt-br", "languages": languages}

    assert organiser_client.post(f"{URL}languages/", data).status_code in {400, 404}
    assert event_languages(fresh(event)) == ["en", "pt-br"]


def test_a_page_left_open_overwrites_no_languages(event, organiser_client):
    fresh(event).settings.set("ofa_languages", ["en", "es"])

    page = organiser_client.post(
        f"{URL}languages/", {"before": "en,pt-br", "languages": "en"}, follow=True
    )

    assert "Somebody changed the languages meanwhile." in text_of(page)
    assert event_languages(fresh(event)) == ["en", "es"]
