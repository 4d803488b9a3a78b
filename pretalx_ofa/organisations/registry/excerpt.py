"""The excerpt of the registry that ships with the plugin: facts only, made by ``tools/excerpt.py``.

It is loaded as long as nothing else is, so that search and recognition work before anybody downloads
anything.
"""

import json
from pathlib import Path

FILE = Path(__file__).with_name("excerpt.json.bz2")
# What it was made from.
ABOUT = Path(__file__).with_name("excerpt.about.json")


def about():
    """{source, licence, dump, dump_records, date, records, sha256}."""
    return json.loads(ABOUT.read_text())


def replaces(current):
    """Whether it should be loaded where ``current`` (RegistryImport or None) is: nothing, or an
    excerpt that is no newer."""
    return not current or (current.is_excerpt and current.release <= about()["date"])
