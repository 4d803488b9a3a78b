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
    if entry.is_slim:
        title = f'<b class="ofa-title">{texts(entry.titles)}</b>'
    else:
        title = _title(entry) + _notes(entry.sides) + _abstracts(entry.sides)
    speakers = "; ".join(map(speaker_html, entry.speakers))
    if speakers:
        speakers = f"<p>{speakers}</p>"
    time = f"{entry.time} ({entry.elsewhere})" if entry.elsewhere else entry.time
    places = [time] if time else []
    if len(entry.rooms) <= MOST_ROOMS:
        place = f" id={entry.room_anchor}" if entry.room_anchor else ""
        places += [
            f'<a{place} href="{escape(room.url)}">{texts(room.names)}</a>' for room in entry.rooms
        ]
    if entry.track:
        places.append(_track(entry.track))
    if entry.held_in:
        places.append(text(entry.held_in))
    return f'<li class="{kind}"{anchor}>{title}{speakers}<p>{" · ".join(places)}</p></li>'


def text(localized):
    """A :class:`LocalizedText` with its ``lang`` where it has one."""
    words = escape(localized.text)
    return f'<span lang="{localized.lang}">{words}</span>' if localized.lang else words


def texts(several):
    return " / ".join(map(text, several))


def _title(entry):
    """One link, whose text stands in two columns where there are two languages."""
    if len(entry.sides) == 1:
        (side,) = entry.sides
        return f'<a class="ofa-title" href="{escape(entry.url)}">{text(side.title)}</a>'
    titles = "".join(_in_column(side.lang, text(side.title)) for side in entry.sides)
    return f'<a class="ofa-title ofa-sides" href="{escape(entry.url)}">{titles}</a>'


def _notes(sides):
    return "".join(
        f'<p class="ofa-note"{_lang(side.lang)}>{text(note)}</p>'
        for side in sides
        for note in side.notes
    )


def _abstracts(sides):
    if not any(side.abstract for side in sides):
        return ""
    columns = "".join(
        f"<div{_lang(side.abstract.lang or side.lang)}>{side.abstract.html(5)}</div>"
        for side in sides
    )
    return f'<div class="ofa-abstract ofa-sides">{columns}</div>'


def _in_column(lang, html):
    return f"<span{_lang(lang)}>{html}</span>"


def _lang(tag):
    return f' lang="{tag}"' if tag else ""


def speaker_html(speaker):
    """A :class:`SpeakerLine`."""
    names = [f'<a href="{escape(speaker.url)}">{escape(speaker.name)}</a>']
    names += map(linked, speaker.organisations)
    return ", ".join(names)


def card_html(card, *, is_wall):
    """A :class:`SpeakerCard` as an item of a list, with its photo on a wall."""
    photo = ""
    if is_wall and card.photo:
        photo = f'<img src="{escape(card.photo)}" alt="" loading=lazy width=72 height=72>'
    name = f'<a class="ofa-title" href="{escape(card.url)}">{escape(card.name)}</a>'
    organisations = [linked(link) for link in card.organisations]
    signs = "".join(map(_sign, card.tracks))
    if not is_wall:
        return f"<li>{', '.join([name, *organisations])} {signs}</li>"
    lines = "".join(f"<p>{line}</p>" for line in (*organisations, signs) if line)
    return f"<li>{photo}<div>{name}{lines}</div></li>"


def linked(link):
    """A :class:`NamedLink` as a link, or as words where there is no page."""
    return (
        f'<a href="{escape(link.url)}">{texts(link.names)}</a>' if link.url else texts(link.names)
    )


def _sign(track):
    """A track in a few letters, with its name for whoever asks."""
    sign = escape(f"{track.glyph} {track.code}".strip())
    names = escape(" / ".join(text.text for text in track.names))
    return f'<a class=ofa-sign href="{escape(track.url)}" title="{names}">{sign}</a>'


def _track(track):
    sign = escape(f"{track.glyph} {track.code}".strip())
    return (
        f'<a class="ofa-look" style="--ofa-mark:{track.mark}" href="{escape(track.url)}">'
        f"<b aria-hidden=true>{sign}</b> {texts(track.names)}</a>"
    )
