"""Rows of affiliations that come, go and move while somebody else has the page open."""

import pytest
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.clashes.models import Clash
from tests.browser_form import filled
from tests.factories import affiliate, make_session, make_speaker, make_team_member

ROW = "ofa-affiliation-"


@pytest.fixture
def speaker(event, client):
    speaker = make_speaker(event, "Ana Souza", biography="Words.")
    make_session(event, speakers=[speaker], abstract="Text.")
    client.force_login(make_team_member(event, can_change_submissions=True))
    for name in ("RISE", "Lund", "USP"):
        affiliate(speaker, name)
    return speaker


@pytest.fixture
def page(speaker, client):
    """The page as it is when a test begins, and saving it with changes."""
    url = f"/orga/event/symposium/speakers/{speaker.code}/"
    shown = filled(client.get(url))

    def save(**changes):
        data = shown | {ROW + name.replace("_", "-", 1): v for name, v in changes.items()}
        return client.post(url, data, follow=True).content.decode()

    save.url = url
    return save


def names(speaker):
    with scope(event=speaker.event):
        return [str(row) for row in Affiliation.objects.filter(speaker=speaker)]


def clashes(speaker):
    with scope(event=speaker.event):
        return [(row.key.partition(".")[2], row.typed) for row in Clash.objects.all()]


def decide(client, url, **data):
    document = html.fromstring(client.get(url).content.decode())
    form = document.xpath("//section[@class='ofa-clashes']//form")[0]
    client.post(form.action, dict(form.form_values()) | data)


def test_a_row_that_was_removed_does_not_come_back(speaker, page):
    page(**{"0_delete": "on"})

    told = page()

    assert names(speaker) == ["Lund", "USP"]
    assert "“RISE” was removed meanwhile and is not added again." in told
    assert clashes(speaker) == []


def test_what_was_changed_in_a_removed_row_is_kept(speaker, page, client):
    page(**{"0_delete": "on"})
    page(**{"0_role_0": "Researcher"})
    assert names(speaker) == ["Lund", "USP"]
    [(_key, typed)] = clashes(speaker)
    assert (typed["organisation"], typed["role.en"]) == ("RISE", "Researcher")

    decide(client, page.url, take="on")

    assert names(speaker) == ["Lund", "USP", "RISE"]
    assert clashes(speaker) == []


def test_a_row_that_somebody_changed_is_not_removed_unseen(speaker, page, client):
    page(**{"0_role_0": "Researcher"})
    page(**{"0_delete": "on"})
    assert names(speaker) == ["RISE", "Lund", "USP"]
    assert clashes(speaker) == [("delete", True)]

    decide(client, page.url, take="on")

    assert names(speaker) == ["Lund", "USP"]


def test_nothing_is_taken_into_a_row_that_is_gone(speaker, page, client):
    page(**{"0_role_0": "Researcher"})
    page(**{"0_role_0": "Professor"})
    with scope(event=speaker.event):
        Affiliation.objects.get(as_entered="RISE").delete()

    decide(client, page.url, take="on")

    assert "It was not stored: the affiliation was removed" in client.get(page.url).content.decode()
    assert clashes(speaker) == [("role.en", "Professor")]


def test_rows_that_are_new_in_two_tabs_are_both_stored(speaker, page):
    page(**{"3_organisation": "UFBA"})
    page(**{"3_organisation": "Unicamp"})

    assert names(speaker) == ["RISE", "Lund", "USP", "UFBA", "Unicamp"]


def test_a_new_row_that_is_sent_twice_is_stored_once(speaker, page):
    for _time in range(2):
        page(**{"3_organisation": "UFBA", "3_role_0": "Professor", "3_since": "2001"})

    assert names(speaker) == ["RISE", "Lund", "USP", "UFBA"]


def test_an_order_and_a_role_of_two_tabs_are_both_stored(speaker, page):
    page(**{"2_position": "1"})
    page(**{"0_role_0": "Researcher"})

    assert names(speaker) == ["USP", "RISE", "Lund"]
    with scope(event=speaker.event):
        assert str(Affiliation.objects.get(as_entered="RISE").role) == "Researcher"


def test_an_order_that_two_people_changed_is_decided_on(speaker, page, client):
    page(**{"2_position": "1"})
    page(**{"1_position": "1"})
    assert names(speaker) == ["USP", "RISE", "Lund"]

    decide(client, page.url, take="on")

    assert names(speaker) == ["Lund", "RISE", "USP"]


def test_moving_a_row_goes_with_removing_another(speaker, page):
    page(**{"0_delete": "on"})
    page(**{"2_position": "1"})

    assert names(speaker) == ["USP", "Lund"]
    assert clashes(speaker) == []


def test_public_is_unticked_in_one_tab_and_stays_so(speaker, page, client):
    shown = filled(client.get(page.url))
    client.post(page.url, {k: v for k, v in shown.items() if k != f"{ROW}0-is_public"})
    page(**{"0_unit_0": "Computer Science"})

    with scope(event=speaker.event):
        row = Affiliation.objects.get(as_entered="RISE")
        assert (row.is_public, str(row.unit)) == (False, "Computer Science")


def test_years_of_two_tabs_that_do_not_fit_are_refused(speaker, page):
    page(**{"0_since": "2020"})

    told = page(**{"0_until": "2019"})

    assert "row 1, Until (year) was not saved: the last year is before the first one." in told
    with scope(event=speaker.event):
        row = Affiliation.objects.get(as_entered="RISE")
        assert (row.since, row.until) == (2020, None)
