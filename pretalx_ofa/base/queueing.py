"""Handing work to Celery by a task's name: rooms do not know the tasks, which know every room."""

import logging

from django.conf import settings
from pretalx.celery_app import app

logger = logging.getLogger(__name__)


def has_workers():
    """Whether somebody else does the work; without a broker it is done where it is asked for."""
    return not settings.CELERY_TASK_ALWAYS_EAGER


def task_named(name):
    """The Celery task ``pretalx_ofa.NAME``."""
    return app.tasks[f"pretalx_ofa.{name}"]


def queue(name, **arguments):
    """Queues a task; says whether the broker took it.

    An unreachable broker must never break the page or the release that queues.
    """
    try:
        task_named(name).apply_async(kwargs=arguments, retry=False)
    except Exception:  # whatever the transport raises
        logger.exception("%s could not be queued", name)
        return False
    return True
