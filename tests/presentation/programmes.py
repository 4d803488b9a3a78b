"""A small programme without a database; a test says what it is about."""

import datetime as dt
from zoneinfo import ZoneInfo

from pretalx_ofa.presentation.links import Links
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.programme import records
from pretalx_ofa.programme.text import Text, Value

ZONE = "America/Sao_Paulo"
LINKS = Links(
    site="https://x",
    front=lambda: "https://x/p/ofa/",
    day=lambda date: f"https://x/p/ofa/#day-{date}",
    session=lambda code: f"https://x/talk/{code}/",
    person=lambda code: f"https://x/p/ofa/people/{code}/",
    pretalx_person=lambda code: f"https://x/speaker/{code}/",
    track=lambda number: f"https://x/p/ofa/tracks/{number}/",
    room=lambda number: f"https://x/p/ofa/rooms/{number}/",
    organisation=lambda number: f"https://x/p/ofa/organisations/{number}/",
    widget=lambda name, query: f"https://x/p/ofa/widgets/{name}/?{query}",
    calendar=lambda language, query: f"https://x/p/ofa/calendar/?lang={language}&{query}",
    file=lambda name: f"https://x/p/ofa/files/{name}",
    media=lambda name: f"https://x/media/{name}",
)


def text(original="en", /, **values):
    """A text by language (``pt_br``), approved in all but the original."""
    return Text(
        original=original,
        values={
            code.replace("_", "-"): Value(
                text=words, state="original" if code == original else "approved"
            )
            for code, words in values.items()
        },
    )


def at(start, minutes=30, room=1):
    begin = dt.datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(ZONE))
    return records.Slot(start=begin, end=begin + dt.timedelta(minutes=minutes), room=room)


def session(code="TALK", title=None, **fields):
    fields.setdefault("language", "en")
    fields.setdefault("minutes", 30)
    return records.Session(code=code, title=title or text(en="Open models"), **fields)


def person(code="ANA", name="Ana Souza", **fields):
    return records.Person(code=code, name=name, **fields)


def affiliation(number=1, name="RISE", **fields):
    return records.Affiliation(id=number, name=name, **fields)


def programme(*sessions, **fields):
    fields.setdefault("languages", ["en", "pt-br"])
    fields.setdefault("rooms", [records.Room(id=1, name=text(en="Main Room", pt_br="Sala 1"))])
    return records.Programme(
        format=records.FORMAT,
        event=records.Event(
            slug="symposium",
            name=text(en="Open Symposium", pt_br="Simpósio Aberto"),
            timezone=ZONE,
            date_from=dt.date(2025, 11, 18),
            date_to=dt.date(2025, 11, 19),
        ),
        source="released",
        version="1.0",
        sessions=list(sessions),
        **fields,
    )


def reading(given, *languages):
    return Reading(given, languages or ("en",), LINKS)
