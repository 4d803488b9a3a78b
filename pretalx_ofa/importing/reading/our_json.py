"""Our own programme.json."""

import msgspec
from babel import Locale, UnknownLocaleError

from pretalx_ofa.i18n.characters import readable
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.reading.foreign import File
from pretalx_ofa.importing.reading.sentences import ReadError, quoted
from pretalx_ofa.importing.reading.values import (
    LONGEST_KEY,
    LONGEST_PROSE,
    LONGEST_SESSION,
    YEARS,
    zone_named,
)
from pretalx_ofa.programme import records

LARGEST_NUMBER = 2**53


def read(data):
    """The File of decoded JSON; raises ReadError with the JSON path."""
    try:
        programme = msgspec.convert(_bounded(data, "$"), type=records.Programme)
    except msgspec.ValidationError as error:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "This is no programme of ours: {reason}"),
            reason=str(error),
        ) from error
    _check(programme)
    return File(programme=programme)


def _bounded(value, where):
    """The same data without control characters; refuses what no field can hold."""
    if isinstance(value, dict):
        return {readable(k): _bounded(v, f"{where}.{quoted(k)}") for k, v in value.items()}
    if isinstance(value, list):
        return [_bounded(item, f"{where}[{n}]") for n, item in enumerate(value)]
    if isinstance(value, str):
        if len(value) > LONGEST_PROSE:
            _refuse(where, value)
        return readable(value)
    if isinstance(value, int | float) and not abs(value) <= LARGEST_NUMBER:
        _refuse(where, value)
    return value


def _check(programme):
    """Refuses the first value that pretalx cannot store, with its place."""
    for where, value, is_usable in _checks(programme):
        if not is_usable:
            _refuse(where, value)


def _checks(programme):
    """(place, value, whether it is usable) of all that the record's types do not hold."""
    yield from _event_checks(programme.event)
    for n, code in enumerate(programme.languages):
        yield f"$.languages[{n}]", code, _is_language(code)
    for kind in ("rooms", "tracks", "types"):
        for n, record in enumerate(getattr(programme, kind)):
            yield f"$.{kind}[{n}].name", "", record.name
    for kind in ("people", "sessions"):
        seen = set()
        for n, record in enumerate(getattr(programme, kind)):
            is_key = 0 < len(record.code) <= LONGEST_KEY and record.code not in seen
            yield f"$.{kind}[{n}].code", record.code, is_key
            seen.add(record.code)
    for n, session in enumerate(programme.sessions):
        yield from _session_checks(session, f"$.sessions[{n}]")
    for n, record in enumerate(programme.breaks):
        yield f"$.breaks[{n}].slot", _span(record.slot), _is_possible(record.slot)


def _event_checks(event):
    yield "$.event.timezone", event.timezone, zone_named(event.timezone)
    yield "$.event.date_from", event.date_from, event.date_from.year in YEARS
    yield "$.event.date_to", event.date_to, event.date_to.year in YEARS
    yield "$.event.date_to", event.date_to, event.date_from <= event.date_to


def _session_checks(session, where):
    yield f"{where}.title", "", session.title
    yield f"{where}.guid", session.guid, len(session.guid) <= LONGEST_KEY
    yield f"{where}.language", session.language, _is_language(session.language)
    yield f"{where}.minutes", session.minutes, 0 <= session.minutes <= LONGEST_SESSION
    for n, slot in enumerate(session.slots):
        yield f"{where}.slots[{n}]", _span(slot), _is_possible(slot)
        yield f"{where}.slots[{n}].uid", slot.uid, len(slot.uid) <= LONGEST_KEY


def _span(slot):
    return f"{slot.start} – {slot.end}"


def _is_possible(slot):
    return slot.start.year in YEARS and slot.end.year in YEARS and slot.start <= slot.end


def _is_language(code):
    try:
        return bool(Locale.parse(code.split("-")[0])) and len(code) <= 32
    except (ValueError, UnknownLocaleError):
        return False


def _refuse(where, value):
    raise ReadError(
        pgettext_noop("pretalx_ofa", "{where}: “{value}” cannot be used here"),
        where=where,
        value=quoted(value),
    )
