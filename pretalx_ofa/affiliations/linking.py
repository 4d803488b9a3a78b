"""Linking affiliations to organisations; the words as entered are never changed.

Each call is one entry of the journal, so that it can be undone in one step.
"""

from django.db import transaction

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.queries import unlinked
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.affiliations.suggestions.refreshing import keep_in_step, recompute
from pretalx_ofa.journal.recording import recorded
from pretalx_ofa.organisations.editing import delete
from pretalx_ofa.organisations.models import NotDuplicate, Organisation, RegistryProposal
from pretalx_ofa.organisations.queries import folded, recognised

LINK, MERGE = "pretalx_ofa.affiliation.link", "pretalx_ofa.organisation.merge"
ANSWER, CONFIRM = "pretalx_ofa.proposal.answer", "pretalx_ofa.organisation.confirm"
DIFFER = "pretalx_ofa.organisation.differ"
# What an organisation takes from one of the same meaning whose name it does not take.
FACTS = ("ror", "country", "city", "website", "types")
SHOWN = 5


class MergeError(ValueError):
    """Two organisations that cannot become one."""


def link_names(event, organisation, *, person):
    """Links all affiliations whose words are a name of the organisation, and proposes it where texts
    name it; returns the number linked."""
    recompute(event, [name.value for name in organisation.names.all()])
    return _link_those(_unlinked(event), organisation, person)


def link_own(speaker, organisation, *, person):
    """Links a speaker's affiliations whose words are a name of the organisation they described."""
    return _link_those(_unlinked(speaker.event).filter(speaker=speaker), organisation, person)


def _link_those(affiliations, organisation, person):
    names = {folded(name.value) for name in organisation.names.all()}
    found = [(a, organisation) for a in affiliations if folded(a.as_entered) in names]
    event = found[0][0].event if found else None
    return _link(event, found, person) if found else 0


def _unlinked(event):
    return unlinked(event).select_related("speaker__event")


def _link(event, pairs, person):
    words = list(dict.fromkeys(affiliation.as_entered for affiliation, _organisation in pairs))
    subject = ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
    with recorded(event, LINK, subject, person=person) as recording:
        for affiliation, organisation in pairs:
            recording.change(affiliation, organisation=organisation)
    return len(pairs)


def link_described(organisation, *, person):
    """Merges what a speaker described into the organisation of the registry that it certainly is;
    returns that one, None where it is none."""
    ror = recognised(organisation.name, organisation.country)
    found = Organisation.objects.registry().filter(ror=ror).first() if ror else None
    if found:
        merge(organisation.event, organisation, found, person=person)
    return found


def merge(event, source, target, *, person, keep_name=False):
    """Moves all affiliations from ``source`` to ``target``, also those of invited people; returns the
    number of speakers' ones.

    A ``source`` of the event's own is kept, hidden: its names lead to ``target`` from now on. With
    ``keep_name`` it is the other way round: ``source`` stays under its name, and if it is the
    event's own it takes what else is known of ``target``. Raises :class:`MergeError`.
    """
    if source.pk == target.pk or source.merged_into_id or target.merged_into_id:
        raise MergeError
    if keep_name:
        source, target = target, source
    with recorded(event, MERGE, f"{source} → {target}", person=person) as recording:
        moved = _move(recording, event, source, target)
        if source.event_id:
            for one in (source, *source.merged.all()):
                recording.change(one, merged_into=target)
        if target.event_id:
            if keep_name:
                _take_facts(recording, source, target)
            if source.confirmation == Organisation.Confirmation.CONFIRMED:
                recording.change(target, confirmation=source.confirmation)
    return moved


def _take_facts(recording, source, target):
    facts = {name: value for name in FACTS if (value := getattr(source, name))}
    if source.event_id and source.ror:
        # An id is one organisation's in an event.
        recording.change(source, ror=None)
    recording.change(target, **facts)
    if not source.event_id:
        # They are the same by their id, and stay two: the registry's name was not wanted.
        recording.add(NotDuplicate(organisation=target, other=source))


def _move(recording, event, source, target):
    there = Affiliation.all_objects.filter(event=event, organisation=source)
    affiliations = list(there.select_related("speaker__event", "organisation"))
    for affiliation in affiliations:
        recording.change(affiliation, organisation=target)
    return sum(1 for affiliation in affiliations if affiliation.speaker_id)


def mark_not_duplicates(organisation, other, *, person):
    """Stores that these two differ: :func:`likely_duplicates` no longer offers them for merging."""
    pair = NotDuplicate(organisation=organisation, other=other)
    if NotDuplicate.objects.filter(organisation=organisation, other=other).exists():
        return
    subject = f"{organisation} ≠ {other}"
    with recorded(organisation.event, DIFFER, subject, person=person) as recording:
        recording.add(pair)


@transaction.atomic
def delete_organisation(organisation, *, person):
    """Deletes one of the event's own. Words that led there are linked to nothing, and to be decided on
    again."""
    event, names = organisation.event, [name.value for name in organisation.names.all()]
    here = Affiliation.objects.filter(organisation=organisation)
    speakers = list(here.values_list("speaker", flat=True).distinct())
    Suggestion.objects.filter(
        source=Suggestion.Source.TYPED, state=Suggestion.State.ACCEPTED, affiliation__in=here
    ).update(state=Suggestion.State.SUPERSEDED, decided_by=None)
    delete(organisation, person=person)
    recompute(event, names)
    keep_in_step(event, speakers)


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
