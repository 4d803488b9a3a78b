"""Changes of a release to organisations in use: proposed to each event, never applied."""

from typing import NamedTuple

from django.db.models import Q

from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationName,
    RegistryProposal,
)
from pretalx_ofa.organisations.usage import events_using, is_used

What, Answer = RegistryProposal.What, RegistryProposal.Answer


class News(NamedTuple):
    """``names`` are the main ones as they were; ``to`` the new name or the successor's id."""

    organisation: Organisation
    what: str
    names: list
    to: str = ""


def compare(used, records, gone):
    """[:class:`News`] for organisations in use, from changed records and ids that are gone.

    ``used`` is {id: organisation as it stands, with its names}.
    """
    news = []
    for record in records:
        standing = used[record.id]
        names = main_names(standing)
        if is_renamed(names, record):
            news.append(News(standing, What.RENAMED, names, record.name))
        if record.status not in {standing.status, "active"}:
            successor = next(iter(record.related("successor")), "")
            news.append(
                News(standing, What.MERGED if successor else record.status, names, successor)
            )
    news += [News(used[ror], What.WITHDRAWN, main_names(used[ror])) for ror in gone if ror in used]
    return news


def main_names(organisation):
    """[[name, language, kind]] of the names that are shown."""
    return [[n.value, n.language, n.kind] for n in organisation.names.all() if n.is_main]


def is_renamed(names, record):
    """Whether a displayed name would change; further languages are no change."""
    display = next((value for value, _language, kind in names if kind == "display"), record.name)
    new = {}
    for name in record.names:
        if name.kind in OrganisationName.MAIN:
            new.setdefault(name.language, set()).add(name.value)
    return record.name != display or any(
        language in new and value not in new[language] for value, language, _kind in names
    )


def keep(release, news):
    """Stores the proposals for every event that uses an organisation of the news.

    A rename that was not accepted yet stays open with the names the event has shown all along.
    """
    organisations = {one.organisation.pk for one in news}
    standing = {
        (p.event_id, p.organisation_id, p.what): p
        for p in RegistryProposal.objects.filter(organisation__in=organisations)
    }
    events = events_of(organisations)
    successors = {
        o.ror: o for o in Organisation.objects.registry().filter(ror__in={one.to for one in news})
    }
    for one in news:
        for event in events.get(one.organisation.pk, ()):
            proposal = standing.get((event, one.organisation.pk, one.what)) or RegistryProposal(
                event_id=event, organisation=one.organisation, what=one.what
            )
            if not proposal.names or proposal.answer == Answer.ACCEPTED:
                proposal.names = one.names
            proposal.release, proposal.answer = release, Answer.OPEN
            proposal.successor = successors.get(one.to)
            proposal.save()


def events_of(organisations):
    """{organisation: events that use it, or merged one of their own into it}, as primary keys."""
    found = events_using(organisations)
    merged = Organisation.objects.filter(merged_into__in=organisations).exclude(event=None)
    for organisation, event in merged.values_list("merged_into", "event").distinct():
        found[organisation].add(event)
    return found


def open_proposals(event):
    """[:class:`RegistryProposal`] of an event that are open, for organisations that it uses."""
    return (
        RegistryProposal.objects.filter(event=event, answer=Answer.OPEN)
        .filter(is_used(event, path="organisation"))
        .exclude(~Q(what=What.RENAMED), organisation__status=Organisation.Status.ACTIVE)
        .select_related("organisation", "successor")
    )


def names_until_accepted(event):
    """{organisation's key: [[name, language, kind]]} that an event still shows."""
    kept = RegistryProposal.objects.filter(event=event, what=What.RENAMED)
    kept = kept.exclude(answer=Answer.ACCEPTED).exclude(names=[])
    return dict(kept.values_list("organisation_id", "names"))
