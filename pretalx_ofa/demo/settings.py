"""pretalx's own settings on SQLite, without Redis, broker or mail server: for a demo on one machine.

Everything lies in PRETALX_DATA_DIR. The server and commands beside it share one database and cache.
"""

import os
from pathlib import Path

DATA = Path(os.environ.setdefault("PRETALX_DATA_DIR", ".demo")).resolve()
SITE_FILE = DATA / "address"

os.environ["PRETALX_DATA_DIR"] = str(DATA)
os.environ["PRETALX_FILESYSTEM_STATIC"] = str(DATA / "static")
os.environ.setdefault("PRETALX_NO_INITIAL_LOG", "1")
os.environ["PRETALX_DEBUG"] = "False"
# The address the server was last started on, so that commands print links that work.
if SITE_FILE.exists():
    os.environ.setdefault("PRETALX_SITE_URL", SITE_FILE.read_text().strip())

from pretalx.settings import *  # noqa: E402, F403 -- after what they read
from pretalx.settings import DATABASES, LOGGING  # noqa: E402 -- changed below

DATABASES["default"] |= {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA / "db.sqlite3"),
    "OPTIONS": {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    },
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "cache"),
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "mail")
CELERY_TASK_ALWAYS_EAGER = True
# Also without a result backend and a broker's host name in the log of every task.
CELERY_TASK_STORE_EAGER_RESULT = False
for logger in LOGGING["loggers"].values():
    logger["handlers"] = ["file"]
LOGGING["handlers"]["console"]["level"] = "ERROR"
