"""Addresses of an event's pages, which keep the languages that an address asks for."""

from urllib.parse import quote, urlencode, urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from pretalx_ofa.base.asked import languages_asked

# Pages of widgets that have an address of their own, as in ``widgets/urls.py``.
SHORT = {"agenda": "", "now": "now/", "speakers": "people/", "tracks": "tracks/", "rooms": "rooms/"}


def addresses(event, languages=(), *, absolute=True, embedded=False):
    """What ``presentation.links.Links`` holds, as a dict: addresses of an event's pages, on its own
    domain or else the instance's.

    ``languages`` are those that the reader asked for: every page is asked for in them, pretalx's in
    the first. Not ``absolute``: without the host, for pages on it. ``embedded``: widgets lead to each
    other without a page around them. The addresses are concatenated, because a programme has thousands
    and ``reverse`` is slow.
    """
    site = (event.custom_domain or settings.SITE_URL).rstrip("/")
    pretalx = f"{site * absolute}/{event.slug}/"
    ours = f"{pretalx}p/ofa/"
    both, first = _query(languages), _query(languages[:1])

    def widget(name, query):
        path = f"widgets/{name}/embed/" if embedded else SHORT.get(name, f"widgets/{name}/")
        return f"{ours}{path}{both}{query and ('&' if both else '?')}{query}"

    def calendar(language, query):
        if "calendar.ics" in event.settings.ofa_files_hidden:
            return ""
        return f"{ours}calendar/{_query([language])}{query and '&'}{query}"

    return {
        "site": site,
        "front": lambda: f"{ours}{both}",
        "day": lambda date: f"{ours}{_query(languages, {'day': date})}#day-{date}",
        "session": lambda code: f"{pretalx}talk/{code}/{first}",
        "person": lambda code: f"{ours}people/{code}/{both}",
        "pretalx_person": lambda code: f"{pretalx}speaker/{code}/{first}",
        "track": lambda number: f"{ours}tracks/{number}/{both}",
        "room": lambda number: f"{ours}rooms/{number}/{both}",
        "organisation": lambda number: f"{ours}organisations/{number}/{both}",
        "widget": widget,
        "calendar": calendar,
        "file": lambda name: f"{ours}files/{quote(name)}",
        "media": lambda name: urljoin(site, default_storage.url(name)),
    }


def our_address(request, page, query=None, **arguments):
    """The path of one of our pages by its name in ``urls.py``, in the languages asked for now."""
    path = reverse(f"plugins:pretalx_ofa:{page}", kwargs={"event": request.event.slug} | arguments)
    return f"{path}{_query(languages_asked(request), query)}"


def own_page(event):
    """The absolute address at which every speaker says where they work."""
    path = reverse("plugins:pretalx_ofa:me", kwargs={"event": event.slug})
    return urljoin(str(event.urls.base.full()), path)


def is_front(event, url):
    """Whether an address, on any host, is that of the event's front page."""
    return url.endswith(reverse("plugins:pretalx_ofa:front", kwargs={"event": event.slug}))


def _query(languages, more=None):
    asked = {"lang": ",".join(languages)} if languages else {}
    query = urlencode(asked | (more or {}), safe=",")
    return f"?{query}" if query else ""
