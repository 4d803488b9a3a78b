"""Which organisations an event's speakers are at, and which words are not linked to any."""

from collections import Counter
from contextlib import suppress

from django.db.models import Count, Q

from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliation
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import folded
from pretalx_ofa.organisations.registry import loaded
from pretalx_ofa.organisations.registry.changes import open_proposals

# So many words are decided on at a time, with so many candidates to choose from each that are at
# least so likely.
WORDS, CANDIDATES, LIKELY = 50, 3, 0.2


def organisations_in_use(event):
    """The event's own organisations and those of its speakers, with ``people`` (their number)."""
    here = Q(affiliations__speaker__event=event)
    return (
        Organisation.objects.filter(Q(event=event) | here, merged_into=None)
        .annotate(people=Count("affiliations__speaker", filter=here, distinct=True))
        .prefetch_related("names")
        .order_by("name", "pk")
    )


def affiliations_at(event, organisation):
    """Who is at an organisation: an event's affiliations with their speakers, by name."""
    here = Affiliation.objects.filter(speaker__event=event, organisation=organisation)
    return sorted(
        here.select_related("speaker__event", "speaker__user"),
        key=lambda affiliation: folded(affiliation.speaker.get_display_name()),
    )


def unlinked(event):
    """Affiliations whose words belong to no organisation yet."""
    return Affiliation.objects.filter(
        speaker__event=event, organisation=None, kind=Affiliation.Kind.ORDINARY
    ).exclude(as_entered="")


def suggested(event):
    """Organisations that speakers described and no organiser has looked at."""
    return Organisation.objects.own(event).filter(confirmation=Organisation.Confirmation.SUGGESTED)


def count_to_decide(event):
    """How many things about organisations wait for an organiser."""
    words = {folded(typed) for typed in unlinked(event).values_list("as_entered", flat=True)}
    return open_proposals(event).count() + suggested(event).count() + len(words)


def unlinked_words(event):
    """([(words, number of affiliations, candidates)], how many more there are).

    The most frequent words that are not linked, at most WORDS. Candidates are organisations of the
    registry that may be meant, the likeliest first.
    """
    spellings, counts = {}, Counter()
    for typed in unlinked(event).values_list("as_entered", flat=True):
        counts[folded(typed)] += 1
        spellings.setdefault(folded(typed), typed)
    found, common = {}, counts.most_common(WORDS)
    with suppress(FileNotFoundError):
        matcher = loaded.matcher()
        for key, _count in common:
            likely = [c for c in matcher.match(spellings[key]).candidates if c.score >= LIKELY]
            found[key] = [candidate.id for candidate in likely[:CANDIDATES]]
    wanted = {ror for ids in found.values() for ror in ids}
    records = {
        o.ror: o
        for o in Organisation.objects.registry().filter(ror__in=wanted).prefetch_related("names")
    }
    rows = [
        (spellings[key], count, [records[ror] for ror in found.get(key, ()) if ror in records])
        for key, count in common
    ]
    return rows, len(counts) - len(rows)


def public_affiliations(event):
    rows = Affiliation.objects.filter(
        speaker__event=event, is_public=True, confirmation=Affiliation.Confirmation.CONFIRMED
    ).select_related("organisation")
    found = {}
    for row in rows:
        found.setdefault(row.speaker_id, []).append(row)
    return found


def chosen_affiliations(event):
    found = {}
    for row in SessionAffiliation.objects.filter(submission__event=event).select_related(
        "affiliation"
    ):
        key = row.submission_id, row.affiliation.speaker_id
        found.setdefault(key, []).append(row.affiliation_id)
    return found


def person_details(event):
    return {}


def affiliation_ids(event):
    """The keys of all affiliations of an event."""
    return set(Affiliation.objects.filter(speaker__event=event).values_list("pk", flat=True))
