"""Puts an event into the demo whose every text is as long as people make them. Run as a program.

The demo's environment says where. Its first speaker has the code UNWLDY, its JSON cannot be built.
"""

import datetime as dt

import django

django.setup()

from django.utils.timezone import now  # noqa: E402 -- after the set-up
from django_scopes import scopes_disabled  # noqa: E402

from pretalx_ofa.exports.models import ExportFile  # noqa: E402
from pretalx_ofa.exports.registry import file_named  # noqa: E402
from tests.factories import (  # noqa: E402
    affiliate,
    make_break,
    make_event,
    make_organisation,
    make_room,
    make_session,
    make_speaker,
    make_track,
    make_user,
    release,
    schedule,
    translate,
)

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
URL = f"https://example.org/{WORD}/{WORD}?{WORD}"
NAMES = " ".join(["Pedro de Alcântara Francisco António João Carlos Xavier de Paula"] * 3)
MARKDOWN = f"""{URL}

{WORD} `{WORD}` **{WORD}** [{WORD}]({URL})

    {WORD} {NAMES}

| {WORD} | {WORD} |
|--------|--------|
| {NAMES} | {URL} |

* {WORD}
    * {WORD}
        * {WORD}

{NAMES} {NAMES}"""


@scopes_disabled()
def main():
    event = make_event("unwieldy")
    event.name = f"{WORD[:80]} {NAMES[:100]}"
    event.save()
    event.extra_links.create(label=WORD[:80], url="https://example.org/", role="header")
    tracks = [
        make_track(event, name, description=MARKDOWN) for name in (WORD, NAMES[:199], "Short")
    ]
    rooms = [make_room(event, WORD), make_room(event, NAMES[:100])]
    for room in rooms:
        room.description = f"{WORD} {NAMES}"
        room.save()
    user = make_user(WORD[:100], email="unwieldy@example.org")
    user.set_password("unwieldy-2025")
    user.save()
    people = [
        make_speaker(event, WORD[:120], user=user, biography=MARKDOWN, code="UNWLDY"),
        make_speaker(event, NAMES[:200], biography=MARKDOWN),
    ]
    for person in people:
        affiliate(person, make_organisation(WORD, country="BR", event=event), WORD)
        affiliate(person, f"{WORD} {NAMES}"[:280], NAMES[:190])
    for n, (track, room, title) in enumerate(
        zip(tracks, [*rooms, rooms[0]], (WORD, NAMES[:199], "Short"), strict=True)
    ):
        session = make_session(event, title, speakers=people, track=track, abstract=MARKDOWN)
        if n < 2:
            translate(session, "title", "pt-br", title[::-1])
            translate(session, "abstract", "pt-br", MARKDOWN)
        schedule(session, f"2025-11-18T{10 + n}:00", room=room)
    schedule(
        make_session(event, WORD, track=tracks[0], content_locale="pt-br"),
        "2025-11-18T23:30",
        60,
        rooms[0],
    )
    make_break(event, WORD, "2025-11-18T15:00", room=rooms[0])
    release(event)
    chosen, mode, _name = file_named("programme.json", ["en", "pt-br"])
    ExportFile.objects.create(
        event=event,
        format=chosen.name,
        languages=",".join(mode),
        state=ExportFile.State.FAILED,
        next_try=now() + dt.timedelta(days=1),
    )


main()
