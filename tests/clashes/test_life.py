"""How long a clash lives, who may decide on it, and that nobody else learns of it."""

import datetime as dt

import pytest
from django.utils.timezone import now
from django_scopes import scope, scopes_disabled
from pretalx.person.domain.user import deactivate_user

from pretalx_ofa.affiliations.section import SpeakerSection
from pretalx_ofa.clashes.comparing import Comparison, compare, digest, digests
from pretalx_ofa.clashes.keeping import KEPT_DAYS, MOST, keep
from pretalx_ofa.clashes.models import Clash
from pretalx_ofa.overview.section import LANGUAGES, SettingsSection
from pretalx_ofa.tasks import tidy_clashes
from tests.factories import make_session, make_speaker, make_team_member, make_user, read


@pytest.fixture
def speaker(event):
    speaker = make_speaker(event, "Ana")
    make_session(event, speakers=[speaker])
    return speaker


def typed(event):
    with scope(event=event):
        return [row.typed for row in Clash.objects.all()]


@pytest.mark.parametrize(
    ("made_from", "stored", "posted", "found"),
    (
        ("a", "a", "a", "nothing"),
        ("a", "b", "a", "nothing"),
        ("a", "b", "b", "nothing"),
        ("a", "a", "b", "changed"),
        (None, "a", "b", "changed"),
        ("a", "b", "c", "clashing"),
        ("a", None, "b", "clashing"),
    ),
)
def test_three_versions_are_compared(made_from, stored, posted, found):
    known = {"key": digest("key", made_from)} if made_from else {}
    there = {"key": stored} if stored else {}

    expected = {
        "nothing": ({}, {}),
        "changed": ({"key": posted}, {}),
        "clashing": ({}, {"key": posted}),
    }
    assert compare(there, known, {"key": posted}) == Comparison(*expected[found])


def test_a_digest_needs_the_secret_of_the_server(settings):
    before = digests({"key": "no"})
    settings.SECRET_KEY = "another"

    assert before != digests({"key": "no"})
    assert digest("key", "no") != digest("other", "no")


def test_the_last_words_of_a_person_replace_those_before(in_event, speaker):
    for words in ("One", "Two"):
        keep(SpeakerSection(speaker), {"person.orcid": words}, person=speaker.user)

    assert typed(in_event) == ["Two"]


def test_nobody_fills_the_database(in_event, speaker):
    many = {str(n): "x" for n in range(2 * MOST)}

    keep(SpeakerSection(speaker), many, person=speaker.user)

    assert len(typed(in_event)) == MOST


def test_after_a_month_it_is_forgotten(event, speaker):
    with scope(event=event):
        keep(SpeakerSection(speaker), {"1": "Old", "2": "New"}, person=speaker.user)
        old = Clash.objects.filter(key="1")
        old.update(created=now() - dt.timedelta(days=KEPT_DAYS, minutes=1))

    tidy_clashes()

    assert typed(event) == ["New"]


@pytest.mark.parametrize(
    "go", (lambda speaker: deactivate_user(speaker.user), lambda speaker: speaker.delete())
)
def test_it_goes_with_the_person_it_is_about(in_event, speaker, go):
    organiser, other = make_user("Organiser"), make_speaker(in_event, "Bea")
    keep(SpeakerSection(speaker), {"person.orcid": "Ana"}, person=organiser)
    keep(SpeakerSection(other), {"person.orcid": "Bea"}, person=organiser)

    go(speaker)

    assert typed(in_event) == ["Bea"]


def test_it_goes_with_its_author(in_event, speaker):
    organiser = make_user("Organiser")
    keep(SpeakerSection(speaker), {"person.orcid": "x"}, person=organiser)

    deactivate_user(organiser)

    assert typed(in_event) == []


def test_the_settings_are_decided_on_by_those_who_may_change_them(event, client):
    with scope(event=event):
        author = make_team_member(event, can_change_event_settings=True)
        keep(SettingsSection(event), {LANGUAGES: ["fr"]}, person=author)
        url = f"/orga/event/symposium/p/ofa/clashes/{Clash.objects.get().pk}/"
    found = {}

    for right in ("can_change_submissions", "can_change_event_settings"):
        client.force_login(make_team_member(event, **{right: True}))
        found[right] = client.post(url).status_code

    assert found == {"can_change_submissions": 404, "can_change_event_settings": 302}


def test_speakers_see_their_own_alone(event, speaker, client):
    with scope(event=event):
        section = SpeakerSection(speaker)
        keep(section, {"person.orcid": "Typed by Ana"}, person=speaker.user)
        keep(section, {"person.sort_name": "Typed by others"}, person=make_user("Organiser"))
    client.force_login(speaker.user)

    page = client.get("/symposium/p/ofa/me/").content.decode()

    assert "Typed by Ana" in page
    assert "Typed by others" not in page


def test_reviewers_and_the_public_see_none(released, client):
    with scope(event=released):
        session = released.submissions.get()
        speaker = session.speakers.get()
        keep(SpeakerSection(speaker), {"person.orcid": "Unmistakable"}, person=speaker.user)
    client.force_login(make_team_member(released, is_reviewer=True))
    pages = [
        f"/orga/event/symposium/submissions/{session.code}/",
        "/symposium/p/ofa/",
        f"/symposium/p/ofa/people/{speaker.code}/",
    ]

    assert [url for url in pages if "Unmistakable" in client.get(url).content.decode()] == []
    assert "Unmistakable" not in repr(read(released))


def test_without_the_plugin_nothing_is_asked_for(event, speaker, client, django_assert_num_queries):
    with scopes_disabled():
        event.plugins = ""
        event.save()
    client.force_login(make_team_member(event, can_change_submissions=True))

    assert "ofa-" not in client.get(speaker.orga_urls.base).content.decode()
