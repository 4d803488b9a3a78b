"""How an organisation is shown to a reader."""

from functools import cached_property

from pretalx_ofa.organisations.models import OrganisationName
from pretalx_ofa.organisations.queries import folded, name_in, place_in


class OrganisationView:
    """An organisation in the reader's language. Its names have to be at hand (prefetched)."""

    def __init__(self, record, language, *, people=0):
        self.record, self.language, self.people = record, language, people
        self.pk, self.ror, self.website = record.pk, record.ror, record.website
        self.is_own = record.event_id is not None
        self.is_suggested = record.confirmation == record.Confirmation.SUGGESTED
        self.is_active = record.status == record.Status.ACTIVE
        self.name, self.place = name_in(record, language), place_in(record, language)

    def __str__(self):
        return self.name

    @property
    def status(self):
        return self.record.get_status_display()

    @cached_property
    def search(self):
        """All names and places, folded: what a search looks into."""
        return folded(" ".join([*(n.value for n in self.record.names.all()), self.place]))

    @property
    def types(self):
        labels = dict(self.record.Type.choices)
        return [labels.get(kind, kind) for kind in self.record.types]

    @property
    def names(self):
        """[(kind, [names])] besides the one that is the heading."""
        groups = {}
        for name in self.record.names.all():
            if name.value != self.name:
                groups.setdefault(name.kind, {})[name.value] = name
        order = [kind for kind in OrganisationName.Kind if kind in groups]
        return [(kind.label, list(groups[kind].values())) for kind in order]
