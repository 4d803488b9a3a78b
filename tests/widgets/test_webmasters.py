"""docs/webmasters.rst names every widget, option, value, class and custom property that there is."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import pretalx_ofa
from pretalx_ofa.widgets.registry import WIDGETS

ROOT = Path(__file__).parents[2]
CSS = (Path(pretalx_ofa.__file__).parent / "static/pretalx_ofa/widgets.css").read_text()


def table(heading):
    """{name in the first column: the other cells as one text} of the table with this heading."""
    lines = iter((ROOT / "docs" / "webmasters.rst").read_text(encoding="utf-8").splitlines())
    next(line for line in lines if re.match(rf"{heading}\s{{2,}}", line))
    starts = [found.start() for found in re.finditer("=+", next(lines))]
    rows, name = {}, ""
    while not (line := next(lines)).startswith("="):
        first, *rest = [line[a:b].strip() for a, b in pairwise([*starts, None])]
        name = first.strip("`") or name
        before = rows.get(name, [""] * len(rest))
        rows[name] = [f"{a} {b}".strip() for a, b in zip(before, rest, strict=True)]
    return rows


def test_every_widget_and_its_options():
    assert {name: cells[0].split() for name, cells in table("widget").items()} == {
        widget.name: [option.name for option in widget.options] for widget in WIDGETS.values()
    }


def literals(cell):
    return set(re.findall("``(.*?)``", cell))


OPTIONS = {option.name: option for widget in WIDGETS.values() for option in widget.options}


def test_every_option():
    assert set(table("option")) == set(OPTIONS)


@pytest.mark.parametrize("name", [name for name, option in OPTIONS.items() if option.values])
def test_every_value_of_an_option(name):
    values, defaults = table("option")[name][:2]
    alike = [o for widget in WIDGETS.values() for o in widget.options if o.name == name]

    assert literals(values) == {value for option in alike for value in option.values}
    assert literals(defaults) == {option.default for option in alike}


def test_classes_and_custom_properties_that_stay():
    properties, classes = table("custom property"), table("class")

    assert set(properties) == set(re.findall(r"^ +(--ofa-[a-z]+):", CSS, re.MULTILINE))
    known = set(re.findall(r"\.(ofa[a-z-]*)", CSS))
    assert set(classes) - known == {"ofa-day"} - known
