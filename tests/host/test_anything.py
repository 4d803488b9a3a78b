"""Whatever is asked and whoever asks: no answer is an error of the server, and nobody's form costs
anybody a page. A new address, parameter or field is tried without being listed here.

``tests/services`` runs the same on PostgreSQL, which refuses what SQLite stores.
"""

from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Length
from django.test import Client
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pretalx.person.models.auth_token import UserApiToken

from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.organisations.registry import refresh
from pretalx_ofa.translations.fields import FIELDS
from pretalx_ofa.widgets.registry import WIDGETS
from tests.api.requests import EVERYTHING
from tests.host.anything import PARAMETERS, addresses, bodies, encoded, fields_of, pairs, paths
from tests.host.test_permissions import make_world

ROLES = ("organiser", "reviewer", "speaker", "administrator", "anonymous")
METHODS = ("get", "get", "post", "post", "post", "put", "patch", "delete", "head", "options")
# Pages of pretalx's with our parts: what pretalx does with what is sent to them is its own business.
PRETALX = {
    "session": ("/symposium/talk/%(code)s/", ["code"]),
    "speaker": ("/symposium/speaker/%(person)s/", ["person"]),
    "schedule": ("/symposium/schedule/", []),
    "speaker for organisers": ("/orga/event/symposium/speakers/%(person)s/", ["person"]),
    "session for organisers": ("/orga/event/symposium/submissions/%(code)s/", ["code"]),
    "reviews": ("/orga/event/symposium/submissions/%(code)s/reviews/", ["code"]),
    "all reviews": ("/orga/event/symposium/reviews/bulk/", []),
}
bounded = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class Place(NamedTuple):
    clients: dict  # {role: Client}
    token: str  # of the organiser, for the API
    known: dict  # {parameter of an address: [what is there]}
    public: list  # addresses that everybody may open


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), scopes_disabled():
        yield make_place()
        transaction.set_rollback(True)


def make_place():
    world = make_world()
    clients = {role: world.clients[role] for role in ROLES}
    token = UserApiToken.objects.create(
        user=world.users["organiser"],
        name="test",
        all_events=True,
        endpoints=dict.fromkeys(("speakers", "submissions"), EVERYTHING),
    )
    there, code = world.words, world.event.submissions.get().code
    ours, theirs = "/symposium/p/ofa/", "/symposium/"
    return Place(
        clients,
        token.token,
        {
            "event": [world.event.slug],
            "pk": [there[name] for name in "ORGANISATION PROPOSAL ENTRY CLASH OWN_CLASH".split()],
            "name": [*WIDGETS, *FORMATS],
            "track": [there["TRACK"]],
            "person": [there["SPEAKER"]],
            "room": [there["ROOM"]],
            "organisation": [there["ORGANISATION"]],
            "ground": ["light", "dark", "host"],
            "code": [code],
            "language": ["en", "pt-br"],
            "field": [field.name for field in FIELDS],
            "source": ["unreleased", "accepted"],
            "snapshot": [there["SNAPSHOT"]],
        },
        [
            *(f"{ours}{page}" for page in ("", f"tracks/{there['TRACK']}/")),
            *(f"{theirs}{page}/" for page in (f"talk/{code}", f"speaker/{there['SPEAKER']}")),
        ],
    )


@pytest.fixture(autouse=True)
def nothing_is_started(monkeypatch):
    """A load of the registry is a process of its own, which asks the network."""
    monkeypatch.setattr(refresh, "start", lambda *arguments: None)


@pytest.mark.parametrize("name", addresses())
def test_every_address_answers_whatever_it_is_asked(place, db, name):
    @bounded
    @given(data=st.data())
    def answers(data):
        address = drawn(data, place, *addresses()[name])
        method, role = (data.draw(st.sampled_from(names)) for names in (METHODS, ROLES))
        with transaction.atomic():
            ask(place, data, method, address, role)
            transaction.set_rollback(True)

    answers()


@pytest.mark.parametrize("name", PRETALX)
def test_so_does_every_page_of_pretalxs_with_our_parts(place, db, name):
    @bounded
    @given(data=st.data())
    def answers(data):
        address = drawn(data, place, *PRETALX[name])
        assert place.clients["organiser"].get(address).status_code < 500

    answers()


@pytest.mark.parametrize("name", [n for n, (_p, names) in addresses().items() if "pk" in names])
@pytest.mark.parametrize("asked", ("9" * 5_000, "9" * 30, "9" * 18, "0", "-1", "²"))
def test_what_is_no_id_is_not_found(place, db, name, asked):
    who = place.clients["speaker" if name == "own_clash" else "organiser"]
    headers = {"Authorization": f"Token {place.token}"} if name.startswith("api_") else {}
    address = addresses()[name][0] % {"event": "symposium", "pk": asked}

    for method in ("GET", "POST"):
        response = who.generic(method, address, b'{"into": 1}', "application/json", headers=headers)
        # 405 where there is nothing to read, or to send.
        assert response.status_code in {404, 405}


def drawn(data, place, path, parameters):
    query = encoded(data.draw(pairs(PARAMETERS)))
    return f"{data.draw(paths(path, parameters, place.known))}?{query}"


def ask(place, data, method, address, role):
    client, headers, sent = place.clients[role], {}, {}
    if address.startswith("/api/") and role == "organiser":
        headers = {"Authorization": f"Token {place.token}"}
    if method not in {"get", "head", "options"}:
        content_type, body = data.draw(bodies(fields_of(client.get(address))))
        sent = {"content_type": content_type, "data": body}
    response = client.generic(method.upper(), address, headers=headers, **sent)
    assert response.status_code < 500
    if sent and response.status_code < 400:
        assert too_long() == []
        visitor = Client()
        assert [visitor.get(url).status_code for url in place.public] == [200] * len(place.public)


@scopes_disabled()
def too_long():
    """[(field, length)] of what only SQLite stores."""
    found = []
    for model in apps.get_app_config("pretalx_ofa").get_models():
        fields = {
            field.name: field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField) and field.get_internal_type() != "TextField"
        }
        longest = model._base_manager.aggregate(
            **{f"most_{name}": models.Max(Length(name)) for name in fields}
        )
        found += [
            (str(field), longest[f"most_{name}"])
            for name, field in fields.items()
            if (longest[f"most_{name}"] or 0) > field.max_length
        ]
    return found
