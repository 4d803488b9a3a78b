"""How often somebody may ask: counted per account, else per address, in the instance's cache.

Where the cache keeps nothing or does not answer, each process counts for itself: with four workers
the limit is four times as wide, and still a limit. Behind a proxy that tells no address, or one that
means nothing, all such visitors are counted together, and may ask SHARED times as often.
"""

from ipaddress import ip_address, ip_network
from threading import Lock
from time import time

from cachetools import LRUCache
from django.core.cache import cache
from pretalx.person.interfaces.forms.auth import get_client_ip

SECONDS = 60
SHARED = 10
# A customer of a provider has so many bits of IPv6 addresses.
PREFIX = 64

_counts, _lock = LRUCache(10_000), Lock()


def asks_too_often(request, what, most):
    """Whether this is more than the ``most`` requests of a kind (``what``) that one may make in a minute."""
    visitor, factor = _visitor(request)
    key = f"pretalx_ofa_{what}_{visitor}_{int(time() / SECONDS)}"
    return _counted(key) > most * factor


def _visitor(request):
    """(a name for the cache, how many times the limit it has)"""
    if not request.user.is_anonymous:
        return f"account-{request.user.pk}", 1
    try:
        address = ip_address(get_client_ip(request))
    except ValueError:
        return "unknown", SHARED
    address = getattr(address, "ipv4_mapped", None) or address
    if not address.is_global:
        return "unknown", SHARED
    if address.version == 6:
        address = ip_network((address.packed, PREFIX), strict=False).network_address
    return f"address-{address.packed.hex()}", 1


def _counted(key):
    """How many times the key was counted, with this one."""
    try:
        cache.add(key, 0, SECONDS)
        return cache.incr(key)
    except Exception:  # noqa: BLE001 -- a cache that keeps nothing (ValueError), or that is away
        with _lock:
            _counts[key] = _counts.get(key, 0) + 1
            return _counts[key]
