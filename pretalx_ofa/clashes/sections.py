"""What rooms above say of the fields that several people may be editing at once."""

_sections = {}


def section(kind):
    """Class decorator: registers a :class:`Section`."""
    _sections[kind.name] = kind
    return kind


def sections_of(owner):
    """The registered :class:`Section` classes of a kind of owner."""
    return [kind for kind in _sections.values() if kind.owner == owner]


def section_of(clash):
    """The :class:`Section` that a clash belongs to."""
    kind = _sections[clash.section]
    return kind(getattr(clash, kind.owner) if kind.owner else clash.event)


class Section:
    """The fields of one thing that one form has: {key: value}, values as JSON has them.

    ``owner`` is the foreign key of a clash that leads to the thing, "" for the event; ``permission``
    what its form asks for, of the thing or (``of_event``) of its event.
    """

    name = ""
    owner = ""
    permission = ""
    of_event = False

    def __init__(self, thing):
        self.thing = thing
        self.event = thing.event if self.owner else thing

    @property
    def where(self):
        """The fields of a clash that say whose it is."""
        return {"event": self.event, "section": self.name} | (
            {self.owner: self.thing} if self.owner else {}
        )

    def may_change(self, user):
        return user.has_perm(self.permission, self.event if self.of_event else self.thing)

    def has(self, key):
        """Whether the form has this field."""
        return True

    def stored(self):
        """{key: value} as the database has them now. A key that is missing is gone."""
        raise NotImplementedError

    def unseen(self, stored, made_from, changed):
        """Those of ``changed`` that judge something which is no longer as the person saw it."""
        return {}

    def problems(self, stored, changed):
        """{key: sentence} of those of ``changed`` that cannot be stored beside the rest."""
        return {}

    def write(self, values, *, person):
        """Stores {key: value}, logged as changes of this person."""
        raise NotImplementedError

    def label(self, key):
        raise NotImplementedError

    def readable(self, key, value):
        """A value (None: gone) as text for people."""
        raise NotImplementedError

    def language(self, key):
        """The code of the language that a key's words are in; "" where they are in none."""
        return ""

    def url(self):
        """The organisers' page with the form."""
        raise NotImplementedError
