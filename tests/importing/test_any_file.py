"""Whatever a file holds, it is imported or refused with a sentence; nothing else is ever raised."""

import copy
import json
from contextlib import suppress

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pretalx_ofa.demo.loading import SYMPOSIUM
from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import ReadError, read
from tests.importing.test_reading import SCHEDULE_XML, schedule_json

bounded = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NASTY = (
    "", "\x00", "\ud800", "\u202e", "None", "0", "-1", "9" * 5_000, "x" * 200_000, "9999-12-31",
    "0001-01-01T00:00:00+14:00", "99:99:99:99", "en\x00", "Europe/../../etc", "<b>", "{where}",
)  # fmt: skip
values = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=40),
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**19), 2**63]),
    st.floats(),
    st.recursive(st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5),
)  # fmt: skip


def paths(data, path=()):
    """Every place of a JSON document."""
    yield path
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in items:
        yield from paths(value, (*path, key))


def with_value(data, path, value):
    if not path:
        return value
    data = copy.copy(data)
    data[path[0]] = with_value(data[path[0]], path[1:], value)
    return data


SYMPOSIUM_DATA = json.loads(SYMPOSIUM.read_text())
SMALL_SYMPOSIUM = SYMPOSIUM_DATA | {"sessions": SYMPOSIUM_DATA["sessions"][:2]}
DOCUMENTS = (json.loads(schedule_json()), SMALL_SYMPOSIUM)


@st.composite
def json_files(draw):
    data = draw(st.sampled_from(DOCUMENTS))
    for _change in range(draw(st.integers(1, 3))):
        data = with_value(data, draw(st.sampled_from(list(paths(data)))), draw(values))
    return json.dumps(data).encode()


@st.composite
def xml_files(draw):
    """The schedule with some words between its signs exchanged, or cut off."""
    parts = SCHEDULE_XML.replace("<", "\n<").replace(">", ">\n").replace('"', '\n"\n').split("\n")
    for _change in range(draw(st.integers(1, 3))):
        parts[draw(st.integers(0, len(parts) - 1))] = draw(
            st.sampled_from(NASTY) | st.text(max_size=40)
        )
    text = "".join(parts)[: draw(st.none() | st.integers(0, len(SCHEDULE_XML)))]
    return text.encode("utf-8", "surrogatepass")


@bounded
@given(st.one_of(json_files(), xml_files(), st.binary(max_size=200)))
def test_a_file_is_read_or_refused_in_words(content):
    refusal = None
    try:
        read(content)
    except ReadError as error:
        refusal = error.sentence.translated("pt-br")

    assert refusal != ""


@pytest.mark.django_db
@settings(bounded, max_examples=40)
@given(json_files())
def test_what_can_be_read_is_stored_or_refused(event, content):
    with suppress(ValueError, DatabaseError):
        _event, report = import_programme(read(content), event=event, dry_run=True)
        assert str(report)


@pytest.mark.parametrize(
    ("content", "words"),
    (
        (b'{"schedule": ' * 100_000, "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"schedule": ' + b"9" * 5_000 + b"}", "JSON"),
        (b"<schedule>" + b"<a>" * 100_000, "XML"),
        (b'<schedule version="' + b"9" * 20_000_000 + b'"/>', "XML"),
        (b'<!DOCTYPE s [<!ENTITY a "' + b"x" * 99 + b'"><!ENTITY b "' + b"&a;" * 99 + b'">]><s>&b;</s>', "DOCTYPE"),
        (schedule_json(title="x" * 2_000), "1000"),
        (schedule_json(acronym=10**3_000), "150"),
    ),
    ids=range(8),
)  # fmt: skip
def test_what_has_no_end_is_refused_quickly(content, words):
    with pytest.raises(ReadError) as caught:
        read(content)

    assert words in str(caught.value)
    assert len(str(caught.value)) < 400
