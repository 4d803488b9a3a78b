import pytest
from django.utils import timezone, translation
from django_scopes import scope

from pretalx_ofa.base import limits
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_room,
    make_session,
    make_speaker,
    make_track,
    release,
    schedule,
    translate,
)


@pytest.fixture(autouse=True)
def nobodys_language():
    """A request leaves its language and time zone behind: pretalx would give them to new accounts."""
    with translation.override("en"), timezone.override(None):
        yield


@pytest.fixture(autouse=True)
def nobody_asked_before():
    """Without a cache the process counts who asks how often: accounts of other tests have the same keys."""
    limits._counts.clear()


@pytest.fixture
def event(db):
    """A public event in English and Portuguese with the plugin on and nothing in it."""
    return make_event("symposium")


@pytest.fixture
def in_event(event):
    """Database access as a request to the event has it."""
    with scope(event=event):
        yield event


@pytest.fixture
def released(event):
    """One session, two languages, a speaker with two affiliations, released as 1.0."""
    make_room(event)
    speaker = make_speaker(event, "Johan Linåker", biography="Researcher at **RISE**.")
    affiliate(speaker, make_organisation("RISE Research Institutes of Sweden"), "Senior Researcher")
    affiliate(speaker, make_organisation("Lund University"), "Adjunct Assistant Professor")
    session = make_session(
        event,
        "A Cartography of Collaboration",
        speakers=[speaker],
        track=make_track(event),
        abstract="Twelve **open** models.",
    )
    translate(session, "title", "pt-br", "Uma cartografia da colaboração")
    translate(session, "abstract", "pt-br", "Doze modelos **abertos**.")
    schedule(session)
    release(event)
    return event
