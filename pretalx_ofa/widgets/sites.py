"""The sites that may show widgets: all of them, until the settings name some."""

import re
from urllib.parse import urlsplit

from django.utils.cache import patch_vary_headers

from pretalx_ofa.organisations.identifiers import read_website

# They all stand in a header.
MOST_SITES = 50
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*")
DEFAULT_PORTS = {"http": 80, "https": 443}


def read_site(text):
    """The origin of an address, as browsers name it: "https://example.org" of "example.org/en/"; ""
    for anything else.
    """
    address = read_website(text if "://" in text else f"https://{text}")
    if not address:
        return ""
    parts = urlsplit(address)
    try:
        host = parts.hostname.encode("idna").decode()
    except UnicodeError:
        return ""
    if not HOST.fullmatch(host):
        return ""
    is_default = parts.port in {None, DEFAULT_PORTS[parts.scheme]}
    return f"{parts.scheme}://{host}" + ("" if is_default else f":{parts.port}")


def sites_of(event):
    """The origins named in the event's settings; [] for all."""
    return [
        site for site in map(str, event.settings.ofa_embedding_sites) if read_site(site) == site
    ]


def frame_ancestors(event):
    """Who may frame a document: a value of the directive of a Content Security Policy."""
    named = sites_of(event)
    return ["'self'", *named] if named else ["*"]


def may_read(request, response):
    """Lets scripts of the named sites read a response (CORS), and when it is to be asked for again."""
    response["Access-Control-Expose-Headers"] = "Refresh"
    named = sites_of(request.event)
    if not named:
        response["Access-Control-Allow-Origin"] = "*"
        return
    patch_vary_headers(response, ["Origin"])
    # For others too: pretalx lets everybody read an answer that names nobody.
    asking = request.headers.get("Origin")
    response["Access-Control-Allow-Origin"] = asking if asking in named else named[0]
