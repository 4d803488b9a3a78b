"""Linking affiliations to organisations; the words as entered are never changed.

Each call is one entry of the journal, so that it can be undone in one step.
"""

from functools import cache

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.queries import unlinked
from pretalx_ofa.journal.recording import recorded
from pretalx_ofa.organisations.models import NotDuplicate, RegistryProposal
from pretalx_ofa.organisations.queries import folded, organisation_namer

LINK, MERGE = "pretalx_ofa.affiliation.link", "pretalx_ofa.organisation.merge"
ANSWER, CONFIRM = "pretalx_ofa.proposal.answer", "pretalx_ofa.organisation.confirm"
SHOWN = 5


class MergeError(ValueError):
    """Two organisations that cannot become one."""


def link_unlinked(event, *, person):
    """Links all affiliations whose words name one organisation with certainty; returns their number."""
    named = cache(organisation_namer(event))
    pairs = [(affiliation, named(affiliation.as_entered)) for affiliation in _unlinked(event)]
    return _link(event, [(a, organisation) for a, organisation in pairs if organisation], person)


def link_words(event, words, organisation, *, person):
    """Links all affiliations with these words to an organisation; returns their number."""
    return _link_same(event, {folded(words)}, organisation, person)


def link_names(event, organisation, *, person):
    """Links all affiliations whose words are a name of the organisation; returns their number."""
    names = {folded(name.value) for name in organisation.names.all()}
    return _link_same(event, names, organisation, person)


def link_own(speaker, organisation, *, person):
    """Links a speaker's affiliations whose words are a name of the organisation they described."""
    names = {folded(name.value) for name in organisation.names.all()}
    own = [
        a for a in _unlinked(speaker.event).filter(speaker=speaker) if folded(a.as_entered) in names
    ]
    return _link(speaker.event, [(a, organisation) for a in own], person)


def _link_same(event, keys, organisation, person):
    found = [(a, organisation) for a in _unlinked(event) if folded(a.as_entered) in keys]
    return _link(event, found, person)


def _unlinked(event):
    return unlinked(event).select_related("speaker__event")


def _link(event, pairs, person):
    words = list(dict.fromkeys(affiliation.as_entered for affiliation, _organisation in pairs))
    subject = ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
    with recorded(event, LINK, subject, person=person) as recording:
        for affiliation, organisation in pairs:
            recording.change(affiliation, organisation=organisation)
    return len(pairs)


def merge(event, source, target, *, person):
    """Moves all affiliations from ``source`` to ``target``; returns their number.

    A ``source`` of the event's own is kept, hidden: its names lead to ``target`` from now on. Raises :class:`MergeError`.
    """
    if source.pk == target.pk or source.merged_into_id or target.merged_into_id:
        raise MergeError
    with recorded(event, MERGE, f"{source} → {target}", person=person) as recording:
        moved = _move(recording, event, source, target)
        if source.event_id == event.pk:
            for one in (source, *source.merged.all()):
                recording.change(one, merged_into=target)
    return moved


def _move(recording, event, source, target):
    there = Affiliation.objects.filter(event=event, organisation=source)
    affiliations = list(there.select_related("speaker__event", "organisation"))
    for affiliation in affiliations:
        recording.change(affiliation, organisation=target)
    return len(affiliations)


def mark_not_duplicates(organisation, other):
    """Stores that these two differ: :func:`likely_duplicates` no longer offers them for merging."""
    NotDuplicate.objects.get_or_create(organisation=organisation, other=other)


def confirm(organisation, *, person):
    """What a speaker proposed becomes one of the event's organisations."""
    with recorded(organisation.event, CONFIRM, organisation, person=person) as recording:
        recording.change(organisation, confirmation=organisation.Confirmation.CONFIRMED)


def accept(proposal, *, person):
    """The event follows the registry: it shows the new name, or the links move to the successor."""
    if proposal.successor:
        merge(proposal.event, proposal.organisation, proposal.successor, person=person)
    else:
        _answer(proposal, RegistryProposal.Answer.ACCEPTED, person)


def decline(proposal, *, person):
    """The event keeps the name and the links it has."""
    _answer(proposal, RegistryProposal.Answer.DECLINED, person)


def _answer(proposal, answer, person):
    with recorded(proposal.event, ANSWER, proposal.organisation, person=person) as recording:
        recording.change(proposal, answer=answer)
