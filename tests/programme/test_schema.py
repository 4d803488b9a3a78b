"""The published JSON Schema of our canonical JSON."""

import json
from pathlib import Path

import jsonschema
import pytest

from pretalx_ofa.demo.loading import SYMPOSIUM
from pretalx_ofa.programme import records

SCHEMA = Path(records.__file__).parent / "programme.schema.json"


def test_the_published_schema_is_that_of_the_records():
    """After a change: `make schema`."""
    assert json.loads(SCHEMA.read_text()) == records.json_schema()


def test_the_symposium_is_valid():
    jsonschema.validate(json.loads(SYMPOSIUM.read_text()), json.loads(SCHEMA.read_text()))


def test_something_else_is_not():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": "other"}, json.loads(SCHEMA.read_text()))
