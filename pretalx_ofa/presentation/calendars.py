"""Links to a calendar of the programme, or of part of it."""

from urllib.parse import urljoin

from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.presentation.localized import LocalizedText, View, phrase


class CalendarLinks(View):
    """``subscribe`` opens the calendar program of a phone or computer, which then asks again by itself;
    ``download`` is the same calendar as a file. ``lang`` is the BCP 47 tag of the calendar."""

    lang: str
    subscribe: str
    subscribe_label: LocalizedText
    download: str
    download_label: LocalizedText


def calendar_links(reading, query=""):
    """The :class:`CalendarLinks` in the first language, None where organisers offer no calendar, and
    before there are times.

    ``query`` says what is in it: "track=1", "room=2", "person=ABCDEF"; empty for all sessions.
    """
    language = reading.languages[0]
    address = reading.links.calendar(language, query)
    if not address or reading.programme.is_featured:
        return None
    # A program of its own opens it: that needs the host, also where our pages leave it out.
    download = urljoin(reading.links.site, address)
    return CalendarLinks(
        lang=bcp47(language),
        subscribe=f"webcal:{download.partition(':')[2]}",
        subscribe_label=phrase(
            language, lambda words: words.pgettext("pretalx_ofa", "Subscribe to the calendar")
        ),
        download=download,
        download_label=phrase(
            language, lambda words: words.pgettext("pretalx_ofa", "Calendar file")
        ),
    )
