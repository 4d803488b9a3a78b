import datetime as dt

from pretalx_ofa.i18n import dates
from pretalx_ofa.presentation.localized import LocalizedText, View, localized


class TimeView(View):
    """One time of a session, in the event's time zone and one language.

    ``end_text`` names the day where it is another than the one it starts on: "Wed 19 Nov 00:30".
    """

    start: dt.datetime
    end: dt.datetime
    day: str
    start_text: str
    end_text: str
    room: LocalizedText = LocalizedText()

    @property
    def text(self):
        return f"{self.start_text}–{self.end_text}"

    @property
    def text_with_day(self):
        return f"{self.day} {self.text}"


def time_view(reading, slot, language):
    zone = reading.programme.tz
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    room = reading.programme.room.get(slot.room)
    return TimeView(
        start=start,
        end=end,
        day=dates.short_day(start.date(), language),
        start_text=dates.clock(start, zone),
        end_text=_end(start, end, language),
        room=localized(room.name, language) if room else LocalizedText(),
    )


def interval(slot, zone, language, date):
    """ "09:00–09:30" in a time zone; what is on another day than ``date`` says on which."""
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    text = f"{dates.clock(start, zone)}–{_end(start, end, language)}"
    return text if start.date() == date else f"{dates.short_day(start.date(), language)} {text}"


def _end(start, end, language):
    text = dates.clock(end, end.tzinfo)
    # What ends at midnight ends on the day it began.
    last = max(start, end - dt.timedelta(microseconds=1)).date()
    return text if last == start.date() else f"{dates.short_day(end.date(), language)} {text}"


def duration(minutes):
    """ "30 min", "8 h", "8 h 30 min": the same in any language of ours."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))
