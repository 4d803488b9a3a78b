"""What organisers decide about suggestions. Each call is one entry of the journal: one step to undo.

What somebody else has decided on meanwhile is left as it is, and counted. Nothing becomes public that neither a person typed nor a match gave: what was only read out of a
biography and is linked to nothing waits as a suggested affiliation, and what it says of the past is
not public.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from pretalx_ofa.affiliations.editing import MOST
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.affiliations.suggestions.refreshing import cluster_of
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.journal.recording import recorded
from pretalx_ofa.organisations.editing import store, taken_name
from pretalx_ofa.organisations.models import Organisation

ACCEPT, DISMISS = "pretalx_ofa.suggestion.accept", "pretalx_ofa.suggestion.dismiss"
MAKE = "pretalx_ofa.suggestion.make"
Source, State = Suggestion.Source, Suggestion.State
Confirmation = Affiliation.Confirmation
SHOWN = 5


class NameTakenError(ValueError):
    """Another organisation of the event's own has the name ``args[0]``."""


class Accepted(NamedTuple):
    """Numbers of suggestions: decided on as asked; decided on by somebody else meanwhile; left open
    because what they lead to is there no more, or because the person has the greatest allowed number of
    affiliations."""

    accepted: int
    decided: int = 0
    gone: int = 0
    full: int = 0


def accept(event, suggestions, *, person):
    """Makes affiliations of open suggestions, with the words as typed, at the organisations that they
    propose; returns :class:`Accepted`.

    Suggestions of one person for one organisation become one affiliation; one that is there already
    stays as it is, and what somebody else wrote is confirmed by it. Words of an affiliation that is there (*typed*) are linked.
    """
    return _decided(event, suggestions, None, person)


def link(event, suggestions, organisations, *, person):
    """Like :func:`accept`, at these organisations (primary keys), of which the words name all."""
    return _decided(event, suggestions, organisations, person)


def leave(event, suggestions, *, person):
    """Like :func:`accept`, but at no organisation: the words stand as they were typed."""
    return _decided(event, suggestions, [None], person)


def make(event, suggestions, *, person):
    """Like :func:`link`, at an organisation of the event's own that is made of the words: the most
    frequent spelling is its name, the others lead to it. Raises :class:`NameTakenError`."""
    suggestions = list(suggestions)
    spellings = [words for words, _n in Counter(row.words for row in suggestions).most_common()]
    if not spellings:
        return Accepted(0)
    name, *others = spellings
    if taken_name(event, None, [name]):
        raise NameTakenError(name)
    with recorded(event, MAKE, name, person=person) as recording:
        if not _still_open(suggestions):
            return Accepted(0, decided=len(suggestions))
        organisation = store(event, None, names={event.locale: name}, aliases=others, person=person)
        recording.added(organisation)
        return _decide(event, suggestions, [organisation.pk], recording, person)


def mark_independent(event, suggestions, *, person):
    """These persons speak for themselves: no organisation."""
    kind = Affiliation.Kind.INDEPENDENT
    return _decided(event, suggestions, [None], person, kind=kind)


def dismiss(event, suggestions, *, person):
    """These words name no organisation; returns :class:`Accepted`. Those of an affiliation that is
    there stay with it, and are not public."""
    suggestions = list(suggestions)
    with recorded(event, DISMISS, _subject(suggestions), person=person) as recording:
        still_open = _still_open(suggestions)
        dismissed = [row for row in suggestions if row.pk in still_open]
        typed = {row.affiliation_id for row in dismissed if row.source == Source.TYPED}
        hidden = Affiliation.objects.filter(event=event, pk__in=typed, is_public=True)
        if hidden := list(hidden):
            recording.change_all((row, {"is_public": False}) for row in hidden)
            mark_changed(event, what="hidden")
        decided = {"state": State.DISMISSED, "decided_by": person}
        recording.change_all((row, decided) for row in dismissed)
    return Accepted(len(dismissed), len(suggestions) - len(dismissed))


def _decided(event, suggestions, organisations, person, **fields):
    suggestions = list(suggestions)
    with recorded(event, ACCEPT, _subject(suggestions), person=person) as recording:
        return _decide(event, suggestions, organisations, recording, person, **fields)


def _decide(event, suggestions, organisations, recording, person, **fields):
    """Accepts suggestions at ``organisations`` (primary keys, None for words alone; without any: at
    what each proposes)."""
    still_open = _still_open(suggestions)
    keys = {row.pk: organisations or [row.organisation_id] for row in suggestions}
    usable = _usable(event, {key for wanted in keys.values() for key in wanted})
    people, counts = _People(event, suggestions, fields), Counter()
    for row in suggestions:
        wanted = [usable.get(key) for key in keys[row.pk]]
        if row.pk not in still_open:
            counts["decided"] += 1
        elif any(key and key not in usable for key in keys[row.pk]):
            counts["gone"] += 1
        else:
            counts[people.take(row, *wanted)] += 1
    people.record(recording, person)
    return Accepted(**{"accepted": 0, **counts})


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


def _is_only_read(suggestion, organisation):
    """Whether nobody typed the words as an affiliation, and no match gave one."""
    return suggestion.source == Source.BIOGRAPHY and not organisation


class _People:
    """The affiliations of the persons of some suggestions, as they grow; ``fields`` are set on all that
    say what a suggestion does."""

    def __init__(self, event, suggestions, fields):
        self.event, self.fields = event, fields
        self.new, self.changed, self.accepted = [], [], []
        rows = Affiliation.objects.filter(
            event=event, speaker__in={row.speaker_id for row in suggestions}
        )
        self.rows = defaultdict(list)
        for row in rows:
            self.rows[row.speaker_id].append(row)

    def take(self, suggestion, organisation, *others):
        """Accepts one, at ``others`` as well: "accepted", or "gone" or "full" as :class:`Accepted` has
        it."""
        own = self.rows[suggestion.speaker_id]
        is_typed = suggestion.source == Source.TYPED
        if is_typed:
            affiliation = next((row for row in own if row.pk == suggestion.affiliation_id), None)
            if not affiliation:
                return "gone"
        else:
            affiliation = self._same(own, suggestion, organisation)
        others = [one for one in others if not self._at(own, one)]
        if len(own) + len(others) + (affiliation is None) > MOST:
            return "full"
        if affiliation:
            values = {"organisation": organisation} if is_typed else {}
            if not is_typed and not _is_only_read(suggestion, organisation):
                values["confirmation"] = Confirmation.CONFIRMED
            self.changed.append((affiliation, values | self.fields))
        else:
            affiliation = self._add(
                suggestion, organisation, source=suggestion.source, **self.fields
            )
        for one in others:
            self._add(suggestion, one, source=affiliation.source)
        self.accepted.append((suggestion, affiliation))
        return "accepted"

    def record(self, recording, person):
        recording.add_all(self.new)
        recording.change_all(self.changed)
        recording.change_all(
            (row, {"state": State.ACCEPTED, "affiliation": affiliation, "decided_by": person})
            for row, affiliation in self.accepted
        )

    def _same(self, own, suggestion, organisation):
        """The person's affiliation that says the same already."""
        words = (row for row in own if cluster_of(row.as_entered) == suggestion.cluster)
        return self._at(own, organisation) or next(words, None)

    @staticmethod
    def _at(own, organisation):
        found = (
            (row for row in own if row.organisation_id == organisation.pk) if organisation else ()
        )
        return next(iter(found), None)

    def _add(self, suggestion, organisation, **fields):
        own = self.rows[suggestion.speaker_id]
        affiliation = Affiliation(
            event=self.event,
            speaker_id=suggestion.speaker_id,
            organisation=organisation,
            as_entered=suggestion.words,
            role=suggestion.role,
            unit=suggestion.unit,
            position=max((row.position for row in own), default=-1) + 1,
            is_public=suggestion.current,
            confirmation=Confirmation.SUGGESTED
            if _is_only_read(suggestion, organisation)
            else Confirmation.CONFIRMED,
            **fields,
        )
        self.new.append(affiliation)
        own.append(affiliation)
        return affiliation
