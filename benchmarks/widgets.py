"""What the agenda weighs, and what it costs beside pretalx's own pages."""

import gzip
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import engines
from django.test import Client
from django.urls import path
from django.views.generic import TemplateView
from django_scopes import scope, scopes_disabled
from pretalx.cfp.views.event import EventPageMixin

from benchmarks.measured_event import SLUG, SMALLER, measured
from benchmarks.timing import alternating, counted_queries
from pretalx_ofa import urls
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.programme import snapshots

SIX = 6
BOTH = "en,pt-br"
LINE = (
    """{% extends "agenda/base.html" %}{% block agenda_content %}<p>One line.</p>{% endblock %}"""
)


class BarePage(EventPageMixin, TemplateView):
    """pretalx's frame with one line in it."""

    permission_required = "schedule.list_schedule"

    def get_template_names(self):
        return engines["django"].from_string(LINE)


def figures():
    """{bytes: {what: gzip -9}, times: {what: {ms, ratio}}, again: {…}}; ratios as their names say."""
    urls.urlpatterns.append(path("<slug:event>/p/ofa/bare/", BarePage.as_view()))
    client = Client(headers={"host": "localhost", "accept": "text/html"})
    return {
        "times": {SMALLER: _times(client, SMALLER), SLUG: _times(client, SLUG)},
        "again": _again(client),
        # Last, since it takes affiliations and tracks away.
        "bytes": _bytes(client),
    }


def agenda(slug, query="", where=""):
    return f"/{slug}/p/ofa/{where}?{query}"


def _get(client, url, **headers):
    response = client.get(url, headers=headers)
    if response.status_code not in {200, 304}:
        raise RuntimeError(f"{url}: {response.status_code}")
    return response


def _size(client, url):
    return len(gzip.compress(_get(client, url).content, 9))


def _biggest_day(slug):
    with scope(event=measured(slug)) as _, scopes_disabled():
        programme = snapshots.programme_of(snapshots.current(measured(slug)))
    return max(programme.days, key=lambda day: len(day.entries)).date


def _bytes(client):
    day = {slug: f"day={_biggest_day(slug)}" for slug in (SMALLER, SLUG)}
    found = {
        "styles": len(gzip.compress(_static("widgets.css") + _static("pages.css"), 9)),
        "pretalx's frame with one line": _size(client, f"/{SMALLER}/p/ofa/bare/"),
        "pretalx nojs, 289": _size(client, f"/{SMALLER}/schedule/nojs"),
        "pretalx nojs, 1105": _size(client, f"/{SLUG}/schedule/nojs"),
        "289, biggest day": _size(client, agenda(SMALLER, day[SMALLER])),
        "289, all days": _size(client, agenda(SMALLER, "day=all")),
        "289, all days, two languages": _size(client, agenda(SMALLER, f"day=all&lang={BOTH}")),
    }
    with scopes_disabled():
        event = measured(SMALLER)
        six = list(event.tracks.all()[:SIX])
        for number, session in enumerate(event.submissions.order_by("pk")):
            event.submissions.filter(pk=session.pk).update(track=six[number % SIX])
        event.tracks.exclude(pk__in=[track.pk for track in six]).delete()
        Affiliation.objects.filter(event=measured()).delete()
        for changed in (event, measured()):
            snapshots.refresh(changed)
    track = f"day=all&track={six[0].pk}"
    return found | {
        "289, one of six tracks": _size(client, agenda(SMALLER, track)),
        "289, one of six tracks, as a frame": _size(
            client, agenda(SMALLER, track, "widgets/agenda/embed/")
        ),
        "1105, biggest day, without affiliations": _size(client, agenda(SLUG, day[SLUG])),
    }


def _static(name):
    return Path(finders.find(f"pretalx_ofa/{name}")).read_bytes()


def _times(client, slug):
    """Nothing drawn is kept; the record is in the process."""
    pages = {
        "all days, two languages": agenda(slug, f"day=all&lang={BOTH}"),
        "one day, one language": agenda(slug, f"day={_biggest_day(slug)}"),
    }
    actions = {name: lambda url=url: _get(client, url) for name, url in pages.items()}
    actions["nojs"] = lambda: _get(client, f"/{slug}/schedule/nojs")
    seconds = alternating(actions, before=dict.fromkeys(pages, _forget_drawn))
    return {
        name: {"ms": round(1000 * spent, 1), "ratio to nojs": round(spent / seconds["nojs"], 3)}
        for name, spent in seconds.items()
    }


def _forget_drawn():
    snapshots._fragments.kept.clear()  # noqa: SLF001 -- there is no other need for it


def _again(client):
    """The same page again, beside pretalx's frame with one line, and a fragment that is known."""
    page, bare = agenda(SLUG, f"day={_biggest_day(SLUG)}"), f"/{SLUG}/p/ofa/bare/"
    fragment = f"/api/events/{SLUG}/p/ofa/widgets/agenda/"
    etag = _get(client, fragment)["ETag"]
    actions = {
        "page": lambda: _get(client, page),
        "bare": lambda: _get(client, bare),
        "304": lambda: _get(client, fragment, **{"if-none-match": etag}),
    }
    seconds = alternating(actions)
    queries = {}
    for name, action in actions.items():
        with counted_queries() as found:
            action()
        queries[name] = len(found)
    return {
        name: {
            "ms": round(1000 * spent, 1),
            "ratio to bare": round(spent / seconds["bare"], 3),
            "queries": queries[name],
        }
        for name, spent in seconds.items()
    }
