"""Whatever the public reads, it holds what is public of affiliations and nothing else.

Everything that could be told of an affiliation carries its number ("Zrole07q"): an output is right when
the numbers in it are those of the public ones.
"""

import re
from itertools import product

import pytest
from django.urls import reverse
from django_scopes import scope
from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliations
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.exports.rendering import render
from pretalx_ofa.widgets.registry import WIDGETS
from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    make_user,
    read,
    release,
    schedule,
)
from tests.pdf_text import pdf_text

CASES = list(product(Affiliation.Kind.values, (True, False), Affiliation.Confirmation.values))
PUBLIC = {
    number
    for number, (kind, is_public, confirmation) in enumerate(CASES)
    if kind != "undisclosed" and is_public and confirmation == "confirmed"
}
# Somebody at an organisation that they described and nobody accepted: their words, not its name.
WORDS, PROPOSED = len(CASES), len(CASES) + 1
# The only affiliation of a session was hidden afterwards; another one of the same person is public.
HIDDEN_LATER, OTHER = len(CASES) + 2, len(CASES) + 3


def token(what, number):
    return f"Z{what}{number:02}q"


def numbers(text):
    return {int(number) for number in re.findall(r"z[a-z]+(\d\d)q", str(text).casefold())}


def organisation(event, number, **fields):
    return make_organisation(
        token("organisation", number),
        event=event,
        ror=f"https://ror.org/0zror{number:02}q",
        city=token("city", number),
        website=f"https://zsite{number:02}q.example.org/",
        names=[(token("label", number), "pt-br", "label"), (token("alias", number), "", "alias")],
        **fields,
    )


def parts(number):
    return {
        "role": LazyI18nString(
            {
                "en": token("role", number),
                "pt-br": token("cargo", number),
                "de": token("amt", number),
            }
        ),
        "unit": LazyI18nString({"en": token("unit", number)}),
    }


@pytest.fixture
def programme(event):
    """A released session for each case, on one track."""
    track = make_track(event)

    def session(name):
        speaker = make_speaker(event, name)
        return speaker, make_session(event, f"Talk of {name}", speakers=[speaker], track=track)

    sessions = []
    for number, (kind, is_public, confirmation) in enumerate(CASES):
        speaker, talk = session(f"Speaker {number}")
        affiliate(
            speaker,
            organisation(event, number),
            kind=kind,
            is_public=is_public,
            confirmation=confirmation,
            **parts(number),
        )
        sessions.append(talk)
    speaker, talk = session("Proposing")
    row = affiliate(
        speaker, organisation(event, PROPOSED, confirmation="suggested"), **parts(WORDS)
    )
    with scope(event=event):
        Affiliation.objects.filter(pk=row.pk).update(as_entered=token("words", WORDS))
    sessions.append(talk)
    speaker, talk = session("Hiding")
    hidden = affiliate(speaker, organisation(event, HIDDEN_LATER), **parts(HIDDEN_LATER))
    affiliate(speaker, organisation(event, OTHER), **parts(OTHER))
    with scope(event=event):
        SessionAffiliations.objects.create(
            submission=talk, speaker=speaker, affiliations=[hidden.pk]
        )
        Affiliation.objects.filter(pk=hidden.pk).update(is_public=False)
    sessions.append(talk)
    for number, one in enumerate(sessions):
        schedule(one, f"2025-11-18T{8 + number // 2:02}:{number % 2 * 30:02}")
    release(event)
    # Pages of pretalx wait for no build.
    read(event)
    return event


def codes(event):
    with scope(event=event):
        talks = event.submissions.prefetch_related("speakers")
        return [(talk.code, talk.speakers.get().code) for talk in talks]


def body(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200, url
    return response.content.decode()


def widgets(client, event, address):
    """Every widget with every value of its option, in both languages and in two."""
    # Of the agenda what shows more of the record.
    asked_of = {"agenda": [{"abstracts": 1}, {"layout": "grid"}, {"q": "a"}]} | {
        name: [{name: value} for value in values] for name, values in values_of(event).items()
    }
    return [
        body(client, address.format(event=event.slug, name=name), **asked, lang=languages)
        for name in WIDGETS
        for asked in asked_of.get(name, [{}])
        for languages in ("en", "pt-br", "pt-br,en")
    ]


def values_of(event):
    """{name of the widget of one thing, and of its option: all values that show something}."""
    _snapshot, record = read(event)
    found = codes(event)
    return {
        "track": [track.id for track in record.tracks],
        "room": [room.id for room in record.rooms],
        "organisation": [organisation.id for organisation in record.organisations],
        "session": [session for session, _person in found],
        "person": [person for _session, person in found],
    }


def files(event, name):
    chosen, (_snapshot, record) = FORMATS[name], read(event)
    with scope(event=event):
        return [render(event, record, chosen, mode).data for mode in chosen.modes(record.languages)]


SHOWN = PUBLIC | {WORDS, OTHER}


def test_pages_and_fragments(programme, client):
    assert numbers(body(client, f"/{programme.slug}/p/ofa/")) <= SHOWN - {OTHER}
    for address in ("/{event}/p/ofa/widgets/{name}/", "/api/events/{event}/p/ofa/widgets/{name}/"):
        assert numbers(widgets(client, programme, address)) == SHOWN


def test_session_pages_of_pretalx(programme, client):
    """Who hid the affiliation that a session is given under is not shown under another one."""
    pages = [
        body(client, f"/{programme.slug}/talk/{session}/", lang=language)
        for session, _person in codes(programme)
        for language in ("en", "pt-br")
    ]

    assert numbers(pages) == SHOWN - {OTHER}


def test_speaker_pages_of_pretalx_and_their_json_ld(programme, client):
    pages = [
        body(client, f"/{programme.slug}/speaker/{person}/")
        for _session, person in codes(programme)
    ]

    assert numbers(pages) == SHOWN
    scripts = re.findall(r'<script type="application/ld\+json">.*?</script>', " ".join(pages))
    assert numbers(scripts) == SHOWN


@pytest.mark.parametrize("name", FORMATS)
def test_files(programme, name):
    is_pdf = name.endswith(".pdf")
    found = numbers(
        [pdf_text(data) if is_pdf else data.decode() for data in files(programme, name)]
    )

    # Files of people have all of them, files of sessions those that sessions are given under.
    assert found | {OTHER} == SHOWN


def test_the_record_of_who_discloses_nothing_is_a_name(programme):
    _snapshot, record = read(programme)
    silent = [person for person in record.people if not person.affiliations]

    assert len(silent) == len(CASES) - len(PUBLIC)
    assert "undisclosed" not in files(programme, "programme.json")[0].decode()
    assert len(record.organisations) == len(PUBLIC) + 1


def test_rest(programme, client):
    base = f"/api/events/{programme.slug}"

    found = numbers(body(client, f"{base}/p/ofa/organisations/", page_size=50))

    assert found == SHOWN - {WORDS}
    for number in range(len(CASES)):
        asked = {"q": token("alias", number)}
        assert numbers(body(client, f"{base}/p/ofa/organisations/", **asked)) == found & {number}


@pytest.mark.parametrize(
    "address",
    (
        "/{event}/schedule/",
        "/{event}/talk/",
        "/{event}/speaker/",
        "/{event}/schedule/export/schedule.json",
        "/{event}/schedule/export/schedule.xml",
        "/{event}/schedule/feed.xml",
        "/api/events/{event}/speakers/",
        "/api/events/{event}/submissions/",
    ),
)
def test_pages_of_pretalx_that_say_nothing_of_ours(programme, client, address):
    response = client.get(address.format(event=programme.slug), follow=True)

    text = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    assert numbers(text.decode()) == set()


def found_by(client, event, typed, address="organisation_search"):
    url = reverse(f"plugins:pretalx_ofa:{address}", kwargs={"event": event.slug})
    return numbers(body(client, url, q=typed))


@pytest.mark.parametrize("who", ("anonymous", "account", "speaker"))
@pytest.mark.parametrize("what", ("organisation", "label", "alias", "words"))
def test_submitters_find_nobody_elses_organisations(programme, client, who, what):
    if who == "account":
        client.force_login(make_user())
    elif who == "speaker":
        speaker = make_speaker(programme, "Curious")
        make_session(programme, speakers=[speaker])
        client.force_login(speaker.user)

    assert [n for n in range(OTHER + 1) if found_by(client, programme, token(what, n))] == []


def test_who_described_an_organisation_finds_it_and_organisers_find_all(programme, client):
    speaker = make_speaker(programme, "Ana")
    make_session(programme, speakers=[speaker])
    affiliate(speaker, token("mine", 90))
    client.force_login(speaker.user)
    propose = reverse("plugins:pretalx_ofa:propose_organisation", kwargs={"event": programme.slug})
    described = {"name_0": token("described", 90)}
    client.post(f"{propose}?name={token('mine', 90)}", described)

    assert found_by(client, programme, token("described", 90)) == {90}
    assert found_by(client, programme, token("organisation", 0)) == set()

    client.force_login(make_team_member(programme, can_change_submissions=True))
    search = "orga_organisation_search"
    assert found_by(client, programme, token("described", 90), search) == {90}
    assert found_by(client, programme, token("organisation", PROPOSED), search) == {PROPOSED}
