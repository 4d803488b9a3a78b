"""Reading files of other conference systems.

The format is recognised by the content, never by the name.
"""

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.reading import frab_xml, our_json, schedule_json
from pretalx_ofa.importing.reading.foreign import File
from pretalx_ofa.importing.reading.sentences import ReadError, Sentence

__all__ = ["File", "ReadError", "Sentence", "read"]


def read(content):
    """The :class:`File` in ``content`` (bytes). Raises ReadError, naming the place in the file."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        return frab_xml.read(content)
    if start not in {b"{", b"["}:
        raise ReadError(pgettext_noop("pretalx_ofa", "This is neither JSON nor XML."))
    try:
        data = schedule_json.load(content)
        if "schedule" in data:
            return schedule_json.read(data["schedule"])
        if "format" in data:
            return our_json.read(data)
    except RecursionError:
        raise ReadError(pgettext_noop("pretalx_ofa", "This JSON is nested too deeply.")) from None
    raise ReadError(
        pgettext_noop(
            "pretalx_ofa",
            "There is no programme in this JSON: neither a “schedule” (schedule.json, version 1)"
            " nor a “format” (our programme.json).",
        )
    )
