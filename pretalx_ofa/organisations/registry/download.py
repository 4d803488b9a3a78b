"""A dump from an address: the file itself, or the record of Zenodo where the registry publishes it."""

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests
from requests_hardened import Config, Manager

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


class FetchError(Exception):
    """Nothing usable came from the address; the message says why."""


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
        raise FetchError("the record leads to another record, not to a file")
    if digest and _md5(path) != digest:
        raise FetchError("the file is not the one that was published (its checksum differs)")
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
                        raise FetchError("the file has more than 1 GB")
                    if progress and size:
                        progress(min(1, count / size))
    except (requests.RequestException, ValueError) as error:
        # Its text may name addresses inside of this network.
        raise FetchError(_reason(error)) from error
    return path


def _check(address):
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise FetchError("this is no address") from error
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise FetchError("only addresses that begin with https:// are read")


def _reason(error):
    if isinstance(error, requests.HTTPError):
        return f"the server answered {error.response.status_code}"
    return f"the server cannot be reached ({type(error).__name__})"


def _is_record(path):
    """A dump is a list, packed or not; a record of Zenodo is an object."""
    with path.open("rb") as file:
        return file.read(100).lstrip()[:1] == b"{"


def _file_of_record(path):
    """(address, MD5 or empty) of the dump in a record, or in the first of a list of records."""
    try:
        if path.stat().st_size > MOST_RECORD:
            raise FetchError("what came is no dump of the registry")
        record = json.loads(path.read_text(encoding="utf-8"))
        if "hits" in record:
            record = record["hits"]["hits"][0]
        files = [file for file in record["files"] if re.search(r"\.(zip|json|gz)$", file["key"])]
        chosen = files[0]
        algorithm, _colon, digest = str(chosen.get("checksum") or "").partition(":")
        return chosen["links"]["self"], digest if algorithm == "md5" else ""
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise FetchError("what came is no dump of the registry and no record of one") from error


def _md5(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
