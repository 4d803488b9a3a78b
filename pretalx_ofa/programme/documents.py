"""Parsing Markdown into documents: each text once per build, and none can fail it."""

import logging
from threading import local

from pretalx.common.templatetags.rich_text import markdown_engine

from pretalx_ofa.programme.markup import from_html
from pretalx_ofa.translations.fields import public_fields_of

logger = logging.getLogger(__name__)
_engines = local()
# The engine takes minutes for 20 kB of open brackets, and everybody waits for a build: what is longer
# or has more of these stays plain. 2,000 links in one text take half a second.
MOST_CHARACTERS, MOST_MARKS = 50_000, 2_000
SLOW_MARKS = "[`~<"


def document_of(markdown):
    """The document of a text as pretalx's own Markdown reads it; None for an empty one.

    Raises ValueError for one that would take too long, and whatever the engine raises: RecursionError
    for deep nesting, and others.
    """
    text = str(markdown)
    if len(text) > MOST_CHARACTERS or sum(map(text.count, SLOW_MARKS)) > MOST_MARKS:
        raise ValueError("too much mark-up")
    # pretalx's engine keeps state between calls: a thread of ours needs one of its own.
    if not hasattr(_engines, "own"):
        _engines.own = markdown_engine.__wrapped__()
    return from_html(_engines.own.reset().convert(text)) or None


class Documents:
    """The documents of one build: those of unchanged texts are taken from an earlier programme."""

    def __init__(self, earlier=None):
        self.known = dict(_documents_in(earlier)) if earlier else {}
        self.failed = []

    def of(self, text):
        """The document of a text. What cannot be parsed has none and is noted in ``failed``."""
        text = str(text)
        if text not in self.known:
            try:
                self.known[text] = document_of(text)
            except Exception as error:  # noqa: BLE001 -- any text is allowed, and the engine is not ours
                logger.info("A text cannot be parsed: %r", error)
                self.known[text] = None
                self.failed.append(text)
        return self.known[text]


def _documents_in(programme):
    """(text, document) of every text of a programme that has one."""
    texts = [track.description for track in programme.tracks]
    for kind, owners in (("submission", programme.sessions), ("speaker", programme.people)):
        names = public_fields_of(kind)
        texts += [getattr(owner, name) for owner in owners for name in names]
    for text in texts:
        for value in text.values.values():
            if value.document:
                yield value.text, value.document
