"""Commands that read a line of JSON and write one, in the same order, without holding all of them."""

import json
import sys


def rows(field, complain):
    """A dict for each line of the standard input, whose ``field`` is a text.

    Of a line that is none, ``complain`` gets a sentence that names the line, and an empty text takes its
    place: one line goes out for each line in, whatever it holds.
    """
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            row = json.loads(line.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or not isinstance(row.get(field), str):
            complain(f"line {number}: expected {{“{field}”: …}}")
            row = {field: ""}
        yield row
