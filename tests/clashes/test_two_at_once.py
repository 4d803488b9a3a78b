"""Two tabs, two people, a page left open overnight: for every form of ours."""

from typing import NamedTuple

import pytest
from django.db import transaction
from django_scopes import scope, scopes_disabled
from lxml import html

from pretalx_ofa.clashes.models import Clash
from tests.browser_form import filled
from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
)
from tests.queries import queries_of

ORGANISER = {"can_change_submissions": True, "can_change_event_settings": True}


class World(NamedTuple):
    event: object
    speaker: object
    ids: dict  # primary keys by name


class Form(NamedTuple):
    """A form: where it is, two of its fields (with capital letters for ids), and for each two new values."""

    url: str
    one: str
    two: str
    ones: tuple = ("First", "Second")
    twos: tuple = ("Third", "Fourth")
    is_own: bool = False


ORGA = "/orga/event/symposium/"
FORMS = {
    "affiliations": Form(
        ORGA + "speakers/SPEAKER/", "ofa-affiliation-0-role_0", "ofa-affiliation-0-unit_0"
    ),
    "role in two languages": Form(
        ORGA + "speakers/SPEAKER/", "ofa-affiliation-0-role_0", "ofa-affiliation-0-role_1"
    ),
    "me": Form(
        "/symposium/p/ofa/me/",
        "ofa-affiliation-0-organisation",
        "ofa-affiliation-1-since",
        twos=("2001", "2002"),
        is_own=True,
    ),
    "details": Form(
        ORGA + "speakers/SPEAKER/",
        "ofa-person-sort_name",
        "ofa-person-orcid",
        twos=("0000-0002-1694-233X", "0000-0002-1825-0097"),
    ),
    "session texts": Form(ORGA + "submissions/SESSION/", "ofa-title-pt-br", "ofa-abstract-pt-br"),
    "biography": Form(ORGA + "speakers/SPEAKER/", "ofa-biography-pt-br", "ofa-biography-es"),
    "given under": Form(
        ORGA + "submissions/SESSION/",
        "ofa-under-MINE",
        "ofa-under-OTHER",
        ones=(["RISE"], ["LUND"]),
        twos=(["USP"], ["UFBA"]),
    ),
    "organisation": Form(ORGA + "p/ofa/organisations/ORGANISATION/edit/", "name_1", "city"),
    "settings": Form(
        ORGA + "settings/p/ofa/",
        "language_2",
        "tracks",
        ones=("fr", "de"),
        twos=(["TRACK"], ["OTHER_TRACK"]),
    ),
}


@pytest.fixture(scope="module")
def whole_module(django_db_setup, django_db_blocker):
    """Made once, and rolled back after the last test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(whole_module, db):
    """As it was made: ``db`` rolls back what each test does to it."""
    return whole_module._replace(event=fresh(whole_module.event))


@scopes_disabled()
def make_world():
    event = make_event("symposium")
    event.settings.set("ofa_languages", ["en", "pt-br", "es"])
    speaker, other = make_speaker(event, "Ana", biography="Words."), make_speaker(event, "Bea")
    session = make_session(event, speakers=[speaker, other], abstract="Text.")
    organisation = make_organisation("RISE", event=event)
    rows = {
        "RISE": affiliate(speaker, organisation, "Researcher"),
        "LUND": affiliate(speaker, "Lund"),
        "USP": affiliate(other, "USP"),
        "UFBA": affiliate(other, "UFBA"),
    }
    ids = {name: row.pk for name, row in rows.items()}
    ids |= {"MINE": speaker.pk, "OTHER": other.pk, "ORGANISATION": organisation.pk}
    ids |= {"OTHER_TRACK": make_track(event).pk, "TRACK": make_track(event, "Coffee").pk}
    ids |= {"SPEAKER": speaker.code, "SESSION": session.code}
    return World(event, speaker, ids)


class Tab:
    """A page of the form as somebody opened it; ``save`` posts it with some fields changed."""

    def __init__(self, world, form, client, user=None):
        self.world, self.client = world, client
        self.user = user or (
            world.speaker.user if form.is_own else make_team_member(world.event, **ORGANISER)
        )
        self.form = form._replace(url=self._name(form.url))
        self.posted = filled(self._get())

    def _name(self, text):
        for name in sorted(self.world.ids, key=len, reverse=True):
            text = text.replace(name, str(self.world.ids[name]))
        return text

    def value(self, value):
        ids = self.world.ids
        return [str(ids[one]) for one in value] if isinstance(value, list) else value

    def _get(self):
        self.client.force_login(self.user)
        response = self.client.get(self.form.url)
        assert response.status_code == 200
        return response

    def save(self, **changes):
        """``one`` and ``two`` are values of the form's fields of these names."""
        self.client.force_login(self.user)
        data = self.posted | {
            self._name(getattr(self.form, name)): self.value(value)
            for name, value in changes.items()
        }
        response = self.client.post(self.form.url, data)
        assert response.status_code == 302
        return response

    def now(self, name):
        """What a page that is opened now has in a field."""
        value = filled(self._get()).get(self._name(getattr(self.form, name)))
        is_list = isinstance(getattr(self.form, f"{name}s")[0], list)
        return [value] if is_list and isinstance(value, str) else value

    def document(self):
        return html.fromstring(self._get().content.decode())

    def decide(self, **data):
        """Presses a button of the first block about a clash."""
        block = self.document().xpath("//section[@class='ofa-clashes']//form")[0]
        return self.client.post(block.action, dict(block.form_values()) | data)


@pytest.fixture(params=FORMS)
def form(request):
    return FORMS[request.param]


def clashes(world):
    with scope(event=world.event):
        return [(row.key, row.typed) for row in Clash.objects.all()]


def test_a_page_left_open_overnight_takes_nothing_back(world, form, client):
    yesterday, today = Tab(world, form, client), Tab(world, form, client)
    today.save(one=form.ones[0], two=form.twos[0])

    yesterday.save()

    assert (today.now("one"), today.now("two")) == (
        today.value(form.ones[0]),
        today.value(form.twos[0]),
    )
    assert clashes(world) == []


def test_two_fields_changed_in_two_tabs_are_both_stored(world, form, client):
    first, second = Tab(world, form, client), Tab(world, form, client)
    first.save(one=form.ones[0])

    second.save(two=form.twos[0])

    assert (first.now("one"), first.now("two")) == (
        first.value(form.ones[0]),
        first.value(form.twos[0]),
    )
    assert clashes(world) == []


def test_the_same_change_twice_is_no_clash(world, form, client):
    first, second = Tab(world, form, client), Tab(world, form, client)

    first.save(one=form.ones[0])
    second.save(one=form.ones[0])

    assert first.now("one") == first.value(form.ones[0])
    assert clashes(world) == []


def clash(world, form, client):
    """Two people change one field; the second one's tab."""
    first, second = Tab(world, form, client), Tab(world, form, client)
    first.save(one=form.ones[0])
    second.save(one=form.ones[1])
    return second


def test_what_two_people_changed_is_shown_in_both_versions(world, form, client):
    second = clash(world, form, client)

    document = second.document()
    versions = document.xpath("//p[@class='ofa-version']")

    assert second.now("one") == second.value(form.ones[0])
    assert len(clashes(world)) == 1
    assert len(versions) == 2
    assert len({" ".join(version.text_content().split()) for version in versions}) == 2
    assert "yours is kept" in document.text_content()


def test_mine_is_taken(world, form, client):
    second = clash(world, form, client)

    second.decide(take="on")

    assert second.now("one") == second.value(form.ones[1])
    assert clashes(world) == []


def test_theirs_is_kept(world, form, client):
    second = clash(world, form, client)

    second.decide()

    assert second.now("one") == second.value(form.ones[0])
    assert clashes(world) == []


def test_what_was_changed_once_more_is_not_overwritten(world, form, client):
    second = clash(world, form, client)
    block = second.document().xpath("//section[@class='ofa-clashes']//form")[0]
    sent = dict(block.form_values()) | {"take": "on", "seen": "another"}

    client.post(block.action, sent)

    assert second.now("one") == second.value(form.ones[0])
    assert len(clashes(world)) == 1


def test_a_client_without_digests_changes_what_differs(world, form, client):
    first, second = Tab(world, form, client), Tab(world, form, client)
    first.save(two=form.twos[0])
    second.posted = {k: v for k, v in second.posted.items() if not k.startswith("ofa-made-from")}

    second.save(one=form.ones[0])

    assert second.now("one") == second.value(form.ones[0])
    assert clashes(world) == []


GARBAGE = ("", "x", "[]", '{"1": {}}', "[" * 100_000, '{"\\u0000": "x"}')


def test_digests_that_make_no_sense_are_none(world, form, client):
    tab = Tab(world, form, client)
    digests = [name for name in tab.posted if name.startswith("ofa-made-from")]
    for number, garbage in enumerate(GARBAGE):
        tab.posted |= dict.fromkeys(digests, garbage)
        value = form.ones[number % 2]

        tab.save(one=value)

        assert tab.now("one") == tab.value(value), garbage[:20]


def test_another_persons_clash_is_seen_by_organisers(world, form, client):
    second = clash(world, form, client)
    if form.is_own:
        form = FORMS["affiliations"]
    third = Tab(world, form, client)

    words = third.document().xpath("string(//section[@class='ofa-clashes'])")

    assert f"Typed by {second.user.name}" in " ".join(words.split())


def test_clashes_cost_the_same_queries(world, form, client):
    def queries():
        return queries_of(lambda: client.get(tab.form.url))

    tab = clash(world, form, client)
    few = queries()
    with scope(event=world.event):
        row = Clash.objects.get()
        for number in range(5):
            row.pk, row.typed = (
                None,
                [*row.typed, number] if isinstance(row.typed, list) else f"{number}",
            )
            row.save()

    assert queries() == few
