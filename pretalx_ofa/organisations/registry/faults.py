"""What can be wrong with a release: a message of the catalogues and what it names. Pure."""

from pretalx_ofa.i18n.words import pgettext_noop

UNEXPECTED = pgettext_noop(
    "pretalx_ofa", "Something unexpected went wrong; the server’s log says what."
)
INTERRUPTED = pgettext_noop("pretalx_ofa", "It was interrupted. The next load takes up its work.")
MORE = pgettext_noop("pretalx_ofa", "There are more errors than these.")


class Fault(Exception):  # noqa: N818 -- its kinds are errors
    """``message`` is a sentence of the catalogues with ``values`` to fill in; ``row`` counts records
    from 1 and is 0 where the fault is in none of them."""

    def __init__(self, message, *, row=0, **values):
        super().__init__(message.format(**values))
        self.message, self.row, self.values = message, row, values

    def stored(self):
        """[row, message, values], as a RegistryImport keeps it: pages translate it."""
        return [self.row, self.message, self.values]


class DumpError(Fault):
    """The file is no dump of the registry."""


class RecordError(Fault):
    """A record is not as the registry's schema says."""


class FetchError(Fault):
    """Nothing usable came from the address."""


def unreadable(error, kind=DumpError, **values):
    """The fault of an OSError, in the system's own words: no such file, no space left."""
    reason = error.strerror or type(error).__name__
    message = pgettext_noop("pretalx_ofa", "The file cannot be read or written ({reason}).")
    return kind(message, reason=reason, **values)
