"""Who may open what: every URL of the plugin, every role, on a public, a hidden and an
unplugged event. A new URL fails here until it is listed."""

import pytest
from django.urls import get_resolver, reverse
from django_scopes import scopes_disabled
from pretalx.event.domain.plugins import disable_plugin

from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    make_user,
    release,
    schedule,
)

ORGANISER_RIGHTS = ("can_change_submissions", "can_change_event_settings")
RIGHTS = (
    *ORGANISER_RIGHTS,
    "can_change_organiser_settings",
    "can_change_teams",
    "can_create_events",
)


def reviewer(event, **team):
    return make_team_member(event, is_reviewer=True, **team)


def organiser_without(right):
    return lambda event: make_team_member(event, **{r: True for r in RIGHTS if r != right})


ROLES = {
    "anonymous": lambda event: None,
    "attendee": lambda event: make_user("Attendee"),
    "speaker": lambda event: event.submissions.first().speakers.order_by("pk").first().user,
    "co-speaker": lambda event: event.submissions.first().speakers.order_by("pk").last().user,
    "reviewer": reviewer,
    "reviewer, names hidden": lambda event: reviewer(event, force_hide_speaker_names=True),
    "organiser": lambda event: make_team_member(event, **dict.fromkeys(RIGHTS, True)),
    **{f"organiser without {right}": organiser_without(right) for right in RIGHTS},
    "organiser of another event": lambda event: make_team_member(
        make_event(), **dict.fromkeys(RIGHTS, True)
    ),
    "administrator": lambda event: make_user("Admin", is_administrator=True),
}
EVERYBODY = set(ROLES)
ORGANISERS = {role for role in ROLES if role.startswith("organiser")} - {
    "organiser of another event"
} | {"administrator"}
CHANGE_SUBMISSIONS = ORGANISERS - {"organiser without can_change_submissions"}
CHANGE_EVENT = ORGANISERS - {"organiser without can_change_event_settings"}
SEE_HIDDEN_SCHEDULE = CHANGE_SUBMISSIONS | {"reviewer"}

# name: (arguments, method, may on a public event, may on a hidden one)
PAGES = {
    "front": ({}, "get", EVERYBODY, SEE_HIDDEN_SCHEDULE),
    "track": ({"track": "TRACK"}, "get", EVERYBODY, SEE_HIDDEN_SCHEDULE),
    "person": ({"code": "SPEAKER"}, "get", EVERYBODY, SEE_HIDDEN_SCHEDULE),
    "file": (
        {"version": "latest", "name": "programme.json"},
        "get",
        EVERYBODY,
        SEE_HIDDEN_SCHEDULE,
    ),
    # The call for papers of the test event is open.
    "organisation_search": ({}, "get", EVERYBODY, set()),
    "orga_organisation_search": ({}, "get", CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS),
    "organisations": ({}, "get", CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS),
    "organisation_new": ({}, "get", CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS),
    "organisation": ({"pk": "ORGANISATION"}, "get", CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS),
    "overview": ({}, "get", CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS),
    "missing": ({"what": "affiliations"}, "get", CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS),
    "logistics": ({}, "post", CHANGE_EVENT, CHANGE_EVENT),
    "files": ({}, "get", CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS),
    "draft": (
        {"source": "unreleased", "name": "programme.json"},
        "get",
        CHANGE_SUBMISSIONS,
        CHANGE_SUBMISSIONS,
    ),
    "settings": ({}, "get", CHANGE_EVENT, CHANGE_EVENT),
}


def plugin_urls():
    _prefix, resolver = get_resolver().namespace_dict["plugins"]
    _prefix, resolver = resolver.namespace_dict["pretalx_ofa"]
    return {name for name in resolver.reverse_dict if isinstance(name, str)}


@pytest.fixture
def programme_event(event):
    speakers = [make_speaker(event, "First"), make_speaker(event, "Second")]
    affiliate(speakers[0], make_organisation("RISE", event=event))
    schedule(make_session(event, speakers=speakers, track=make_track(event)))
    release(event)
    return event


def statuses(event, name, client):
    """{role: status} of opening one page as everybody in turn."""
    arguments, method, _public, _hidden = PAGES[name]
    with scopes_disabled():
        known = {
            "TRACK": event.tracks.first().slug,
            "ORGANISATION": event.ofa_organisations.get().pk,
            "SPEAKER": event.submissions.first().speakers.first().code,
        }
        users = {role: user_of(event) for role, user_of in ROLES.items()}
        track = event.tracks.first()
    url = reverse(
        f"plugins:pretalx_ofa:{name}",
        kwargs={"event": event.slug} | {k: known.get(v, v) for k, v in arguments.items()},
    )
    data = {"kind": "tracks", "id": track.pk} if name == "logistics" else {}
    found = {}
    for role, user in users.items():
        client.logout()
        if user:
            client.force_login(user)
        found[role] = getattr(client, method)(url, data).status_code
    return found


def refused(name, role):
    """Nobody learns whether a page exists; only strangers at /orga are sent to the log-in."""
    is_orga = name in {
        "orga_organisation_search",
        "organisations",
        "organisation_new",
        "organisation",
        "overview",
        "missing",
        "logistics",
        "files",
        "draft",
        "settings",
    }
    return 302 if role == "anonymous" and is_orga else 404


def granted(name):
    return 302 if name == "logistics" else 200


def test_every_url_of_the_plugin_is_listed_here():
    assert plugin_urls() == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("is_public", (True, False), ids=("public", "hidden"))
def test_who_may_open_it(programme_event, client, name, is_public):
    with scopes_disabled():
        programme_event.is_public = is_public
        programme_event.save()
    may = PAGES[name][2 if is_public else 3]

    assert statuses(programme_event, name, client) == {
        role: granted(name) if role in may else refused(name, role) for role in ROLES
    }


@pytest.mark.parametrize("name", PAGES)
def test_an_event_without_the_plugin_has_none_of_it(programme_event, client, name):
    with scopes_disabled():
        disable_plugin(fresh(programme_event), "pretalx_ofa")

    assert set(statuses(programme_event, name, client).values()) == {404}
