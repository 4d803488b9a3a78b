from urllib.parse import quote, urljoin

from django.conf import settings
from django.core.files.storage import default_storage


def addresses(event, base=""):
    """What ``presentation.links.Links`` holds, as a dict: absolute addresses of an event's pages.

    ``base`` is "https://host", by default the event's own domain or else the instance's. The
    addresses are concatenated, because a programme has thousands and ``reverse`` is slow.
    """
    base = (base or event.custom_domain or settings.SITE_URL).rstrip("/")
    pretalx = f"{base}/{event.slug}/"
    ours = f"{pretalx}p/ofa/"
    return {
        "front": lambda: ours,
        "day": lambda date: f"{ours}#day-{date.isoformat()}",
        "session": lambda code: f"{pretalx}talk/{code}/",
        "person": lambda code: f"{ours}people/{code}/",
        "pretalx_person": lambda code: f"{pretalx}speaker/{code}/",
        "track": lambda number: f"{ours}tracks/{number}/",
        "room": lambda number: f"{ours}widgets/rooms/#room-{number}",
        "organisation": lambda number: f"{ours}organisations/{number}/",
        "file": lambda name: f"{ours}files/{quote(name)}",
        "media": lambda name: urljoin(base, default_storage.url(name)),
    }
