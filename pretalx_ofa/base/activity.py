"""What pretalx's activity log keeps of our actions: one line for each saving of a page.

Whoever changes a row calls :func:`log`, with words that people read. Inside :func:`one_entry` these
calls become one line.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.contenttypes.models import ContentType
from pretalx.common.models import ActivityLog

# What sections of several kinds, saved with one page, are called together.
SAVED = "pretalx_ofa.page.update"
_line = ContextVar("pretalx_ofa_line", default=None)


class _Line:
    """The :func:`log` calls of one saved page; the first says on whose history the line stands.

    ``several`` is the name of actions of several kinds together; without it the first one's.
    """

    def __init__(self, several=None):
        self.several = several
        self.actions, self.changes, self.data = [], {}, {}
        self.owner = self.about = self.stored = None

    def add(self, owner, action, changes, data, **about):
        if not self.actions:
            self.owner, self.about = owner, about
        self.actions.append(action)
        self.data |= data
        for key, pair in changes.items():
            standing = self.changes.get(key, ("", ""))
            self.changes[key] = tuple(
                "; ".join(filter(None, p)) for p in zip(standing, pair, strict=True)
            )

    @property
    def action(self):
        """The one action, or what several are together."""
        if len(self.actions) == 1:
            return self.actions[0]
        kinds = {action.rpartition(".")[0] for action in self.actions}
        if len(kinds) == 1:
            return f"{kinds.pop()}.update"
        return self.several or self.actions[0]

    def write(self):
        """Stores the line, or what was added to it since."""
        changes = {
            key: {"old": old, "new": new} for key, (old, new) in self.changes.items() if old != new
        }
        data = self.data | ({"changes": changes} if changes else {})
        if self.stored:
            self.stored.action_type, self.stored.data = self.action, data
            self.stored.save(update_fields=["action_type", "data"])
        elif self.actions:
            self.stored = self.owner.log_action(self.action, data=data, **self.about)


@contextmanager
def one_entry(request=None):
    """All :func:`log` calls inside become one line; with a ``request`` also those of its other
    sections, which are saved one after the other.
    """
    line = getattr(request, "ofa_activity", None) or _Line(SAVED if request else None)
    if request:
        request.ofa_activity = line
    known = len(line.actions)
    token = _line.set(line)
    try:
        yield
    finally:
        _line.reset(token)
    if len(line.actions) > known:
        line.write()


def log(owner, action, *, person, orga=True, changes=None, data=None):
    """Logs an action on a row (``owner``) of pretalx's or ours.

    ``changes`` are {what: (words before, words after)}, ``data`` more to keep. Several changes of
    one name are listed behind each other.
    """
    line = _line.get() or _Line()
    line.add(owner, action, changes or {}, data or {}, person=person, orga=orga)
    if not _line.get():
        line.write()


def forget_activity(model, keys):
    """Removes the plugin's log entries about rows of a model (primary keys): they quote personal data."""
    ActivityLog.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=keys,
        action_type__startswith="pretalx_ofa.",
    ).delete()
