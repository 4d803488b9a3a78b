"""Comparing what texts say with the suggestions that are there, and recognising them again."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import now
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations.models import MOST, Affiliation
from pretalx_ofa.affiliations.queries import unlinked
from pretalx_ofa.affiliations.suggestions.grouping import regroup
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.base.junk import is_junk
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.organisations.queries import folded
from pretalx_ofa.organisations.recognising import Tier, recognise

Source, State, Hint = Suggestion.Source, Suggestion.State, Suggestion.Hint
UNDECIDED = {State.OPEN, State.SUPERSEDED}
BATCH, LONGEST = 200, 500
RECOGNISED = ["tier", "organisation_id", "candidates"]
COMPARED = [
    *("words", "position", "submission_id", "role", "unit", "current", "hints", "affiliation_id"),
    *RECOGNISED,
    "state",
]
# Addresses at these say nothing of where somebody works.
PUBLIC_MAIL = set(
    """gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.com.br
    icloud.com me.com aol.com gmx.de gmx.net web.de mail.ru yandex.ru qq.com 163.com
    protonmail.com proton.me posteo.de mailbox.org riseup.net
    uol.com.br bol.com.br terra.com.br ig.com.br sapo.pt""".split()
)


class Proposal(NamedTuple):
    """An organisation that a text names: the primary keys of person and proposal (or None), the words
    as typed. ``key`` as :class:`Suggestion` has it; ``speakers``: how many people it may be about;
    ``affiliation``: the primary key of the one whose words they are."""

    speaker: int
    words: str
    submission: int | None = None
    key: str = ""
    role: str = ""
    unit: str = ""
    current: bool = True
    speakers: int = 1
    affiliation: int | None = None


class Counts(NamedTuple):
    """What a run changed: rows that are new or open again, and open ones whose words are gone."""

    new: int
    gone: int


def refresh(event, source, proposals, *, keys=None, progress=None):
    """Stores what the texts of a source say now; returns the :class:`Counts`.

    ``proposals`` are all that the texts with these ``keys`` say (without: all texts of the source):
    what is open and not among them is superseded. Of a text the first MOST count. ``progress`` is
    called with the share that is done, 0 to 1.
    """
    found, named = {}, Counter()
    for proposal in proposals:
        words = cleaned(proposal.words)[:LONGEST]
        identity = (proposal.speaker, proposal.key, cluster_of(words))
        if is_junk(words) or identity in found or named[identity[:2]] == MOST:
            continue
        named[identity[:2]] += 1
        found[identity] = proposal._replace(words=words)
    rows = Suggestion.objects.filter(event=event, source=source)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    standing = {(row.speaker_id, row.key, row.cluster): row for row in rows}
    undecided = {
        identity: proposal
        for identity, proposal in found.items()
        if identity not in standing or standing[identity].state in UNDECIDED
    }
    gone = [
        row
        for identity, row in standing.items()
        if row.state == State.OPEN and identity not in found
    ]
    new = _rows(event, source, undecided, progress)
    return _store(event, [(standing.get(identity), row) for identity, row in new.items()], gone)


def keep_in_step(event, speakers=None):
    """After affiliations of an event, or of some speakers (primary keys), were saved: words that are
    linked to nothing are suggestions too, and what an affiliation says now needs none."""
    _supersede_said(event, speakers)
    rows = unlinked(event)
    standing = None
    if speakers is not None:
        rows = rows.filter(speaker__in=speakers)
        typed = Suggestion.objects.filter(event=event, source=Source.TYPED, speaker__in=speakers)
        standing = {*typed.values_list("key", flat=True), *(str(row.pk) for row in rows)}
    proposals = [
        Proposal(
            row.speaker_id,
            row.as_entered,
            key=str(row.pk),
            role=str(row.role),
            unit=str(row.unit),
            affiliation=row.pk,
        )
        for row in rows
    ]
    return refresh(event, Source.TYPED, proposals, keys=standing)


def _supersede_said(event, speakers):
    rows = Suggestion.objects.filter(event=event, state=State.OPEN).exclude(source=Source.TYPED)
    rows = list(rows if speakers is None else rows.filter(speaker__in=speakers))
    said = _said({row.speaker_id for row in rows}) if rows else {}
    gone = [row for row in rows if said[row.speaker_id] & {row.cluster, row.organisation_id}]
    if gone:
        _store(event, [], gone)


def recompute(event, names=None):
    """Recognises the words of all open suggestions again, or of those that are one of ``names``; returns
    how many proposals that changed."""
    rows = Suggestion.objects.filter(event=event, state=State.OPEN)
    if names is not None:
        rows = rows.filter(cluster__in=set(map(cluster_of, names)))
    rows = list(rows)
    recognised = recognise(event, [row.words for row in rows])
    changed = [row for row, found in zip(rows, recognised, strict=True) if _apply(row, found)]
    for row in changed:
        row.changed = now()
    with transaction.atomic():
        changed = _undecided(changed)
        Suggestion.objects.bulk_update(changed, ["changed", *RECOGNISED], batch_size=BATCH)
        regroup(event)
    return len(changed)


def _undecided(rows):
    """Those that nobody decided on while texts were read; they are locked until the transaction ends."""
    known = Suggestion.objects.filter(pk__in=[row.pk for row in rows], state__in=UNDECIDED)
    keys = set(known.select_for_update().values_list("pk", flat=True)) if rows else ()
    return [row for row in rows if row.pk in keys]


def cluster_of(words):
    """What all spellings of words have in common that mean the same."""
    return (folded(words) or words.casefold())[:500]


def _rows(event, source, proposals, progress):
    """{identity: :class:`Suggestion`} of proposals as they would stand, not stored."""
    if not proposals:
        return {}
    texts = [proposal.words for proposal in proposals.values()]
    recognised = recognise(event, texts, progress=progress)
    speakers = {proposal.speaker for proposal in proposals.values()}
    mails, said = _mail_domains(speakers), _said(speakers)
    places, rows = Counter(), {}
    for (identity, proposal), recognition in zip(proposals.items(), recognised, strict=True):
        speaker, key, cluster = identity
        row = rows[identity] = Suggestion(
            event=event,
            speaker_id=speaker,
            source=source,
            key=key,
            cluster=cluster,
            words=proposal.words,
            position=places[speaker, key],
            submission_id=proposal.submission,
            role=cleaned(proposal.role)[:200],
            unit=cleaned(proposal.unit)[:300],
            current=proposal.current,
            affiliation_id=proposal.affiliation,
            changed=now(),
        )
        places[speaker, key] += 1
        if domain := mails.get(speaker):
            row.hints.append([str(Hint.MAIL), domain])
        if proposal.speakers > 1:
            row.hints.append([str(Hint.SPEAKERS), proposal.speakers])
        _apply(row, recognition)
        if source != Source.TYPED and said[speaker] & {cluster, row.organisation_id}:
            row.state = State.SUPERSEDED
    return rows


def _apply(row, recognition):
    """Sets what was recognised on a row; whether that changed it."""
    before = [getattr(row, name) for name in RECOGNISED]
    row.tier = recognition.tier
    if row.is_doubtful and row.tier == Tier.CERTAIN:
        row.tier = Tier.SURE
    row.organisation_id = recognition.organisation
    row.candidates = [
        {"organisation": pk, "reason": reason} for pk, reason in recognition.candidates
    ]
    return [getattr(row, name) for name in RECOGNISED] != before


def _mail_domains(speakers):
    """{primary key of a speaker: the domain of their address}, without public mail services."""
    addresses = SpeakerProfile.objects.filter(pk__in=speakers).values_list("pk", "user__email")
    domains = {pk: (address or "").rpartition("@")[2].lower() for pk, address in addresses}
    return {
        pk: domain
        for pk, domain in domains.items()
        if domain not in PUBLIC_MAIL and not domain.endswith(".invalid")
    }


def _said(speakers):
    """{primary key of a speaker: the clusters and the organisations (primary keys) of their
    affiliations}, without what others wrote and they have not said yes to."""
    said = defaultdict(set)
    confirmed = Affiliation.Confirmation.CONFIRMED
    rows = Affiliation.objects.filter(speaker__in=speakers, confirmation=confirmed)
    for speaker, words, organisation in rows.values_list("speaker", "as_entered", "organisation"):
        said[speaker] |= {cluster_of(words), organisation} - {"", None}
    return said


@transaction.atomic
def _store(event, pairs, gone):
    """Stores [(row as it stands or None, as it should be)] and supersedes those that are ``gone``.

    What organisers decided on while texts were read stays as it is.
    """
    rows = Suggestion.objects.filter(event=event, state__in=UNDECIDED)
    undecided = set(rows.select_for_update().values_list("pk", flat=True))
    pairs = [(row, new) for row, new in pairs if not row or row.pk in undecided]
    gone = [row for row in gone if row.pk in undecided]
    fresh, changed, opened = [], [], 0
    for standing, row in pairs:
        if not standing:
            fresh.append(row)
            opened += row.state == State.OPEN
        elif any(getattr(standing, name) != getattr(row, name) for name in COMPARED):
            row.pk = standing.pk
            changed.append(row)
            opened += row.state == State.OPEN != standing.state
    changed, gone = _undecided(changed), _undecided(gone)
    for row in gone:
        row.state = State.SUPERSEDED
    # Somebody else may have run the same meanwhile.
    Suggestion.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    Suggestion.objects.bulk_update(changed, ["changed", *COMPARED], batch_size=BATCH)
    Suggestion.objects.bulk_update(gone, ["state"], batch_size=BATCH)
    if fresh or changed or gone:
        regroup(event)
    return Counts(opened, len(gone))
