"""Who may open what: every URL of the plugin, every role, on a public, a hidden and an
unplugged event. A new URL fails here until it is listed."""

from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django_scopes import scope, scopes_disabled
from pretalx.event.domain.plugins import disable_plugin
from pretalx.event.models import Event

from pretalx_ofa.affiliations.section import SpeakerSection
from pretalx_ofa.clashes.keeping import keep
from pretalx_ofa.clashes.models import Clash
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.journal.recording import recorded
from pretalx_ofa.organisations.models import RegistryImport, RegistryProposal
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.registry import WIDGETS
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
SPEAKERS = {"speaker", "co-speaker"}
REVIEWERS = {"reviewer", "reviewer, names hidden"}


class Page(NamedTuple):
    """Who may open a page of a public event, and of a hidden one. With ``data`` it is posted;
    capital letters in values stand for what the test event has."""

    public: set
    hidden: set
    arguments: dict = {}
    data: dict | None = None
    query: dict = {}


def public(**more):
    return Page(EVERYBODY, SEE_HIDDEN_SCHEDULE, **more)


def embedded(**more):
    """In a page of another site: who may see pretalx's own widget."""
    return Page(EVERYBODY, CHANGE_SUBMISSIONS, **more)


def for_organisers(**more):
    return Page(CHANGE_SUBMISSIONS, CHANGE_SUBMISSIONS, **more)


ORGANISATION = {"pk": "ORGANISATION"}
PAGES = {
    "front": public(),
    "track": public(arguments={"track": "TRACK"}),
    "person": public(arguments={"person": "SPEAKER"}),
    "now": public(),
    "tracks": public(),
    "rooms": public(),
    "room": public(arguments={"room": "ROOM"}),
    "people": public(),
    "public_organisation": public(arguments={"organisation": "ORGANISATION"}),
    "calendar": public(query={"track": "TRACK_ID"}),
    # Of pages that everybody may see; where it is not found it removes itself.
    "offline": Page(EVERYBODY, set()),
    "my": public(),
    # Who is not logged in is sent to the log-in.
    "my stars": public(data={"before": "", "sessions": "SESSION"}),
    "choose_sessions": public(),
    # The call for papers of the test event is open.
    "organisation_search": Page(EVERYBODY, set()),
    # A speaker's own pages: who is no speaker of the event has none.
    "me": Page(SPEAKERS, set()),
    "propose_organisation": Page(SPEAKERS, set(), query={"name": "Blue Toucan"}),
    "own_session": Page({"speaker"}, set(), arguments={"code": "SESSION"}),
    "answer": Page({"speaker"}, set(), data={"affiliation": "SUGGESTED", "answer": "yes"}),
    "earlier": Page({"speaker"}, set(), data={"affiliation": "EARLIER"}),
    "co_speakers": Page(SPEAKERS, set(), arguments={"code": "SESSION"}),
    "my_data": Page(SPEAKERS, set()),
    "own_clash": Page({"speaker"}, set(), arguments={"pk": "OWN_CLASH"}, data={}),
    # The same for every event.
    "api_loader": Page(EVERYBODY, EVERYBODY),
    "api_styles": Page(EVERYBODY, EVERYBODY),
    "overview": for_organisers(),
    "embedding": for_organisers(),
    "speakers": for_organisers(),
    "balance": for_organisers(),
    "balance_file": for_organisers(),
    "list": for_organisers(arguments={"name": "affiliations.csv"}),
    "speaker_organisations": for_organisers(arguments={"code": "SPEAKER"}),
    "missing": for_organisers(arguments={"language": "pt-br"}),
    "missing_field": for_organisers(arguments={"language": "pt-br", "field": "title"}),
    "languages": Page(CHANGE_EVENT, CHANGE_EVENT, data={"before": "en,pt-br", "languages": "en"}),
    "files": for_organisers(),
    "draft": for_organisers(arguments={"source": "unreleased", "name": "programme.json"}),
    "archive": for_organisers(arguments={"snapshot": "SNAPSHOT", "name": "programme.json"}),
    "orga_organisation_search": for_organisers(),
    "sources": for_organisers(),
    "organisations": for_organisers(),
    "queue": for_organisers(),
    "organisation_new": for_organisers(),
    "organisation": for_organisers(arguments=ORGANISATION),
    "organisation_edit": for_organisers(arguments=ORGANISATION),
    "organisation_delete": for_organisers(arguments=ORGANISATION),
    "organisation_confirm": for_organisers(arguments=ORGANISATION, data={}),
    "organisation_merge": for_organisers(arguments=ORGANISATION, data={"as_entered": "Lund"}),
    "organisation_not_duplicates": for_organisers(
        arguments=ORGANISATION, data={"other": "REGISTERED"}
    ),
    "proposal": for_organisers(arguments={"pk": "PROPOSAL"}, data={}),
    "clash": for_organisers(arguments={"pk": "CLASH"}, data={}),
    "conflicts": for_organisers(),
    "step_aside": Page(REVIEWERS, REVIEWERS, arguments={"code": "SESSION"}, data={}),
    "take_back": Page(REVIEWERS, REVIEWERS, arguments={"code": "SESSION"}, data={}),
    "write": for_organisers(data={"speakers": "SPEAKER"}),
    "undo": for_organisers(arguments={"pk": "ENTRY"}, data={}),
    "logistics": Page(
        CHANGE_EVENT, CHANGE_EVENT, data={"kind": "tracks", "id": "TRACK_ID", "out": "1"}
    ),
    "settings": Page(CHANGE_EVENT, CHANGE_EVENT),
}
# Members of the registries: the name of the address, and theirs.
OPTIONS = {
    "track": {"track": "TRACK"},
    "person": {"person": "SPEAKER"},
    "room": {"room": "ROOM"},
    "organisation": {"organisation": "ORGANISATION"},
    "session": {"session": "SESSION"},
}
for widget in WIDGETS.values():
    asked = OPTIONS.get(widget.name, {})
    for address, kind in (("widget", public), ("api_widget", embedded), ("embed", embedded)):
        PAGES[f"{address} {widget.name}"] = kind(arguments={"name": widget.name}, query=asked)
    PAGES[f"preview {widget.name}"] = for_organisers(
        arguments={"name": widget.name, "ground": "dark"}, query=asked
    )
for chosen in FORMATS.values():
    name = chosen.filename(chosen.modes(["en", "pt-br"])[0])
    PAGES[f"file {name}"] = public(arguments={"name": name})
# Of no event, for administrators; and what tokens open, which tests/api looks after.
ELSEWHERE = {
    "registry",
    "api_organisations-list",
    "api_organisations-detail",
    "api_organisations-merge",
    "api_affiliations-list",
    "api_affiliations-detail",
    "api_sessions-list",
    "api_sessions-detail",
}


def plugin_urls():
    _prefix, resolver = get_resolver().namespace_dict["plugins"]
    _prefix, resolver = resolver.namespace_dict["pretalx_ofa"]
    return {name for name in resolver.reverse_dict if isinstance(name, str)}


class World(NamedTuple):
    event: Event
    users: dict  # {role: user}
    clients: dict  # {role: Client}, logged in
    words: dict  # what the capital letters of PAGES stand for


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
    speakers = [make_speaker(event, "First"), make_speaker(event, "Second")]
    rise = make_organisation("RISE", event=event)
    affiliate(speakers[0], rise)
    for speaker in speakers:
        affiliate(speaker, "Blue Toucan")
    suggested = affiliate(speakers[0], "FGV", confirmation="suggested")
    earlier = affiliate(make_speaker(make_event(), user=speakers[0].user), "Lund")
    schedule(make_session(event, speakers=speakers, track=make_track(event)))
    lund = make_organisation("Lund", ror="https://ror.org/012a77v79")
    proposal = RegistryProposal.objects.create(
        event=event,
        organisation=lund,
        what="renamed",
        release=RegistryImport.objects.create(release="v2"),
    )
    with scope(event=event):
        with recorded(event, "pretalx_ofa.organisation.confirm", "RISE", person=None) as recording:
            recording.change(rise, city="Lund")
        release(event)
        older = snapshots.current(event)
    release(event, "2.0")
    with scope(event=event):
        for person in (speakers[0].user, speakers[1].user):
            keep(SpeakerSection(speakers[0]), {"person.orcid": "x"}, person=person)
        own, other = Clash.objects.all()
    words = {
        "TRACK": event.tracks.get().slug,
        "TRACK_ID": event.tracks.get().pk,
        "ORGANISATION": rise.pk,
        "REGISTERED": lund.pk,
        "PROPOSAL": proposal.pk,
        "ENTRY": event.ofa_journal.get().pk,
        "SNAPSHOT": older.pk,
        "SPEAKER": speakers[0].code,
        "SESSION": event.submissions.first().code,
        "ROOM": event.rooms.first().pk,
        "SUGGESTED": suggested.pk,
        "EARLIER": earlier.pk,
        "OWN_CLASH": own.pk,
        "CLASH": other.pk,
    }
    users = {role: user_of(event) for role, user_of in ROLES.items()}
    clients = {role: Client() for role in users}
    for role, user in users.items():
        log_in(clients[role], user)
    return World(event, users, clients, words)


def statuses(world, name, roles=ROLES):
    """{role: status} of opening one page as everybody in turn, each finding it untouched."""
    page = PAGES[name]

    def filled(values):
        return {key: world.words.get(value, value) for key, value in values.items()}

    arguments = {"event": world.event.slug} | filled(page.arguments)
    url = reverse(f"plugins:pretalx_ofa:{name.partition(' ')[0]}", kwargs=arguments)
    url += f"?{urlencode(filled(page.query))}"
    if page.data is None:
        # What is built at a first look is not built again for everybody.
        world.clients["administrator"].get(url)
    found = {}
    for role in roles:
        client = world.clients[role]
        with transaction.atomic():
            response = client.get(url) if page.data is None else client.post(url, filled(page.data))
            found[role] = status_of(response)
            transaction.set_rollback(True)
    return found


def status_of(response):
    """A frame or fragment in another site's page is a sentence where a page is not found."""
    is_refused = not response.streaming and b"The programme is not public." in response.content
    return 404 if is_refused else response.status_code


def log_in(client, user):
    client.logout()
    if user:
        client.force_login(user)


def refused(name, role):
    """Nobody learns whether a page exists; strangers at /orga and at me/ are sent to the log-in."""
    asks_for_login = PAGES[name].public != EVERYBODY
    return 302 if role == "anonymous" and asks_for_login else 404


def granted(name):
    return 200 if PAGES[name].data is None else 302


def test_every_url_of_the_plugin_is_listed_here():
    assert plugin_urls() == {name.partition(" ")[0] for name in PAGES} | ELSEWHERE


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("is_public", (True, False), ids=("public", "hidden"))
def test_who_may_open_it(world, name, is_public):
    with scopes_disabled():
        world.event.is_public = is_public
        world.event.save()
    may = PAGES[name].public if is_public else PAGES[name].hidden

    assert statuses(world, name) == {
        role: granted(name) if role in may else refused(name, role) for role in ROLES
    }


@pytest.mark.parametrize("name", PAGES)
def test_an_event_without_the_plugin_has_none_of_it(world, name):
    with scopes_disabled():
        disable_plugin(world.event, "pretalx_ofa")

    # pretalx refuses all alike, before any page of ours is asked.
    roles = ("anonymous", "speaker", "organiser", "administrator")
    assert statuses(world, name, roles) == dict.fromkeys(roles, 404)


def test_the_registry_is_for_administrators(world):
    url = reverse("plugins:pretalx_ofa:registry")

    found = {
        role: (client.get(url).status_code, client.post(url, {"upload": "1"}).status_code)
        for role, client in world.clients.items()
    }

    assert found == {
        role: (200, 200) if role == "administrator" else (302, 302) if not user else (404, 404)
        for role, user in world.users.items()
    }
