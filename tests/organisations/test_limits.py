"""How often submitters may search: per account, per address, and all of unknown addresses together."""

import pytest
from django.urls import reverse

from pretalx_ofa.base import limits
from pretalx_ofa.organisations import views
from tests.factories import make_user

CACHES = {
    "kept": "django.core.cache.backends.locmem.LocMemCache",
    "thrown away": "django.core.cache.backends.dummy.DummyCache",
    "away": "tests.organisations.test_limits.AwayCache",
}
MOST = 2


class AwayCache:
    """A server that does not answer."""

    def __init__(self, *args):
        pass

    def add(self, *args):
        raise ConnectionError

    def close(self, **kwargs):
        pass


@pytest.fixture(params=CACHES)
def ask(request, event, client, settings, monkeypatch):
    """Asks from addresses, one after the other; the status of each answer."""
    settings.CACHES = {"default": {"BACKEND": CACHES[request.param], "LOCATION": request.node.name}}
    settings.TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(views, "MOST", MOST)
    limits._counts.clear()
    url = reverse("plugins:pretalx_ofa:organisation_search", kwargs={"event": event.slug})
    return lambda *addresses: [
        client.get(url, {"q": "lund"}, headers={"x-forwarded-for": address}).status_code
        for address in addresses
    ]


def test_each_address_has_its_own_limit(ask):
    assert ask("8.8.8.8", "8.8.8.8", "8.8.8.8", "8.8.4.4") == [200, 200, 429, 200]


def test_one_customers_addresses_are_one(ask):
    assert ask("2a00:1450::1", "2a00:1450::2", "2a00:1450::3") == [200, 200, 429]
    assert ask("2a00:1451::1", "8.8.8.8", "::ffff:8.8.8.8", "8.8.8.8") == [200, 200, 200, 429]


UNKNOWN = (
    "8.8.8.8:1234",
    "unix:",
    "10.0.0.1",
    "127.0.0.1",
    "100.64.0.1",
    "::1",
    "fe80::1%eth0",
    "?",
)


def test_unknown_and_private_addresses_share_a_wider_one(ask):
    allowed = MOST * limits.SHARED
    addresses = [UNKNOWN[n % len(UNKNOWN)] for n in range(allowed + 1)]

    assert ask(*addresses) == [200] * allowed + [429]


def test_each_account_has_its_own_limit(ask, client):
    client.force_login(make_user())
    assert ask("8.8.8.8", "8.8.4.4", "unix:") == [200, 200, 429]
    client.force_login(make_user())
    assert ask("8.8.8.8") == [200]


def test_the_answer_says_when_to_come_back(ask, client, event):
    ask("8.8.8.8", "8.8.8.8")
    url = reverse("plugins:pretalx_ofa:organisation_search", kwargs={"event": event.slug})

    refused = client.get(url, {"q": "lund"}, headers={"x-forwarded-for": "8.8.8.8"})

    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert refused.json() == {"error": "Too many questions. Wait a minute."}
