"""How many queries something takes. Where pretalx adds its own, a test compares two sizes; a
literal number stands where all are ours."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(action):
    """Counts an action's queries the second time, when what a process keeps is there."""
    action()
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)
