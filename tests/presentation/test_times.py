import pytest

from pretalx_ofa.presentation.times import duration, time_view
from tests.presentation.programmes import at, programme, reading


def end_text(slot, language="en"):
    return time_view(reading(programme()), slot, language).end_text


def test_a_time_names_its_day_clock_and_room():
    time = time_view(reading(programme()), at("2025-11-18T16:20"), "pt-br")

    assert (time.day, time.text, time.room.text) == ("ter., 18 de nov.", "16:20–16:50", "Sala 1")


def test_a_session_over_midnight_says_on_which_day_it_ends():
    assert end_text(at("2025-11-18T23:30", 90)) == "Wed 19 Nov 01:00"
    assert end_text(at("2025-11-18T23:30", 90), "pt-br") == "qua., 19 de nov. 01:00"


def test_what_ends_at_midnight_ends_on_the_day_it_began():
    assert end_text(at("2025-11-18T23:30", 30)) == "00:00"


def test_a_session_without_length_ends_when_it_begins():
    assert end_text(at("2025-11-18T00:00", 0)) == "00:00"


@pytest.mark.parametrize(
    ("minutes", "words"), ((0, "0 min"), (30, "30 min"), (480, "8 h"), (510, "8 h 30 min"))
)
def test_durations(minutes, words):
    assert duration(minutes) == words
