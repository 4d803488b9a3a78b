"""The open suggestions as rows to decide on: a group of spellings and the people who wrote them."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Prefetch
from pretalx.submission.models import Submission

from pretalx_ofa.affiliations.queries import suggested
from pretalx_ofa.affiliations.reading.text import first_line
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.affiliations.suggestions.queries import open_suggestions, readable
from pretalx_ofa.affiliations.suggestions.view import proposed_by
from pretalx_ofa.organisations.recognising import REASONS, Tier
from pretalx_ofa.organisations.registry.changes import open_proposals
from pretalx_ofa.organisations.view import OrganisationView

CANDIDATES, PEOPLE, LINE = 5, 5, 140


class Person(NamedTuple):
    """Who wrote it, and what tells an organiser where they work."""

    name: str
    url: str
    session: str
    biography: str
    mail: str
    source: str


class Candidate(NamedTuple):
    organisation: OrganisationView
    reason: str


class QueueRow(NamedTuple):
    """``spellings`` {words: [primary keys of their suggestions]}, the most frequent first; ``proposed``
    the :class:`Candidate` that the words surely name, or None."""

    spellings: dict
    people: list
    more_people: int
    proposed: Candidate | None
    candidates: list

    @property
    def words(self):
        return next(iter(self.spellings))

    @property
    def key(self):
        """Tells the row from the others of a page."""
        return min(self.spellings[self.words])

    @property
    def two(self):
        """The likeliest :class:`Candidate` or None for each of two organisations that words may name."""
        likely = [*filter(None, [self.proposed]), *self.candidates, None, None]
        return {"first": likely[0], "second": likely[1]}


def open_groups(event, user):
    """{"group", "people"} of the open suggestions, those that most people wrote first."""
    groups = open_suggestions(event, user).order_by().values("group")
    return groups.annotate(people=Count("speaker", distinct=True)).order_by("-people", "group")


def suggestions_with(event, user, ids):
    """Those with these primary keys that this person may read, in any state."""
    return list(readable(event, user).filter(pk__in=ids).order_by("pk"))


def count_open(event, user):
    return open_groups(event, user).count()


def count_to_decide(event, user):
    """The number of open decisions: registry news, organisations proposed by speakers, and groups of
    spellings."""
    return open_proposals(event).count() + suggested(event).count() + count_open(event, user)


def rows_of(event, user, groups, language):
    """[:class:`QueueRow`] of some groups, in order, in a constant number of queries."""
    titles = Submission.objects.filter(event=event).only("title")
    suggestions = (
        open_suggestions(event, user)
        .filter(group__in=groups)
        .select_related("speaker__event", "speaker__user", "submission")
        .prefetch_related(Prefetch("speaker__submissions", queryset=titles))
    )
    by_group = {group: [] for group in groups}
    for suggestion in suggestions:
        by_group[suggestion.group].append(suggestion)
    views = proposed_by([row for rows in by_group.values() for row in rows], language)
    return [_row(rows, views) for rows in by_group.values() if rows]


def _row(suggestions, views):
    people = {}
    for suggestion in suggestions:
        people.setdefault(suggestion.speaker_id, suggestion)
    reasons = {}
    for suggestion in suggestions:
        for candidate in suggestion.candidates:
            reasons.setdefault(candidate["organisation"], REASONS.get(candidate["reason"], ""))
    likely = [row.organisation_id for row in suggestions if row.tier != Tier.ASK]
    proposed = next((pk for pk in likely if pk in views), None)
    candidates = {}
    for pk in [proposed, *reasons][: CANDIDATES + 1]:
        if pk in views:
            candidates.setdefault(views[pk].pk, Candidate(views[pk], reasons.get(pk, "")))
    return QueueRow(
        spellings=_spellings(suggestions),
        people=[_person(row) for row in list(people.values())[:PEOPLE]],
        more_people=max(len(people) - PEOPLE, 0),
        proposed=candidates.pop(views[proposed].pk) if proposed else None,
        candidates=list(candidates.values()),
    )


def _spellings(suggestions):
    found = defaultdict(list)
    for row in suggestions:
        found[row.words].append(row.pk)
    return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))


def _person(suggestion):
    speaker = suggestion.speaker
    sessions = [suggestion.submission] if suggestion.submission else speaker.submissions.all()
    hints = dict(suggestion.hints)
    return Person(
        name=speaker.get_display_name(),
        url=speaker.orga_urls.base,
        session=next((session.title for session in sessions), ""),
        biography=first_line(speaker.biography or "", LINE),
        mail=hints.get(Suggestion.Hint.MAIL, ""),
        source=suggestion.get_source_display(),
    )
