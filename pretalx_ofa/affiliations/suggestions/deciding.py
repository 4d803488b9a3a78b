"""What organisers decide about suggestions. Each call is one entry of the journal: one step to undo.

Nothing becomes public that neither a person typed nor a match gave: what was only read out of a
biography and is linked to nothing waits as a suggested affiliation, and what it says of the past is
not public.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from pretalx_ofa.affiliations.editing import MOST
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.affiliations.suggestions.refreshing import cluster_of
from pretalx_ofa.journal.recording import recorded
from pretalx_ofa.organisations.models import Organisation

ACCEPT, DISMISS = "pretalx_ofa.suggestion.accept", "pretalx_ofa.suggestion.dismiss"
Source, State = Suggestion.Source, Suggestion.State
Confirmation = Affiliation.Confirmation
SHOWN = 5


class Accepted(NamedTuple):
    """Numbers of suggestions: accepted; decided on by somebody else meanwhile; left open because what
    they lead to is there no more, or because the person has the greatest allowed number of affiliations."""

    accepted: int
    decided: int = 0
    gone: int = 0
    full: int = 0


def accept(event, suggestions, *, person):
    """Makes affiliations of open suggestions, with the words as typed, at the organisations that they
    propose (``organisation`` may be set beforehand; with none they stay words); returns
    :class:`Accepted`.

    Suggestions of one person for one organisation become one affiliation; one that is there already
    stays as it is. Words of an affiliation that is there (*typed*) are linked.
    """
    suggestions = list(suggestions)
    with recorded(event, ACCEPT, _subject(suggestions), person=person) as recording:
        still_open = _still_open(suggestions)
        usable = _usable(event, {row.organisation_id for row in suggestions})
        people, counts = _People(event, suggestions), Counter()
        for row in suggestions:
            organisation = usable.get(row.organisation_id)
            if row.pk not in still_open:
                counts["decided"] += 1
            elif row.organisation_id and not organisation:
                counts["gone"] += 1
            else:
                counts[people.take(row, organisation)] += 1
        people.record(recording, person)
    return Accepted(**{"accepted": 0, **counts})


def dismiss(event, suggestions, *, person):
    """These words are not to become affiliations; returns the number of suggestions dismissed."""
    suggestions = list(suggestions)
    with recorded(event, DISMISS, _subject(suggestions), person=person) as recording:
        still_open = _still_open(suggestions)
        decided = {"state": State.DISMISSED, "decided_by": person}
        recording.change_all((row, decided) for row in suggestions if row.pk in still_open)
    return len(still_open)


def _subject(suggestions):
    words = list(dict.fromkeys(row.words for row in suggestions))
    return ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")


def _still_open(suggestions):
    """Primary keys of those that nobody has decided on; they are locked until the transaction ends."""
    rows = Suggestion.objects.filter(pk__in=[row.pk for row in suggestions], state=State.OPEN)
    return set(rows.select_for_update().values_list("pk", flat=True))


def _usable(event, keys):
    """{primary key: the organisation that it leads to now}, without what is there no more."""
    rows = Organisation.objects.filter(pk__in=keys - {None}).select_related("merged_into")
    found = {row.pk: row.merged_into or row for row in rows}
    return {
        pk: row
        for pk, row in found.items()
        if row.event_id in {None, event.pk} and row.status != Organisation.Status.WITHDRAWN
    }


class _People:
    """The affiliations of the persons of some suggestions, as they will be."""

    def __init__(self, event, suggestions):
        self.event = event
        self.new, self.linked, self.accepted = [], [], []
        rows = Affiliation.objects.filter(
            event=event, speaker__in={row.speaker_id for row in suggestions}
        )
        self.rows = defaultdict(list)
        for row in rows:
            self.rows[row.speaker_id].append(row)

    def take(self, suggestion, organisation):
        """Accepts one: "accepted", or "gone" or "full" as :class:`Accepted` has it."""
        own = self.rows[suggestion.speaker_id]
        if suggestion.source == Source.TYPED:
            affiliation = next((row for row in own if row.pk == suggestion.affiliation_id), None)
            if not affiliation:
                return "gone"
            self.linked.append((affiliation, {"organisation": organisation}))
        elif not (affiliation := self._same(own, suggestion, organisation)):
            if len(own) >= MOST:
                return "full"
            affiliation = self._new(own, suggestion, organisation)
            self.new.append(affiliation)
            own.append(affiliation)
        self.accepted.append((suggestion, affiliation))
        return "accepted"

    def record(self, recording, person):
        recording.add_all(self.new)
        recording.change_all(self.linked)
        recording.change_all(
            (row, {"state": State.ACCEPTED, "affiliation": affiliation, "decided_by": person})
            for row, affiliation in self.accepted
        )

    @staticmethod
    def _same(own, suggestion, organisation):
        """The person's affiliation that says the same already."""
        return next(
            (
                row
                for row in own
                if (organisation and row.organisation_id == organisation.pk)
                or cluster_of(row.as_entered) == suggestion.cluster
            ),
            None,
        )

    def _new(self, own, suggestion, organisation):
        is_only_read = suggestion.source == Source.BIOGRAPHY and not organisation
        confirmation = Confirmation.SUGGESTED if is_only_read else Confirmation.CONFIRMED
        return Affiliation(
            event=self.event,
            speaker_id=suggestion.speaker_id,
            organisation=organisation,
            as_entered=suggestion.words,
            role=suggestion.role,
            unit=suggestion.unit,
            position=max((row.position for row in own), default=-1) + 1,
            is_public=suggestion.current,
            confirmation=confirmation,
            source=suggestion.source,
        )
