"""What a list of speakers can be filtered by: gaps, organisations and countries."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Prefetch, Q, TextChoices
from django.utils.translation import pgettext_lazy

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.base.counted import counted_sessions, speakers_of

FACTS = "speaker_id organisation_id organisation__country organisation__confirmation".split()
FACTS += "confirmation kind as_entered".split()


class Gap(TextChoices):
    """What an affiliation still lacks."""

    NONE = "none", pgettext_lazy("pretalx_ofa", "Without an affiliation")
    UNMATCHED = "unmatched", pgettext_lazy("pretalx_ofa", "Not linked")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("pretalx_ofa", "Not confirmed")


class Facets:
    """Of some speakers of an event (a queryset), each {value: set of their primary keys}.

    ``gaps`` by :class:`Gap`, ``organisations`` by primary key, ``countries`` by code. ``speakers`` are
    the primary keys of all.
    """

    def __init__(self, event, speakers):
        self.speakers = set(speakers.order_by().values_list("pk", flat=True))
        affiliated = set()
        self.gaps = {gap: set() for gap in Gap}
        self.organisations, self.countries = defaultdict(set), defaultdict(set)
        found = Affiliation.objects.filter(event=event).order_by()
        for row in found.values_list(*FACTS, named=True):
            if row.speaker_id in self.speakers:
                affiliated.add(row.speaker_id)
                self._add(row)
        self.gaps[Gap.NONE] = self.speakers - affiliated

    def _add(self, row):
        speaker = row.speaker_id
        if row.organisation_id:
            self.organisations[row.organisation_id].add(speaker)
            if row.organisation__country:
                self.countries[row.organisation__country].add(speaker)
        elif row.kind == Affiliation.Kind.ORDINARY and row.as_entered:
            self.gaps[Gap.UNMATCHED].add(speaker)
        if Affiliation.Confirmation.SUGGESTED in {
            row.confirmation,
            row.organisation__confirmation,
        }:
            self.gaps[Gap.UNCONFIRMED].add(speaker)


class Coverage(NamedTuple):
    """Of how many speakers that count now how many have no affiliation."""

    speakers: int
    without: int


def coverage(event):
    """The :class:`Coverage` of an event, in two queries."""
    speakers = speakers_of(counted_sessions(event))
    known = Affiliation.objects.filter(event=event, speaker__isnull=False).values("speaker")
    return Coverage(speakers.count(), speakers.exclude(pk__in=known).count())


def with_affiliations(speakers):
    """Speakers (a queryset), each with its affiliations in order and their organisations at hand."""
    rows = Affiliation.objects.select_related("organisation")
    rows = rows.prefetch_related("organisation__names")
    return speakers.prefetch_related(Prefetch("ofa_affiliations", queryset=rows))


def named(speakers, words):
    """Those whose name, address or affiliation has these words in it."""
    found = Affiliation.objects.filter(
        Q(as_entered__icontains=words) | Q(organisation__names__value__icontains=words)
    )
    return speakers.filter(
        Q(name__icontains=words)
        | Q(user__name__icontains=words)
        | Q(user__email__icontains=words)
        | Q(pk__in=found.order_by().values("speaker"))
    )
