"""What the first page of the queue costs beside the first page of pretalx's list of speakers."""

from functools import partial

from django.test import Client
from django_scopes import scope, scopes_disabled
from pretalx.person.models import User

from benchmarks.measured_event import measured, rot13
from benchmarks.timing import alternating, counted_queries
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.queue import count_open
from pretalx_ofa.affiliations.suggestions.refreshing import keep_in_step

UNMATCHED = 600


@scopes_disabled()
def figures():
    """{rows, queries, ms, speakers_ms, ratio}; changes the event: some affiliations lose their link."""
    event = measured()
    with scope(event=event):
        rows = list(Affiliation.objects.filter(event=event).order_by("pk")[:UNMATCHED])
        for row in rows:
            # Half is hardly known to the registry, half not at all.
            row.as_entered = (
                f"{row.organisation} {row.pk}" if row.pk % 2 else rot13(f"{row} {row.pk}")
            )
            row.organisation = None
        Affiliation.objects.bulk_update(rows, ["as_entered", "organisation"], batch_size=200)
        keep_in_step(event)
        number = count_open(event, None)
    client = Client(headers={"host": "localhost", "accept": "text/html"})
    client.force_login(_organiser())
    pages = {
        "queue": f"/orga/event/{event.slug}/p/ofa/queue/",
        "speakers": f"/orga/event/{event.slug}/speakers/",
    }
    spent = alternating({name: partial(_visit, client, url) for name, url in pages.items()})
    with counted_queries() as queries:
        _visit(client, pages["queue"])
    return {
        "rows": number,
        "queries": len(queries),
        "ms": round(spent["queue"] * 1000, 1),
        "speakers_ms": round(spent["speakers"] * 1000, 1),
        "ratio": round(spent["queue"] / spent["speakers"], 2),
    }


def _organiser():
    return User.objects.create_superuser(email="queue@example.org", password="queue")


def _visit(client, url):
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
