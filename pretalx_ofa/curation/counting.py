"""How proposals, sessions and speakers are spread over organisations, countries and types."""

from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext, pgettext_lazy
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.facets import Gap
from pretalx_ofa.affiliations.queries import all_affiliations, all_chosen
from pretalx_ofa.base.counted import ACCEPTED
from pretalx_ofa.base.junk import is_junk
from pretalx_ofa.i18n.languages import babel_locale
from pretalx_ofa.organisations.families import heads_of
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import folded, names_of

# Keys of rows beside organisations, countries and types.
UNKNOWN, INDEPENDENT = "unknown", "independent"


class By(TextChoices):
    """What a row stands for."""

    ORGANISATION = "organisation", pgettext_lazy("pretalx_ofa", "By organisation")
    COUNTRY = "country", pgettext_lazy("pretalx_ofa", "By country")
    TYPE = "type", pgettext_lazy("pretalx_ofa", "By type of organisation")


class Across(TextChoices):
    """What a column stands for."""

    ALL = "all", pgettext_lazy("pretalx_ofa", "All together")
    TRACK = "track", pgettext_lazy("pretalx_ofa", "A column for each track")
    STATE = "state", pgettext_lazy("pretalx_ofa", "A column for each state")


class Count(TextChoices):
    """What the cells of tracks and states count."""

    PROPOSALS = "proposals", pgettext_lazy("pretalx_ofa", "Count proposals")
    SPEAKERS = "speakers", pgettext_lazy("pretalx_ofa", "Count speakers")


class Cell(NamedTuple):
    """``share`` is a whole percentage of the largest number that it is compared with."""

    number: int
    share: int


class Row(NamedTuple):
    """``query`` are the filters of the list of speakers for those that it counts; "" where none fits."""

    label: str
    query: str
    cells: list


class Panel(NamedTuple):
    """A session of several speakers who all are from these organisations, or parts of them."""

    session: object
    names: list


class Balance:
    """Counts of some proposals (a queryset) in a constant number of queries.

    An organisation counts with all that it is a part of; what somebody left before the event's year
    does not. Whoever has several affiliations counts in several rows, so that a column may add up to
    more than its total.
    """

    def __init__(self, event, proposals, by, across=Across.ALL, count=Count.PROPOSALS):
        self.event, self.by, self.across, self.count = event, by, across, count
        self.proposals = list(
            proposals.order_by("title", "pk").only("code", "title", "state", "track_id", "event_id")
        )
        self.speakers = defaultdict(list)
        roles = SpeakerRole.objects.filter(submission__event=event).order_by("position", "pk")
        for session, speaker in roles.values_list("submission_id", "speaker_id"):
            self.speakers[session].append(speaker)
        self.affiliations, self.chosen = all_affiliations(event), all_chosen(event)

    @cached_property
    def columns(self):
        """[(key, label)] from left to right."""
        if self.across == Across.TRACK:
            present = {proposal.track_id for proposal in self.proposals}
            tracks = [(track.pk, str(track.name)) for track in self.event.tracks.all()]
            without = [(None, pgettext("pretalx_ofa", "Without a track"))]
            return [column for column in (*tracks, *without) if column[0] in present]
        if self.across == Across.STATE:
            present = {proposal.state for proposal in self.proposals}
            return [(key, str(label)) for key, label in SubmissionStates.choices if key in present]
        return [
            ("speakers", pgettext("pretalx_ofa", "Speakers")),
            ("sessions", pgettext("pretalx_ofa", "Sessions")),
            ("proposals", pgettext("pretalx_ofa", "Proposals")),
        ]

    @cached_property
    def _counted(self):
        """({row: {column: set of keys}}, {column: set of keys} of all)"""
        rows, total = defaultdict(lambda: defaultdict(set)), defaultdict(set)
        for proposal in self.proposals:
            for speaker in self.speakers.get(proposal.pk, ()):
                found = self._rows_of(proposal, speaker)
                for column, key in self._places(proposal, speaker):
                    total[column].add(key)
                    for row in found:
                        rows[row][column].add(key)
        return rows, total

    def _places(self, proposal, speaker):
        """(column, key) of what is counted there."""
        if self.across == Across.ALL:
            yield "speakers", speaker
            yield "proposals", proposal.pk
            if proposal.state in ACCEPTED:
                yield "sessions", proposal.pk
        else:
            column = proposal.track_id if self.across == Across.TRACK else proposal.state
            yield column, speaker if self.count == Count.SPEAKERS else proposal.pk

    def _given_under(self, proposal, speaker):
        """The affiliations that a session is given under, without those of the past."""
        chosen = self.chosen.get((proposal.pk, speaker))
        first_year = self.event.date_from.year
        return [
            row
            for row in self.affiliations.get(speaker, ())
            if (not chosen or row.pk in chosen) and (not row.until or row.until >= first_year)
        ]

    def _rows_of(self, proposal, speaker):
        found = {key for row in self._given_under(proposal, speaker) for key in self._keys(row)}
        return found or {UNKNOWN}

    def _keys(self, affiliation):
        organisation = affiliation.organisation
        if not organisation:
            if affiliation.kind == affiliation.Kind.INDEPENDENT:
                yield INDEPENDENT
            elif self.by == By.ORGANISATION and not is_junk(affiliation.as_entered):
                words = folded(affiliation.as_entered)
                self._typed.setdefault(words, affiliation.as_entered)
                yield words
        elif self.by == By.ORGANISATION:
            yield from self._heads[organisation.pk]
        elif self.by == By.COUNTRY:
            yield organisation.country or UNKNOWN
        else:
            yield from organisation.types or [UNKNOWN]

    @cached_property
    def _typed(self):
        """{folded words that are not linked: as they were typed first}"""
        return {}

    @cached_property
    def _organisations(self):
        rows = (row for group in self.affiliations.values() for row in group)
        return {row.organisation_id: row.organisation for row in rows if row.organisation_id}

    @cached_property
    def _heads(self):
        return heads_of(self._organisations.values())

    @cached_property
    def _names(self):
        return names_of(set().union(*self._heads.values()), get_language())

    def rows(self):
        """[:class:`Row`], the largest first, equal ones by name."""
        counted, _total = self._counted
        found = [
            (
                [len(cells[column]) for column, _label in self.columns],
                self._label(key),
                self._query(key),
            )
            for key, cells in counted.items()
        ]
        most = self._most([numbers for numbers, *_rest in found])
        found.sort(key=lambda row: (self._size(row[0]), folded(row[1])))
        return [
            Row(
                label,
                query,
                [Cell(n, round(100 * n / m)) for n, m in zip(numbers, most, strict=True)],
            )
            for numbers, label, query in found
        ]

    def _size(self, numbers):
        """Sorts the largest first."""
        return [-n for n in numbers] if self.across == Across.ALL else [-sum(numbers)]

    def _most(self, numbers):
        """What the bars of each column are compared with; tracks and states with each other."""
        most = [max([1, *column]) for column in zip(*numbers, strict=True)]
        return most if self.across == Across.ALL else [max(most)] * len(most)

    def totals(self):
        """Numbers of all columns; each session and speaker once."""
        _rows, total = self._counted
        return [len(total[column]) for column, _label in self.columns]

    def _label(self, key):
        if key == UNKNOWN:
            return pgettext("pretalx_ofa", "Not known")
        if key == INDEPENDENT:
            return pgettext("pretalx_ofa", "Independent")
        if self.by == By.COUNTRY:
            return babel_locale(get_language()).territories.get(key, key)
        if self.by == By.TYPE:
            return str(dict(Organisation.Type.choices).get(key, key))
        return self._names.get(key) or self._typed[key]

    def _query(self, key):
        asked = []
        if self.by == By.COUNTRY and key not in {UNKNOWN, INDEPENDENT}:
            asked = [("country", key)]
        elif self.by == By.ORGANISATION and key in self._names:
            asked = [("organisation", pk) for pk, heads in self._heads.items() if key in heads]
        elif self.by == By.ORGANISATION and key in self._typed:
            asked = [("q", self._typed[key])]
        elif key == UNKNOWN:
            # Words that are not linked are rows of their own among organisations alone.
            gaps = [Gap.NONE] if self.by == By.ORGANISATION else [Gap.NONE, Gap.UNMATCHED]
            asked = [("gap", gap.value) for gap in gaps]
        return urlencode([("who", "all"), *asked]) if asked else ""

    def panels(self):
        """[:class:`Panel`]"""
        return list(self._panels())

    def _panels(self):
        for proposal in self.proposals:
            speakers = self.speakers.get(proposal.pk, ())
            if len(speakers) < 2:
                continue
            families = (
                {
                    head
                    for row in self._given_under(proposal, speaker)
                    if row.organisation_id
                    for head in self._heads[row.organisation_id]
                }
                for speaker in speakers
            )
            if common := set.intersection(*families):
                names = sorted((self._names[head] for head in common), key=folded)
                yield Panel(proposal, names)
