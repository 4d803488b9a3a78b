"""Entries of an agenda as HTML.

Drawn here and not by a template, which takes four times as long, of a thousand entries a third of a
second. Every dynamic part is escaped. A part less is a few bytes less in each entry: the colour
of the track, for example, is drawn by the link to it.
"""

from html import escape

# A break in more rooms than these is everybody's: their names would say no more.
MOST_ROOMS = 3


def entry_html(entry):
    """An :class:`EntryView` as an item of a list."""
    anchor = f" id={entry.anchor}" if entry.anchor else ""
    kind = "ofa-entry ofa-slim" if entry.is_slim else "ofa-entry"
    sides = "".join(_side(entry, side) for side in entry.sides)
    if len(entry.sides) > 1:
        sides = f'<div class="ofa-sides">{sides}</div>'
    if entry.titles:
        sides = f'<b class="ofa-title">{texts(entry.titles)}</b>'
    speakers = "; ".join(map(_speaker, entry.speakers))
    if speakers:
        speakers = f"<p>{speakers}</p>"
    time = f"{entry.time} ({entry.elsewhere})" if entry.elsewhere else entry.time
    places = [time] if time else []
    if len(entry.rooms) <= MOST_ROOMS:
        places += [f'<a href="{escape(room.url)}">{texts(room.names)}</a>' for room in entry.rooms]
    if entry.track:
        places.append(_track(entry.track))
    if entry.held_in:
        places.append(texts(entry.held_in))
    return (
        f'<li class="{kind}"{anchor}>{sides}{speakers}'
        f'<p class="ofa-quiet">{" · ".join(places)}</p></li>'
    )


def text(localized):
    """A :class:`LocalizedText` with its ``lang`` where it has one."""
    words = escape(localized.text)
    return f'<span lang="{localized.lang}">{words}</span>' if localized.lang else words


def texts(several):
    return " / ".join(map(text, several))


def _side(entry, side):
    lang = f' lang="{side.lang}"' if side.lang else ""
    title = side.title and f'<a class="ofa-title" href="{escape(entry.url)}">{text(side.title)}</a>'
    notes = "".join(f'<p class="ofa-note">{text(note)}</p>' for note in side.notes)
    abstract = (
        side.abstract
        and f'<div class="ofa-abstract"{_lang(side.abstract)}>{side.abstract.html(5)}</div>'
    )
    drawn = f"{title or ''}{notes}{abstract or ''}"
    return f"<div{lang}>{drawn}</div>" if len(entry.sides) > 1 else drawn


def _lang(localized):
    return f' lang="{localized.lang}"' if localized.lang else ""


def _speaker(speaker):
    names = [f'<a href="{escape(speaker.url)}">{escape(speaker.name)}</a>']
    names += map(texts, speaker.organisations)
    return ", ".join(names)


def _track(track):
    sign = escape(f"{track.glyph} {track.code}".strip())
    return (
        f'<a class="ofa-t{track.id}" href="{escape(track.url)}">'
        f"<b aria-hidden=true>{sign}</b> {texts(track.names)}</a>"
    )
