"""Reading files of other conference systems into a :class:`Programme`.

The format is recognised by the content, never by the name.
"""

from pretalx_ofa.importing.reading import frab_xml, schedule_json
from pretalx_ofa.importing.reading.foreign import ReadError
from pretalx_ofa.programme import records

__all__ = ["ReadError", "read"]


def read(content):
    """The Programme in ``content`` (bytes). Raises ReadError, naming the place in the file."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        return frab_xml.read(content)
    if start != b"{":
        raise ReadError("This is neither JSON nor XML.")
    data = schedule_json.load(content)
    if "schedule" in data:
        return schedule_json.read(data["schedule"])
    if "format" not in data:
        raise ReadError(
            "There is no programme in this JSON: neither a “schedule” (schedule.json, version 1)"
            " nor a “format” (our programme.json)."
        )
    try:
        return records.from_json(content)
    except ValueError as error:
        raise ReadError(f"This is no programme of ours: {error}") from error
