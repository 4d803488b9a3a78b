"""Who is at which organisation, what of it is public, and which words are not linked to any."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Q
from django_scopes import scopes_disabled
from i18nfield.strings import LazyI18nString
from pretalx.person.models import SpeakerProfile
from pretalx.submission.domain.queries.speaker import speakers_for_user
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.models import Affiliation, PersonDetails, SessionAffiliations
from pretalx_ofa.base.junk import is_junk, without_junk
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import folded

# So many affiliations of earlier events are offered to a speaker.
OFFERED = 5
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
    return without_proposed(public(event))


def public_affiliations(event, speaker=None):
    """{primary key of a speaker: [:class:`Affiliation`] in order}, to be read only; of all or of one.

    Fields that are not public are empty: junk, and an organisation that is only proposed
    (``as_entered`` stays). One of which nothing is left is not there.
    """
    found, rows = defaultdict(list), public(event).only(*RECORDED)
    for row in _published(rows.filter(speaker=speaker) if speaker else rows):
        found[row.speaker_id].append(row)
    return dict(found)


def published(row):
    """A public affiliation with the fields emptied that are not, to be read only."""
    organisation = row.organisation
    if organisation and organisation.confirmation == organisation.Confirmation.SUGGESTED:
        row.organisation = None
    row.as_entered = without_junk(row.as_entered)
    row.role, row.unit = _telling(row.role), _telling(row.unit)
    return row


def _published(rows):
    for row in rows.select_related("organisation"):
        if not published(row).is_empty:
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


class OfSpeaker(NamedTuple):
    """A speaker of a session, their affiliations in order, and the ids of those it is given under
    (None: no choice was made)."""

    speaker: SpeakerProfile
    affiliations: list
    chosen: list | None


def affiliations_on(submission, *, only_public):
    """[:class:`OfSpeaker`] of a session, in the order of its speakers, with names of organisations.

    ``only_public``: what :func:`public_affiliations` has; else all there are.
    """
    rows = SessionAffiliations.objects.filter(submission=submission)
    chosen = {row.speaker_id: row.affiliations for row in rows}
    own = (public if only_public else _every)(submission.event)
    own = own.filter(speaker__submissions=submission).prefetch_related("organisation__names")
    by_speaker = defaultdict(list)
    for row in _published(own) if only_public else own.select_related("organisation"):
        by_speaker[row.speaker_id].append(row)
    speakers = submission.speakers.select_related("user").order_by("speaker_roles__position")
    return [
        OfSpeaker(speaker, by_speaker[speaker.pk], chosen.get(speaker.pk)) for speaker in speakers
    ]


def _every(event):
    return Affiliation.objects.filter(event=event)


class GivenUnder(NamedTuple):
    """``affiliations`` are the ids, in order, under which a speaker (code) gives a session;
    ``is_chosen``: not simply all that are public."""

    speaker: str
    affiliations: list
    is_chosen: bool


def given_under(event, submissions):
    """{primary key of a session: [:class:`GivenUnder`] in the order of its speakers}."""
    shown = public_affiliations(event)
    chosen = chosen_affiliations(event, shown)
    found = defaultdict(list)
    roles = SpeakerRole.objects.filter(submission__in=submissions).order_by("position", "pk")
    for role in roles.select_related("speaker"):
        ids = chosen.get((role.submission_id, role.speaker_id))
        every = [row.pk for row in shown.get(role.speaker_id, ())]
        found[role.submission_id].append(
            GivenUnder(role.speaker.code, every if ids is None else ids, ids is not None)
        )
    return found


def choices_for_session(submission, only=None):
    """[(speaker, their public affiliations in order, ids of those the session is given under)].

    Only of speakers who have something to choose, or chose; ``only`` of one speaker.
    """
    rows = SessionAffiliations.objects.filter(submission=submission)
    chosen = {row.speaker_id: row.affiliations for row in rows}
    offered = defaultdict(list)
    own = public(submission.event).filter(speaker__submissions=submission)
    own = own.prefetch_related("organisation__names")
    if only:
        own = own.filter(speaker=only)
    for affiliation in _published(own.select_related("speaker__user")):
        offered[affiliation.speaker].append(affiliation)
    found = []
    for speaker, affiliations in offered.items():
        ids = [affiliation.pk for affiliation in affiliations]
        if len(ids) > 1 or speaker.pk in chosen:
            found.append((speaker, affiliations, chosen.get(speaker.pk, ids)))
    return found


def sessions_to_choose_for(speaker):
    """The sessions of a speaker for which they have something to choose, or chose."""
    several = len(list(_published(public(speaker.event).filter(speaker=speaker)))) > 1
    chosen = speaker.ofa_session_affiliations.values("submission")
    found = speaker.submissions.order_by("title", "pk")
    return found if several else found.filter(pk__in=chosen)


def person_details(event):
    """{primary key of a speaker: :class:`PersonDetails`} of the speakers that have a row."""
    return {row.speaker_id: row for row in PersonDetails.objects.filter(speaker__event=event)}


def affiliation_ids(event):
    """The keys of all affiliations of an event."""
    return set(Affiliation.objects.filter(event=event).values_list("pk", flat=True))


def affiliated(event):
    """Primary keys of the speakers that have an affiliation, public or not."""
    return set(Affiliation.objects.filter(event=event).values_list("speaker_id", flat=True))


def all_affiliations(event):
    """{primary key of a speaker: [:class:`Affiliation`] in order}, with organisations, public or not."""
    found = defaultdict(list)
    for row in Affiliation.objects.filter(event=event).select_related("organisation"):
        found[row.speaker_id].append(row)
    return dict(found)


def all_chosen(event):
    """{(primary key of a session, of a speaker): [ids of affiliations]} where somebody chose."""
    rows = SessionAffiliations.objects.filter(submission__event=event)
    return {(row.submission_id, row.speaker_id): row.affiliations for row in rows}


def on_file(event, user):
    """[:class:`Affiliation`] of a user in an event, in order: public or not, confirmed or not."""
    own = Affiliation.objects.filter(event=event, speaker__user=user)
    return list(own.select_related("organisation").prefetch_related("organisation__names"))


def of_invited(submission, address=None):
    """The affiliations of the people whose addresses were added to a proposal, or of one of them."""
    rows = Affiliation.all_objects.filter(invited_to=submission).order_by(
        "invited", "position", "pk"
    )
    return rows if address is None else rows.filter(invited=address.lower())


def proposals_with_others(speaker):
    """[Submission] of a speaker that can be edited and have further speakers, or invited ones."""
    own = speaker.submissions.filter(event=speaker.event).order_by("title", "pk")
    own = own.select_related("submission_type", "track", "access_code")
    found = list(own.prefetch_related("speakers", "invitations"))
    for submission in found:
        # One copy: each would ask for its call for papers.
        submission.event = speaker.event
    return [
        submission
        for submission in found
        if submission.editable
        and (len(submission.speakers.all()) > 1 or submission.invitations.all())
    ]


def suggested_to(speaker):
    """[:class:`Affiliation`] that somebody wrote of a speaker who has not said yes, in order."""
    rows = Affiliation.objects.filter(speaker=speaker, confirmation=Confirmation.SUGGESTED)
    return list(rows.select_related("organisation").prefetch_related("organisation__names"))


def key_of(affiliation):
    """What two affiliations of a person have in common that say the same: the organisation's name, or
    what is said without one."""
    name = folded(affiliation.organisation or affiliation.as_entered)
    return name or (affiliation.kind, str(affiliation.role))


def earlier(speaker):
    """[:class:`Affiliation`] of the same account in other events, the newest event first, without
    those that stand in this one; each organisation once, at most OFFERED."""
    if not speaker.user_id:
        return []
    own = Affiliation.objects.filter(speaker=speaker).select_related("organisation")
    known = set(map(key_of, own))
    with scopes_disabled():
        rows = Affiliation.objects.filter(
            speaker__user=speaker.user_id, confirmation=Confirmation.CONFIRMED
        ).exclude(event=speaker.event_id)
        rows = rows.select_related("organisation", "event").prefetch_related("organisation__names")
        rows = list(rows.order_by("-event__date_from", "position", "pk"))
    found = {}
    for row in rows:
        if (key := key_of(row)) not in known:
            found.setdefault(key, row)
    return list(found.values())[:OFFERED]


def affiliations_known_to(user, event):
    """All for organisers; for other users the public ones of the speakers that they may see, but for
    those at organisations that are only proposed."""
    if user.has_perm(Affiliation.get_perm("update"), event):
        return _every(event)
    return publicly_linked(event).filter(speaker__in=_seen_by(user, event))


def affiliations_shown_to(user, event):
    """All for organisers; for other users, of the speakers that they may see, those that
    :func:`public_affiliations` has."""
    if user.has_perm(Affiliation.get_perm("update"), event):
        return _every(event)
    shown = _published(public(event).filter(speaker__in=_seen_by(user, event)))
    return Affiliation.objects.filter(pk__in=[row.pk for row in shown])


def no_affiliations():
    """An empty query set: its model's permissions are those of affiliations."""
    return Affiliation.objects.none()


def _seen_by(user, event):
    return speakers_for_user(event, user).order_by().values("pk")


def without_proposed(affiliations):
    """Without those at organisations that are only proposed."""
    return affiliations.exclude(organisation__confirmation=Organisation.Confirmation.SUGGESTED)


def of_speaker(affiliations, code):
    """Those of the speaker with this code, in any case."""
    return affiliations.filter(speaker__code__iexact=code)


def organisations_in_use(event):
    """The event's own organisations and those of its speakers, with ``people`` (their number)."""
    here = Q(affiliations__event=event, affiliations__speaker__isnull=False)
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
