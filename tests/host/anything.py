"""Requests that nobody would send, to every address of the plugin that there is."""

import json
import re
from pathlib import Path
from urllib.parse import quote, urlencode

from django.urls import get_resolver
from hypothesis import strategies as st
from lxml import html

import pretalx_ofa
from pretalx_ofa.api.affiliations import AffiliationFilter, SessionFilter
from pretalx_ofa.api.views import OrganisationFilter
from pretalx_ofa.widgets.registry import WIDGETS

NASTY = (
    "", " ", "\0", "a\0b", "\ud800", "a\udfffb", b"\xff", "\u202eevil", "\x1b[0m", "0", "-1", "1.5", "1e9",
    "²", "١", "nan", "true", "9" * 18, "9" * 19, "9" * 5_000, str(2**31), str(2**63), "x" * 10_000,
    # One character that is two where texts are stored.
    "\u0958" * 500, "," * 500, "[" * 2_000, '{"a": "\\u0000"}', "{name}", "%s", "<b>", "a\r\nb", "last", "all",
    "javascript:alert(1)", "https://me:secret@example.org", "https://[", "ftp://example.org",
    "//example.org", "nowhere", "/\\example.org", "pt_BR,en", "und", "2025-11-18", "9999-12-31", "0001-01-01",
)  # fmt: skip
words = st.sampled_from(NASTY) | st.text(max_size=30)
json_values = st.recursive(
    st.sampled_from([None, True, 0, -1, 2**31, 2**63, 10**400, 1.5, "x" * 501])
    | st.sampled_from([text for text in NASTY if isinstance(text, str)]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "pt-br", "und", "", "\0"]), inner, max_size=2)
    ),
    max_leaves=4,
)
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
JUNK_TYPES = (
    PARTS, "multipart/form-data", "application/json", "text/plain", "",
    f"{FORM}; charset=nonsense",
)  # fmt: skip
JUNK = (b"", b"--x\r\n\r\n", b"\xff\xfe", b"[" * 100_000, b"a=" + b"%00" * 999)

# What pretalx and Django REST framework read from an address.
THEIRS = {"page", "page_size", "limit", "offset", "o", "next", "async_id", "expand", "format"}
SOURCES = [path.read_text() for path in Path(pretalx_ofa.__file__).parent.rglob("*.py")]


def _read_from(holder):
    """The names that our sources read from ``request.GET`` or ``request.POST``."""
    pattern = re.compile(
        rf'{holder}(?:\.get\(|\[)"([^"]+)"|"([^"]+)" (?:not )?in request\.{holder}'
    )
    return {name for text in SOURCES for found in pattern.findall(text) for name in found if name}


def _asked_words():
    pattern = re.compile(r'words_asked\([^"]*"([^"]+)"\)')
    return {name for text in SOURCES for name in pattern.findall(text)}


PARAMETERS = sorted(
    THEIRS
    | _read_from("GET")
    | _asked_words()
    | {option.name for widget in WIDGETS.values() for option in widget.options}
    | set(OrganisationFilter.base_filters)
    | set(AffiliationFilter.base_filters)
    | set(SessionFilter.base_filters)
)
FIELDS = sorted(_read_from("POST"))


def addresses():
    """{name: (path with %(parameter)s in it, [parameter])} of all URL patterns of ours."""
    _prefix, resolver = get_resolver().namespace_dict["plugins"]
    before, resolver = resolver.namespace_dict["pretalx_ofa"]
    return {
        name: (f"/{before}{path}", parameters)
        for name, found in resolver.reverse_dict.lists()
        if isinstance(name, str)
        for path, parameters in found[0][0]
    }


def paths(path, parameters, known):
    """A strategy: the path with each parameter one of the ``known``, or anything."""
    part = {name: st.sampled_from(known[name]) for name in parameters}
    part |= {name: part[name] | part[name] | words for name in parameters if name != "event"}
    return st.fixed_dictionaries(part).map(
        lambda chosen: path % {name: quote(_raw(text), safe="") for name, text in chosen.items()}
    )


def pairs(names):
    """A strategy: [(name, text)], a few, or one text for all names."""
    some = st.lists(st.tuples(st.sampled_from(names), words), max_size=5)
    return some | words.map(lambda text: [(name, text) for name in names])


def bodies(fields):
    """A strategy: (content type, bytes) of a form with ``fields``, [(name, text)], some of them
    changed; or JSON, or junk."""
    names = sorted({name for name, _text in fields} | set(FIELDS))
    keys = st.sampled_from(
        [*names, "name", "aliases", "types", "country", "city", "website", "into"]
    )
    return st.one_of(
        pairs(names).map(lambda changed: (FORM, encoded(_with(fields, changed)).encode())),
        # pretalx looks for NUL in the other kind of form only.
        pairs(names).map(lambda changed: (PARTS, _in_parts(_with(fields, changed)))),
        (st.dictionaries(keys, json_values) | json_values).map(
            lambda value: ("application/json", json.dumps(value).encode())
        ),
        st.tuples(st.sampled_from(JUNK_TYPES), st.sampled_from(JUNK) | st.binary(max_size=40)),
    )


def fields_of(response):
    """[(name, text)] of all forms of a page, as they are shown."""
    if response.status_code != 200 or "html" not in response["Content-Type"]:
        return []
    page = html.fromstring(response.content.decode())
    return [
        (name, text if isinstance(text, str) else "")
        for form in page.forms
        for name, text in form.fields.items()
    ]


def encoded(fields):
    """The query of [(name, text)], also where a text is no text."""
    return urlencode([(_raw(name), _raw(text)) for name, text in fields])


def _in_parts(fields):
    """The same as a browser sends it where a form has a file in it."""
    head = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(head % (_raw(name), _raw(text)) for name, text in fields) + b"--x--\r\n"


def _with(fields, changed):
    replaced = {name for name, _text in changed}
    return [pair for pair in fields if pair[0] not in replaced] + changed


def _raw(text):
    return text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogatepass")
