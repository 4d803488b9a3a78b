"""How many queries something takes. Where pretalx adds its own, a test compares two sizes; a
literal number stands where all are ours."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hierarkey.proxy import dirty_cache_keys


def queries_of(action):
    """Counts an action's queries the second time, when what a process keeps is there."""
    action()
    # What a test has set itself is read anew each time until its transaction ends, which it never does.
    dirty_cache_keys.set(set())
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)
