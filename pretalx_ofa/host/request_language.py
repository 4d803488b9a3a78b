"""``lang=pt-PT``, ``pt_BR``, ``pt`` and ``pt-br,en`` on pretalx's pages, which know exact codes only.

No signal of pretalx's comes before it chooses a page's language, and there is no plugin's middleware:
the query string is changed when Django starts a request, on every address of the instance.
"""

import logging
import re
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.signals import request_started
from django.dispatch import receiver
from django.urls import Resolver404, resolve
from pretalx.event.models import Event

from pretalx_ofa.i18n.languages import primary
from pretalx_ofa.i18n.languages import resolve as resolve_language

logger = logging.getLogger(__name__)

LANG = re.compile(r"(?:^|(?<=&))lang=([^&]*)")
CHOSEN = re.compile(r"(?:^|(?<=&))locale=([^&]*)")
SWITCH = "/locale/set"
OURS = "/p/ofa/"


@receiver(request_started, dispatch_uid="pretalx_ofa_request_language")
def understand_language(sender, environ=None, scope=None, **kwargs):
    """Runs for WSGI (``environ``) and ASGI (``scope``), and never fails."""
    try:
        if environ and "lang=" in environ.get("QUERY_STRING", ""):
            path = environ.get("PATH_INFO", "")
            environ["QUERY_STRING"] = understood(path, environ["QUERY_STRING"])
        elif scope and b"lang=" in scope.get("query_string", b""):
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            query = scope["query_string"].decode("latin-1")
            scope["query_string"] = understood(path, query).encode("latin-1")
    except Exception:
        logger.exception("The language that an address asks for could not be understood")


def understood(path, query):
    """The query string with a code that pretalx knows in ``lang``; all else of it as it is.

    pretalx's language switch takes the query of the page with it, its ``lang`` too, which would win
    over the language that was chosen: there it becomes the chosen one.
    """
    asked = list(LANG.finditer(query))
    if not asked:
        return query
    # Django reads the last one.
    start, end = asked[-1].span(1)
    chosen = CHOSEN.search(query) if path.endswith(SWITCH) else None
    return f"{query[:start]}{chosen[1] if chosen else _known(path, query[start:end])}{query[end:]}"


def _known(path, value):
    asked = unquote_plus(value)
    if OURS in path and "," in asked:
        # Side by side: our own pages understand it.
        return value
    first = asked.partition(",")[0]
    known = [code for code, _name in settings.LANGUAGES if primary(code) == primary(first)]
    if len(known) > 1:
        known = [code for code in _locales(path) if code in known] or known
    return resolve_language(first, known) or value


def _locales(path):
    """The interface languages of the event at a path; [] without one."""
    try:
        slug = resolve(path).kwargs.get("event")
    except Resolver404:
        return []
    events = Event.objects.filter(slug__iexact=slug) if slug else Event.objects.none()
    return events.values_list("locales", flat=True).first() or []
