"""Queueing Celery tasks by name: lower rooms cannot import ``tasks.py``, which imports all rooms."""

import datetime as dt
import logging

from django.conf import settings
from pretalx.celery_app import app

LONGEST_PAUSE = 300

logger = logging.getLogger(__name__)


def has_workers():
    """Whether Celery workers take the tasks; without a broker pretalx runs them in the request."""
    return not settings.CELERY_TASK_ALWAYS_EAGER


def task_named(name):
    """The Celery task ``pretalx_ofa.NAME``."""
    return app.tasks[f"pretalx_ofa.{name}"]


def pause_after(tries):
    """The timedelta to wait after so many failed tries: 2, 4, 8 … seconds, at most LONGEST_PAUSE."""
    return dt.timedelta(seconds=min(2**tries, LONGEST_PAUSE))


def queue(name, **arguments):
    """Queues a task by name; False where the broker cannot be reached.

    An unreachable broker must never break the page or the release that queues.
    """
    try:
        task_named(name).apply_async(kwargs=arguments, retry=False)
    except Exception:  # whatever the transport raises
        logger.exception("%s could not be queued", name)
        return False
    return True
