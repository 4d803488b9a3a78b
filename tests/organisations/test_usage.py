"""Organisations know no people: who uses one is asked of models that rooms above register."""

import ast
from pathlib import Path

import pytest
from django_scopes import scope, scopes_disabled

from pretalx_ofa import organisations
from pretalx_ofa.organisations import usage
from pretalx_ofa.organisations.queries import known_names, organisations_by_name, suggestions
from pretalx_ofa.organisations.registry.changes import events_of, open_proposals
from pretalx_ofa.organisations.registry.load import used_organisations
from tests.factories import affiliate, make_event, make_organisation, make_speaker

SOURCES = sorted(Path(organisations.__file__).parent.rglob("*.py"))


def names_in(source):
    """Identifiers, imported modules and strings of one word (fields, lookups) of a module."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.alias(name=name):
                yield name
            case ast.keyword(arg=str(name)) | ast.ImportFrom(module=str(name)):
                yield name
            case ast.Constant(value=str(text)) if " " not in text:
                yield text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_name_in_the_room_speaks_of_people(path):
    names = {name.lower() for name in names_in(path.read_text(encoding="utf-8"))}

    assert [n for n in names if "affiliation" in n or "speaker" in n] == []


def test_an_event_uses_what_its_people_are_at(event):
    lund = make_organisation("Lund University", ror="https://ror.org/012a77v79")
    make_organisation("RISE", ror="https://ror.org/03nnxqz81")
    affiliate(make_speaker(event), lund)
    other = make_event()

    with scopes_disabled():
        assert known_names(event) == ["Lund University"]
        assert known_names(other) == []
        assert list(used_organisations()) == [lund.ror]
        assert events_of([lund.pk]) == {lund.pk: {event.pk}}


def test_organisations_work_where_nobody_registered(event, monkeypatch):
    own = make_organisation("Blue Toucan", event=event)
    lund = make_organisation("Lund University", ror="https://ror.org/012a77v79")
    affiliate(make_speaker(event), lund)
    monkeypatch.setattr(usage, "_models", [])

    with scope(event=event):
        assert organisations_by_name(event) == {"blue toucan": own}
        assert known_names(event) == ["Blue Toucan"]
        assert [entry.id for entry in suggestions(event, "blue", "en")] == [own.pk]
        assert list(open_proposals(event)) == []
    with scopes_disabled():
        assert used_organisations() == {}
        assert events_of([lund.pk]) == {}
