"""The symposium that `make demo` loads, and how its server starts. Browser tests: tests/e2e."""

import datetime as dt
import socket
import subprocess
import sys
from collections import Counter

import pytest

from pretalx_ofa.demo.loading import SYMPOSIUM
from pretalx_ofa.demo.serving import application
from pretalx_ofa.importing.reading import read
from tests.services.conftest import free_port


@pytest.fixture(scope="module")
def symposium():
    return read(SYMPOSIUM.read_bytes()).programme


def test_the_two_sessions_of_the_seed_are_exact(symposium):
    johan = next(p for p in symposium.people if p.name == "Johan Linåker")
    own = [s for s in symposium.sessions if johan.code in {x.person for x in s.speakers}]

    assert [
        (
            session.title.choose("en").text.split(":")[0],
            symposium.track[session.track].name.choose("en").text,
            session.slots[0].start.astimezone(symposium.tz).isoformat()[:16],
            session.minutes,
        )
        for session in own
    ] == [
        (
            "A Cartography of Collaboration in Open Source AI",
            "Open Source and AI",
            "2025-11-18T16:20",
            30,
        ),
        (
            "Sustainable Development and Collaboration in Public Sector Open Source Software Projects",
            "Sustainability and Security",
            "2025-11-19T15:50",
            30,
        ),
    ]


def test_it_shows_every_state_a_page_has_to_cope_with(symposium):
    affiliations = Counter(len(person.affiliations) for person in symposium.people)
    kinds = {a.kind for person in symposium.people for a in person.affiliations}
    languages = {
        (session.language, frozenset(session.title.values)) for session in symposium.sessions
    }

    assert len(symposium.sessions) >= 24
    assert affiliations.keys() >= {0, 1, 2}
    assert "independent" in kinds
    assert languages >= {
        ("pt-br", frozenset({"pt-br", "en"})),
        ("en", frozenset({"pt-br", "en"})),
        ("en", frozenset({"en"})),
        ("pt-br", frozenset({"pt-br"})),
    }
    assert max(len(session.speakers) for session in symposium.sessions) == 3
    assert max(len(session.slots) for session in symposium.sessions) == 2
    assert any(session.track is None for session in symposium.sessions)
    descriptions = {frozenset(s.description.values) for s in symposium.sessions}
    assert descriptions == {frozenset(), frozenset({"pt-br"}), frozenset({"pt-br", "en"})}
    ends = [(slot.start, slot.end) for s in symposium.sessions for slot in s.slots]
    assert any(start.date() < end.date() for start, end in ends)
    assert symposium.breaks
    assert {day.date for day in symposium.days} == {dt.date(2025, 11, 18), dt.date(2025, 11, 19)}


def test_a_taken_port_is_named_and_nothing_is_set_up(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pretalx_ofa.demo",
                "--port",
                str(port),
                "--data",
                tmp_path / "d",
            ],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr
    assert "make demo PORT=" in done.stderr
    assert not (tmp_path / "d").exists()


def test_another_name_of_this_machine_leads_to_the_right_address(tmp_path):
    netloc = f"127.0.0.1:{free_port()}"
    app = application(None, tmp_path, netloc)
    answers = []

    app(
        {"HTTP_HOST": "localhost:1", "PATH_INFO": "/a b/", "QUERY_STRING": "lang=pt"},
        lambda status, headers: answers.append((status, dict(headers))),
    )

    assert answers == [("307 Temporary Redirect", {"Location": f"http://{netloc}/a%20b/?lang=pt"})]
