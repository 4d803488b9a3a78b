"""Whatever page or API changes what the programme shows: the next reader gets it."""

import json

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from pretalx.common.models import ActivityLog
from pretalx.person.models import SpeakerProfile
from pretalx.person.models.auth_token import ENDPOINTS, UserApiToken
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.records import to_json
from tests.browser_form import submit
from tests.factories import (
    make_room,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    read,
    release,
    schedule,
)


class Walk:
    """A released event, an organiser in a browser and with a token, and the edits to try."""

    def __init__(self, event, client):
        self.event, self.client = event, client
        self.room, self.track = make_room(event), make_track(event)
        self.other_track = make_track(event, "Other track")
        self.speaker, self.second = (
            make_speaker(event, name, biography="Somebody.") for name in ("First", "Second")
        )
        self.session = make_session(
            event,
            "Session",
            speakers=[self.speaker, self.second],
            track=self.track,
            abstract="Text.",
        )
        self.other = make_session(event, "Other", speakers=[self.second], track=self.other_track)
        for session in (self.session, self.other):
            schedule(session)
        release(event)
        self.organiser = make_team_member(
            event,
            can_change_submissions=True,
            can_change_event_settings=True,
            can_change_organiser_settings=True,
        )
        client.force_login(self.organiser)

    def token(self):
        endpoints = {endpoint: ["update"] for endpoint in ENDPOINTS}
        return UserApiToken.objects.create(
            name="Walk", user=self.organiser, all_events=True, endpoints=endpoints
        ).token

    def patch(self, path, data):
        with scopes_disabled():
            headers = {"Authorization": f"Token {self.token()}"}
        response = self.client.patch(
            f"/api/events/{self.event.slug}/{path}/",
            json.dumps(data),
            content_type="application/json",
            headers=headers,
        )
        assert response.status_code == 200, response.content

    def update(self, what, pk):
        return reverse(f"orga:{what}.update", kwargs={"event": self.event.slug, "pk": pk})

    def orga(self, path):
        return f"/orga/event/{self.event.slug}/{path}"


def title(walk):
    submit(walk.client, walk.session.orga_urls.base, title="Walked")


def speaker_name(walk):
    submit(walk.client, walk.speaker.orga_urls.base, name="Walked")


def account_name(walk):
    SpeakerProfile.objects.filter(pk=walk.speaker.pk).update(name="")
    walk.speaker.user.name = "Walked"
    walk.speaker.user.save()


def track_name(walk):
    submit(walk.client, walk.update("cfp.tracks", walk.track.pk), name_0="Walked")


def room_name(walk):
    submit(walk.client, walk.update("schedule.rooms", walk.room.pk), name_0="Walked")


def type_name(walk):
    kind = walk.session.submission_type_id
    submit(walk.client, walk.update("cfp.types", kind), name_0="Walked")


def event_name(walk):
    # The tests' host is no address that pretalx takes for a link.
    walk.event.extra_links.all().delete()
    submit(walk.client, walk.orga("settings/"), name_0="Walked")


def own_proposal(walk):
    walk.client.force_login(walk.speaker.user)
    submit(walk.client, walk.session.urls.user_base, title="Walked")


def own_profile(walk):
    walk.client.force_login(walk.speaker.user)
    submit(walk.client, f"/{walk.event.slug}/me/", name="Walked")


def title_by_api(walk):
    walk.patch(f"submissions/{walk.session.code}", {"title": "Walked"})


def speaker_by_api(walk):
    walk.patch(f"speakers/{walk.speaker.code}", {"name": "Walked"})


def track_by_api(walk):
    walk.patch(f"tracks/{walk.track.pk}", {"name": {"en": "Walked"}})


def room_by_api(walk):
    walk.patch(f"rooms/{walk.room.pk}", {"name": {"en": "Walked"}})


def type_by_api(walk):
    kind = walk.session.submission_type_id
    walk.patch(f"submission-types/{kind}", {"name": {"en": "Walked"}})


def released_again(walk):
    walk.session.title = "Walked"
    walk.session.save()
    submit(walk.client, walk.orga("schedule/release"), version="Walked", notify_speakers="")


WORDS = (
    title,
    speaker_name,
    account_name,
    track_name,
    room_name,
    type_name,
    event_name,
    own_proposal,
    own_profile,
    title_by_api,
    speaker_by_api,
    track_by_api,
    room_by_api,
    type_by_api,
    released_again,
)


@pytest.fixture
def walk(event, client):
    return Walk(event, client)


@pytest.mark.parametrize("edit", WORDS, ids=lambda edit: edit.__name__)
def test_new_words_are_there(walk, edit):
    assert b"Walked" not in to_json(read(walk.event)[1])
    with scope(event=walk.event):
        edit(walk)
    assert b"Walked" in to_json(read(walk.event)[1])


def test_the_order_of_speakers(walk):
    def speakers():
        session = read(walk.event)[1].session[walk.session.code]
        return [speaking.person for speaking in session.speakers]

    assert speakers() == [walk.speaker.code, walk.second.code]
    url = reverse(
        "orga:submissions.speakers.reorder",
        kwargs={"event": walk.event.slug, "code": walk.session.code},
    )
    with scope(event=walk.event):
        roles = SpeakerRole.objects.filter(submission=walk.session).order_by("-position")
        order = ",".join(str(role.pk) for role in roles)
    assert walk.client.post(url, {"order": order}).status_code == 204
    assert speakers() == [walk.second.code, walk.speaker.code]


@pytest.mark.parametrize("kind", ("tracks", "rooms"))
def test_the_order_of_tracks_and_rooms(walk, kind):
    room = make_room(walk.event, "Second room")
    schedule(walk.other, start="2025-11-19T10:00", room=room)
    release(walk.event, "2.0")
    path = {"tracks": "cfp/tracks/", "rooms": "schedule/rooms/"}[kind]
    before = [row.id for row in getattr(read(walk.event)[1], kind)]
    walk.client.post(walk.orga(path), {"order": ",".join(map(str, reversed(before)))})
    assert [row.id for row in getattr(read(walk.event)[1], kind)] == before[::-1]


def test_a_speaker_who_is_removed(walk):
    read(walk.event)[1]
    with scope(event=walk.event):
        SpeakerRole.objects.get(submission=walk.session, speaker=walk.second).delete()
    session = read(walk.event)[1].session[walk.session.code]
    assert [speaking.person for speaking in session.speakers] == [walk.speaker.code]


def test_a_withdrawn_session_stays_as_long_as_pretalx_shows_it(walk):
    url = walk.session.orga_urls.withdraw
    walk.client.post(url)
    assert walk.session.code in read(walk.event)[1].session
    assert walk.client.get(walk.session.urls.public).status_code == 200
    release(walk.event, "2.0")
    assert walk.session.code not in read(walk.event)[1].session


def test_a_log_in_is_no_edit(walk):
    with scope(event=walk.event):
        assert snapshots.current(walk.event)
        walk.client.logout()
        walk.client.force_login(walk.speaker.user)
        assert snapshots.head(walk.event).is_fresh
        assert ActivityLog.objects.filter(event=walk.event).exists()
