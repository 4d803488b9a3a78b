"""Figures that a busy machine spoils least: things to compare take turns, the median counts."""

import statistics
import subprocess
import sys
import time
from contextlib import contextmanager

from django.db import connection

ROUNDS = 7


def seconds_of(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def alternating(actions, *, before=None, rounds=ROUNDS):
    """{name: median seconds} of ``actions`` ({name: action}) after one round that does not count.

    ``before`` ({name: action}) is done before each, and not counted. Every other round goes
    backwards, so that none always comes first.
    """
    spent = {name: [] for name in actions}
    for number in range(rounds + 1):
        for name in sorted(actions, reverse=bool(number % 2)):
            (before or {}).get(name, bool)()
            spent[name].append(seconds_of(actions[name]))
    return {name: statistics.median(times[1:]) for name, times in spent.items()}


def in_new_process(module, *arguments, environment=None):
    """What ``python -m module`` prints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


@contextmanager
def counted_queries():
    """A list that gets an entry a query, however many there are (Django's own log ends at 9,000)."""
    queries = []

    def count(execute, sql, *arguments):
        queries.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(count):
        yield queries
