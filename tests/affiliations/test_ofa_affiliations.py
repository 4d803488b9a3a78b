"""``ofa_affiliations``: lines of JSON in, as many out, in order."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def run(monkeypatch):
    def run(action, content):
        out, errors = io.StringIO(), io.StringIO()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        failed = None
        try:
            call_command("ofa_affiliations", action, stdout=out, stderr=errors)
        except CommandError as error:
            failed = error
        return [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue(), failed

    return run


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows).encode()


def test_biographies_to_affiliations(run):
    rows = lines(
        {"text": "Analyst at Foobar.", "lang": "en", "more": 1},
        {"text": "Cartographer at large."},
        {"text": "Ex-diretora da Foobar", "lang": 3},
    )
    assert run("extract", rows) == (
        [
            {
                "text": "Analyst at Foobar.",
                "affiliations": [
                    {"role": "Analyst", "organisation": "Foobar", "unit": None, "current": True}
                ],
            },
            {"text": "Cartographer at large.", "affiliations": []},
            {
                "text": "Ex-diretora da Foobar",
                "affiliations": [
                    {"role": "diretora", "organisation": "Foobar", "unit": None, "current": False}
                ],
            },
        ],
        "",
        None,
    )


def test_answers_to_organisations(run):
    assert run("split", lines({"raw": "USP e FGV"}, {"raw": "N/A"})) == (
        [
            {"raw": "USP e FGV", "organisations": ["USP", "FGV"]},
            {"raw": "N/A", "organisations": []},
        ],
        "",
        None,
    )


def test_what_cannot_be_read_is_named_and_the_others_are_answered(run):
    content = b'{"raw": "Foobar"}\n\nno JSON\n["raw"]\n{"raw": 3}\n\xff\xfe\n' + b"[" * 100_000
    content += b'\n{"raw": "\\ud800 Foo"}\n'

    found, errors, failed = run("split", content)

    assert [row["organisations"] for row in found] == [
        ["Foobar"],
        [],
        [],
        [],
        [],
        [],
        [],
        ["\ud800 Foo"],
    ]
    assert [line.split(":")[0] for line in errors.splitlines()] == [
        f"line {n}" for n in range(2, 8)
    ]
    assert failed.returncode == 1
