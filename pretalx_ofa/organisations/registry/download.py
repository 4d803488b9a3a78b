"""A dump from an address: the file itself, or the record of Zenodo where the registry publishes it."""

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests
from requests_hardened import Config, Manager
from urllib3.exceptions import HTTPError as TransportError

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.organisations.identifiers import read_website
from pretalx_ofa.organisations.registry.faults import FetchError, unreadable

# The registry's newest release, as https://ror.readme.io/docs/data-dump says.
PUBLISHED = "https://zenodo.org/api/communities/ror-data/records?q=&sort=newest&size=1"
MOST_BYTES, MOST_RECORD = 1024**3, 5 * 1024**2
CHUNK = 1 << 20
SCHEMES = {"https"}
# Nobody who may type an address should reach this server's own network by it.
HTTP = Config(
    ip_filter_enable=True,
    ip_filter_allow_loopback_ips=False,
    never_redirect=False,
    default_timeout=(10, 60),
    user_agent_override="pretalx-ofa",
)


# What addresses carry secrets in: access_token=, key=, X-Amz-Signature= and their like.
SECRET = re.compile(
    "token|secret|passw|pwd|signature|credential|session|api.?key|^(key|sig|auth|authorization)$",
    re.IGNORECASE,
)
# What may stand before a host, with and without a scheme.
LOGIN = re.compile(r"^(?P<scheme>[a-z]+:[/\\]+)?[^/?#]*@", re.IGNORECASE)
CUT = pgettext_noop("pretalx_ofa", "The connection was cut before the end of the file.")
NO_RECORD = pgettext_noop(
    "pretalx_ofa", "What came is no dump of the registry and no record of one."
)


def without_credentials(address):
    """The address without what only its owner should know: name and password, secret parameters.

    Not read as an address: what is none is printed too.
    """
    bare = LOGIN.sub(lambda found: found["scheme"] or "", address.partition("#")[0])
    path, mark, query = bare.partition("?")
    kept = [part for part in query.split("&") if not SECRET.search(part.partition("=")[0])]
    return f"{path}{mark if kept else ''}{'&'.join(kept)}"


def fetch(address, folder, *, progress=None):
    """Downloads the dump that an address leads to; returns its path, named like the release.

    ``progress`` is called with the share that is there, 0 to 1, where its size is known.
    Raises :class:`FetchError`.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = _download(address, folder, progress)
    if not _is_record(path):
        return path
    address, digest = _file_of_record(path)
    path = _download(address, folder, progress)
    if _is_record(path):
        raise FetchError(NO_RECORD)
    if digest and _md5(path) != digest:
        text = pgettext_noop(
            "pretalx_ofa", "The file is not the one that was published: its checksum differs."
        )
        raise FetchError(text)
    return path


def _download(address, folder, progress):
    _check(address)
    name = unquote(urlsplit(address).path.removesuffix("/content").rsplit("/", 1)[-1])
    path = folder / (re.sub(r"[^\w.-]+", "_", name)[:100] or "dump")
    try:
        with Manager(HTTP).send_request("GET", address, stream=True) as response:
            _check(response.url)
            response.raise_for_status()
            size, count = int(response.headers.get("Content-Length") or 0), 0
            with path.open("wb") as file:
                for chunk in response.iter_content(CHUNK):
                    count += file.write(chunk)
                    if count > MOST_BYTES:
                        text = pgettext_noop("pretalx_ofa", "The file has more than {number} GB.")
                        raise FetchError(text, number=MOST_BYTES >> 30)
                    if progress and size:
                        progress(min(1, count / size))
    except (requests.RequestException, TransportError, ValueError) as error:
        # Without what it says: that may name addresses inside of this network, or secrets.
        raise _reason(error) from None
    except OSError as error:
        raise unreadable(error, FetchError) from error
    return path


def _check(address):
    if not read_website(address) or urlsplit(address).scheme not in SCHEMES:
        text = pgettext_noop(
            "pretalx_ofa",
            "Only addresses that begin with https:// are read, without a name or password in them.",
        )
        raise FetchError(text)


def _reason(error):
    if isinstance(error, requests.HTTPError):
        text = pgettext_noop("pretalx_ofa", "The server answered {status}.")
        return FetchError(text, status=error.response.status_code)
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return FetchError(CUT)
    text = pgettext_noop("pretalx_ofa", "The server cannot be reached ({reason}).")
    return FetchError(text, reason=type(error).__name__)


def _is_record(path):
    """A dump is a list, packed or not; a record of Zenodo is an object."""
    with path.open("rb") as file:
        return file.read(100).lstrip()[:1] == b"{"


def _file_of_record(path):
    """(address, MD5 or empty) of the dump in a record, or in the first of a list of records."""
    try:
        if path.stat().st_size > MOST_RECORD:
            raise FetchError(NO_RECORD)
        record = json.loads(path.read_text(encoding="utf-8"))
        if "hits" in record:
            record = record["hits"]["hits"][0]
        files = [file for file in record["files"] if re.search(r"\.(zip|json|gz)$", file["key"])]
        chosen = files[0]
        algorithm, _colon, digest = str(chosen.get("checksum") or "").partition(":")
        return chosen["links"]["self"], digest if algorithm == "md5" else ""
    except (
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise FetchError(NO_RECORD) from error


def _md5(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
