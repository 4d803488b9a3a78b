"""Who is at which organisation, what of it is public, and which words are not linked to any."""

from collections import Counter, defaultdict
from contextlib import suppress

from django.db.models import Count, Q
from i18nfield.strings import LazyI18nString
from pretalx.submission.domain.queries.speaker import speakers_for_user

from pretalx_ofa.affiliations.models import Affiliation, PersonDetails, SessionAffiliations
from pretalx_ofa.base.junk import is_junk, without_junk
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import folded
from pretalx_ofa.organisations.registry import loaded
from pretalx_ofa.organisations.registry.changes import open_proposals

# So many words are decided on at a time, with so many candidates to choose from each that are at
# least so likely.
WORDS, CANDIDATES, LIKELY = 50, 3, 0.3
Confirmation, Kind = Affiliation.Confirmation, Affiliation.Kind
# What the record of a programme has of an affiliation: whole rows take twice as long to read.
RECORDED = "speaker_id as_entered role unit position since until kind".split()
RECORDED += [
    f"organisation__{name}" for name in "name ror country city website confirmation".split()
]


def public(event):
    """The affiliations that the public may know of: confirmed, not hidden, and disclosed.

    What they say is public as :func:`public_affiliations` has it; nothing else decides.
    """
    shown = Affiliation.objects.filter(
        event=event, is_public=True, confirmation=Confirmation.CONFIRMED
    )
    return shown.exclude(kind=Kind.UNDISCLOSED)


def publicly_linked(event):
    """Those of :func:`public` whose organisation is public as well, if they have one."""
    return public(event).exclude(organisation__confirmation=Organisation.Confirmation.SUGGESTED)


def public_affiliations(event):
    """{primary key of a speaker: [:class:`Affiliation`] in order}, to be read only.

    Fields that are not public are empty: junk, and an organisation that is only proposed
    (``as_entered`` stays). One of which nothing is left is not there.
    """
    found = defaultdict(list)
    for row in _published(public(event).only(*RECORDED)):
        found[row.speaker_id].append(row)
    return dict(found)


def _published(rows):
    for row in rows.select_related("organisation"):
        organisation = row.organisation
        if organisation and organisation.confirmation == organisation.Confirmation.SUGGESTED:
            row.organisation = None
        row.as_entered = without_junk(row.as_entered)
        row.role, row.unit = _telling(row.role), _telling(row.unit)
        if not row.is_empty:
            yield row


def _telling(value):
    data = value.data if isinstance(value, LazyI18nString) else value
    kept = without_junk(data)
    return value if kept == data else LazyI18nString(kept)


def chosen_affiliations(event, shown):
    """{(primary key of a session, of a speaker): [ids]} for explicit choices among those ``shown``, as
    :func:`public_affiliations` has them.

    An empty list means none: chosen so, or all that were chosen are hidden or deleted.
    """
    known = {affiliation.pk for group in shown.values() for affiliation in group}
    return {
        (row.submission_id, row.speaker_id): [pk for pk in row.affiliations if pk in known]
        for row in SessionAffiliations.objects.filter(submission__event=event)
    }


def choices_for_session(submission):
    """[(speaker, their public affiliations in order, ids of those the session is given under)].

    Only of speakers who have something to choose, or chose.
    """
    rows = SessionAffiliations.objects.filter(submission=submission)
    chosen = {row.speaker_id: row.affiliations for row in rows}
    offered = defaultdict(list)
    own = public(submission.event).filter(speaker__submissions=submission)
    for affiliation in _published(own.select_related("speaker__user")):
        offered[affiliation.speaker].append(affiliation)
    found = []
    for speaker, affiliations in offered.items():
        ids = [affiliation.pk for affiliation in affiliations]
        if len(ids) > 1 or speaker.pk in chosen:
            found.append((speaker, affiliations, chosen.get(speaker.pk, ids)))
    return found


def person_details(event):
    """{primary key of a speaker: :class:`PersonDetails`} of the speakers that have a row."""
    return {row.speaker_id: row for row in PersonDetails.objects.filter(speaker__event=event)}


def affiliation_ids(event):
    """The keys of all affiliations of an event."""
    return set(Affiliation.objects.filter(event=event).values_list("pk", flat=True))


def affiliated(event):
    """Primary keys of the speakers that have an affiliation, public or not."""
    return set(Affiliation.objects.filter(event=event).values_list("speaker_id", flat=True))


def affiliations_known_to(user, event):
    """All for organisers; for other users the public ones of the speakers that they may see, but for
    those at organisations that are only proposed."""
    if user.has_perm(Affiliation.get_perm("list"), event):
        return Affiliation.objects.filter(event=event)
    seen = speakers_for_user(event, user).order_by().values("pk")
    return publicly_linked(event).filter(speaker__in=seen)


def of_speaker(affiliations, code):
    """Those of the speaker with this code, in any case."""
    return affiliations.filter(speaker__code__iexact=code)


def organisations_in_use(event):
    """The event's own organisations and those of its speakers, with ``people`` (their number)."""
    here = Q(affiliations__event=event)
    return (
        Organisation.objects.filter(Q(event=event) | here, merged_into=None)
        .annotate(people=Count("affiliations__speaker", filter=here, distinct=True))
        .prefetch_related("names")
        .order_by("name", "pk")
    )


def affiliations_at(event, organisation):
    """[:class:`Affiliation`] of an event at an organisation, with their speakers, by name."""
    here = Affiliation.objects.filter(event=event, organisation=organisation)
    return sorted(
        here.select_related("speaker__event", "speaker__user"),
        key=lambda affiliation: folded(affiliation.speaker.get_display_name()),
    )


def unlinked(event):
    """Affiliations that are linked to no organisation."""
    return Affiliation.objects.filter(event=event, organisation=None, kind=Kind.ORDINARY).exclude(
        as_entered=""
    )


def _names_in(affiliations):
    """[as entered] of affiliations, in order, without what names no organisation."""
    entered = affiliations.values_list("as_entered", flat=True)
    return [words for words in entered if not is_junk(words)]


def unlinked_words_of(speaker):
    """The different words of a speaker that belong to no organisation yet, in order."""
    own = unlinked(speaker.event).filter(speaker=speaker)
    return list(dict.fromkeys(_names_in(own)))


def suggested(event):
    """Organisations that speakers described and no organiser has looked at."""
    return Organisation.objects.own(event).filter(confirmation=Organisation.Confirmation.SUGGESTED)


def count_to_decide(event):
    """The number of open decisions: registry news, organisations proposed by speakers, words without
    a link (equal ones count once).
    """
    words = {folded(entered) for entered in _names_in(unlinked(event))}
    return open_proposals(event).count() + suggested(event).count() + len(words)


def unlinked_words(event):
    """([(words, number of affiliations, candidates)], how many more there are).

    The most frequent words that are not linked, at most WORDS. Candidates are organisations of the
    registry that may be meant, the likeliest first.
    """
    spellings, counts = {}, Counter()
    for entered in _names_in(unlinked(event)):
        counts[folded(entered)] += 1
        spellings.setdefault(folded(entered), entered)
    found, common = {}, counts.most_common(WORDS)
    with suppress(FileNotFoundError):
        matcher = loaded.matcher()
        for key, _count in common:
            likely = [c for c in matcher.match(spellings[key]).candidates if c.score >= LIKELY]
            found[key] = [candidate.ror for candidate in likely[:CANDIDATES]]
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
