"""What the plugin adds to pretalx's own pages and to saving pretalx's rows."""

import statistics
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_init, post_save, pre_delete
from django.test import Client
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event

from benchmarks.measured_event import measured
from benchmarks.timing import alternating, counted_queries
from pretalx_ofa.base.changes import PLUGIN, remember

PAGES = 10
SAVES = 300


def figures():
    """{page: {on_ms, off_ms, ratio, on_queries, off_queries}} and {saves: {rows: {...}}}."""
    return {
        "pages": {name: _page(urls) for name, urls in _urls(measured()).items()},
        "more_queries_for_300_saves": {
            "sessions": _saves("submissions"),
            "tracks": _saves("tracks"),
        },
    }


def visitor():
    """Anonymous; without ``Accept`` pretalx's schedule pages are plain text."""
    return Client(headers={"host": "localhost", "accept": "text/html"})


def visit(url, client=None):
    response = (client or visitor()).get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
    return response.content


def _urls(event):
    """Addresses of sessions and of speakers, spread over the event."""
    with scope(event=event):
        sessions = list(event.talks.order_by("code"))
        speakers = list(event.speakers.order_by("code"))
        return {
            name: [str(thing.urls.public) for thing in things[:: len(things) // PAGES][:PAGES]]
            for name, things in (("session", sessions), ("speaker", speakers))
        }


@scopes_disabled()
def switch(is_on):
    """As little as there is: switching on for good makes the next reader build."""
    event = measured()
    others = [name for name in event.plugin_list if name != PLUGIN]
    event.plugins = ",".join([*others, PLUGIN] if is_on else others)
    Event.objects.filter(pk=event.pk).update(plugins=event.plugins)
    remember(event)


def _page(urls):
    """Of one visit: the mean over addresses of each one's median."""
    before = {"on": partial(switch, is_on=True), "off": partial(switch, is_on=False)}
    found = [alternating(dict.fromkeys(before, partial(visit, url)), before=before) for url in urls]
    on, off = (statistics.mean(seconds[state] for seconds in found) for state in ("on", "off"))
    counts = {}
    for state in ("off", "on"):
        before[state]()
        visit(urls[0])
        with counted_queries() as queries:
            visit(urls[0])
        counts[f"{state}_queries"] = len(queries)
    return {
        "on_ms": round(1000 * on, 1),
        "off_ms": round(1000 * off, 1),
        "ratio": round(on / off, 3),
        **counts,
    }


def _saves(name):
    """{on, off: {each: queries more where every save commits, together: where all do at once}}."""
    found = {}
    for state in ("off", "on"):
        switch(is_on=state == "on")
        found[state] = {
            "each": _queries(name) - _queries(name, without_ours=True),
            "together": _queries(name, together=True)
            - _queries(name, together=True, without_ours=True),
        }
    return found


def _queries(name, *, together=False, without_ours=False):
    event = measured()
    with scope(event=event):
        rows = list(getattr(event, name).all())
        chosen = [rows[n % len(rows)] for n in range(SAVES)]
        with (
            _without_receivers() if without_ours else _as_it_is(),
            counted_queries() as queries,
            transaction.atomic() if together else _as_it_is(),
        ):
            for row in chosen:
                row.save()
    return len(queries)


@contextmanager
def _as_it_is():
    yield


@contextmanager
def _without_receivers():
    """Django's signals of rows, as if the plugin were not installed."""
    signals = (post_init, post_save, pre_delete, post_delete)
    standing = [signal.receivers for signal in signals]
    for signal in signals:
        signal.receivers = [one for one in signal.receivers if not _is_ours(one)]
        signal.sender_receivers_cache.clear()
    try:
        yield
    finally:
        for signal, receivers in zip(signals, standing, strict=True):
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()


def _is_ours(receiver):
    uid = receiver[0][0]
    return isinstance(uid, str) and uid.startswith("pretalx_ofa")
