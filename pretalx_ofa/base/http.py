"""How browsers and caches may keep an answer: one rule for pages, fragments and files."""

import hashlib

from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

# Of a page with a form: Django's FormView takes a PUT, whose fields nobody reads, for an empty form.
FORM_METHODS = ["get", "head", "options", "post"]


def cache_control(response, *, visible_to_everyone, framed=False, cors=False):
    """Sets Cache-Control on a response and returns it. Caches revalidate it on every request.

    ``visible_to_everyone``: an anonymous visitor would get the same bytes at this address;
    ``framed``: a page inside pretalx's frame, which carries log-in, messages and links;
    ``cors``: scripts of other sites may read it, as far as everyone may.
    """
    if not visible_to_everyone:
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = "private, no-cache" if framed else "public, no-cache"
    if cors:
        response["Access-Control-Allow-Origin"] = "*"
    return response


def varies_by_language(request, response):
    """Adds Vary where the browser's language decides, not ``?lang=``; returns the response."""
    if not request.GET.get("lang"):
        patch_vary_headers(response, ["Accept-Language"])
    return response


def etag_of(*parts):
    """A quoted strong ETag of the parts' ``repr``: equal parts, equal ETag.

    The parts of a snapshot's page: its revision, the plugin's version, languages and options.
    """
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def unless_known(request, etag, draw):
    """304 where the client of a GET or HEAD has ``etag``; otherwise ``draw()``, a response.

    Both carry the ETag; :func:`cache_control` is for the caller to set, on either.
    """
    response = None
    if request.method in {"GET", "HEAD"}:
        response = get_conditional_response(request, etag=etag)
    response = response or draw()
    response["ETag"] = etag
    return response
