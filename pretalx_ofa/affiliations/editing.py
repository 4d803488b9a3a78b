"""Changing affiliations: the words as entered are kept; every change is logged with its speaker."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import pgettext

from pretalx_ofa.affiliations.models import (
    MOST,
    Affiliation,
    PersonDetails,
    SessionAffiliations,
)
from pretalx_ofa.affiliations.queries import affiliated
from pretalx_ofa.affiliations.suggestions.refreshing import keep_in_step
from pretalx_ofa.base.activity import log
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.base.wording import cleaned_i18n, in_all_languages
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.organisations.queries import organisation_chosen, organisation_named

NAMED = {"sort_name": "filed as", "orcid": "ORCID iD"}
PLAIN = {"kind", "since", "until", "is_public", "confirmation", "as_entered", "organisation_id"}
JOURNALLED = ("as_entered", "organisation", "confirmation")
EARLIEST, LATEST = 1900, 2100
BATCH = 500


class TooManyError(ValueError):
    """A person has the greatest allowed number of affiliations already; its text says so."""

    def __str__(self):
        text = pgettext("pretalx_ofa", "nobody may have more than {number} affiliations.")
        return text.format(number=MOST)


@transaction.atomic
def store(speaker, affiliation, values, *, person, recording=None):
    """Adds or changes an affiliation; its primary key. One without any content is not kept: None.

    ``values`` are those of :func:`fill`, and position; what is missing stays as it is. Whoever changes
    what was only suggested confirms it. A ``recording`` of the journal notes a new one, or which
    organisation a known one has. Raises :class:`TooManyError`.
    """
    is_new, is_own = affiliation is None, speaker.user_id == person.pk
    source = Affiliation.Source.SPEAKER if is_own else Affiliation.Source.ORGANISER
    affiliation = affiliation or Affiliation(event=speaker.event, speaker=speaker, source=source)
    before = affiliation.get_instance_data()
    line_before = "" if is_new else described(affiliation)
    was_shown = not is_new and affiliation.is_shown
    position = values.pop("position", None)
    fill(affiliation, values, submitter=person if is_own else None)
    if affiliation.is_empty:
        if not is_new:
            remove(affiliation, person=person)
        return None
    if is_new and Affiliation.objects.filter(speaker=speaker).count() >= MOST:
        raise TooManyError
    if affiliation.get_instance_data() != before and "confirmation" not in values:
        affiliation.confirmation = Affiliation.Confirmation.CONFIRMED
    if is_new and position is None:
        last = Affiliation.objects.filter(speaker=speaker).aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
    if position is not None:
        affiliation.position = position
    after = affiliation.get_instance_data()
    if is_new or after != before:
        _save(affiliation, line_before, person=person, recording=recording)
        if any(after[name] != before[name] for name in after.keys() - {"position"}):
            keep_in_step(speaker.event, [speaker.pk])
        is_hidden = was_shown and not affiliation.is_shown
        mark_changed(speaker.event, what="hidden" if is_hidden else "edited")
    return affiliation.pk


def fill(affiliation, values, *, submitter):
    """Sets what a form has of an affiliation, without storing it.

    ``values`` may hold any of organisation (words), chosen (the id of the one that is meant), kind,
    role, unit, since, until, is_public and confirmation; instead of organisation, as_entered and
    organisation_id are stored as they are. ``submitter`` (a User; None for organisers): what others
    described is not there for them.
    """
    for name in PLAIN & values.keys():
        setattr(affiliation, name, values[name])
    for name in {"role", "unit"} & values.keys():
        setattr(affiliation, name, cleaned_i18n(values[name]))
    if values.get("organisation") is None:
        return
    words, chosen = cleaned(values["organisation"]), values.get("chosen")
    if chosen or words != str(affiliation.organisation or affiliation.as_entered):
        event = affiliation.event
        affiliation.as_entered = words
        affiliation.organisation = organisation_chosen(
            event, chosen, words, submitter=submitter
        ) or organisation_named(event, words, submitter=submitter)


@transaction.atomic
def confirm(affiliation, *, person):
    """A speaker says yes to what somebody else wrote of them."""
    line_before = described(affiliation)
    affiliation.confirmation = Affiliation.Confirmation.CONFIRMED
    _save(affiliation, line_before, person=person)
    mark_changed(affiliation.event)


@transaction.atomic
def copy_earlier(speaker, earlier, *, person):
    """Adds the affiliation of another event to a speaker's; raises :class:`TooManyError`.

    Organisations of the other event's own are not of this one: their names are.
    """
    organisation = earlier.organisation
    names = ("kind", "role", "unit", "since", "until", "is_public")
    values = {name: getattr(earlier, name) for name in names}
    values |= {
        "organisation": str(organisation or earlier.as_entered),
        "chosen": organisation and not organisation.event_id and organisation.pk,
    }
    store(speaker, None, values, person=person)


def _save(affiliation, line_before, *, person, recording=None):
    is_new = affiliation._state.adding
    if recording and is_new:
        recording.add(affiliation)
    elif recording:
        known = Affiliation.objects.get(pk=affiliation.pk)
        recording.change(known, **{name: getattr(affiliation, name) for name in JOURNALLED})
    affiliation.save()
    log(
        affiliation.speaker,
        f"pretalx_ofa.affiliation.{'create' if is_new else 'update'}",
        person=person,
        orga=affiliation.speaker.user_id != person.pk,
        changes={"affiliations": (line_before, described(affiliation))},
    )


def described(affiliation):
    """One line for the activity log: "Professor / Professora, Lund University, 2019–, not public"."""
    years = (affiliation.since, affiliation.until)
    parts = [
        *(in_all_languages(text) for text in (affiliation.role, affiliation.unit)),
        str(affiliation),
        "–".join(str(year or "") for year in years) if any(years) else "",
        "" if affiliation.kind == Affiliation.Kind.ORDINARY else affiliation.kind,
        "" if affiliation.is_public else "not public",
        "" if affiliation.confirmation == "confirmed" else affiliation.confirmation,
    ]
    return ", ".join(filter(None, parts))


@transaction.atomic
def remove(affiliation, *, person):
    log(
        affiliation.speaker,
        "pretalx_ofa.affiliation.delete",
        person=person,
        orga=affiliation.speaker.user_id != person.pk,
        changes={"affiliations": (described(affiliation), "")},
    )
    affiliation.delete(skip_log=True)
    keep_in_step(affiliation.event, [affiliation.speaker_id])
    mark_changed(affiliation.event, what="deleted")


@transaction.atomic
def choose_for_session(submission, speaker, offered, chosen, *, person):
    """Stores which of a speaker's affiliations (ids) a session is given under.

    ``offered`` are the ids, in order, that somebody could choose from, ``chosen`` those they did.
    All of them means all, also those added later; none means none. What was chosen before and is
    not offered now (because it is hidden) stays chosen.
    """
    row = SessionAffiliations.objects.filter(submission=submission, speaker=speaker).first()
    before = [pk for pk in offered if not row or pk in row.affiliations]
    after = [pk for pk in offered if pk in chosen]
    if before == after:
        return
    if after == offered:
        row.delete()
    else:
        kept = [pk for pk in row.affiliations if pk not in offered] if row else []
        row = row or SessionAffiliations(submission=submission, speaker=speaker)
        row.affiliations = [*after, *kept]
        row.save()
    # Numbers: what a session's history says is not erased with the speaker.
    log(
        submission,
        "pretalx_ofa.affiliation.session",
        person=person,
        orga=speaker.user_id != person.pk,
        changes={
            "affiliations chosen": tuple(f"{len(n)} / {len(offered)}" for n in (before, after))
        },
    )
    is_hidden = not set(before) <= set(after)
    mark_changed(submission.event, what="hidden" if is_hidden else "edited")


@transaction.atomic
def describe(speaker, values, *, person):
    """Stores sort_name and orcid of ``values`` (a dict) if one of them differs from what is stored."""
    details = PersonDetails.objects.filter(speaker=speaker).first() or PersonDetails(
        speaker=speaker
    )
    before = details.get_instance_data()
    for name, value in values.items():
        setattr(details, name, cleaned(value))
    after = details.get_instance_data()
    if before == after:
        return
    details.save()
    log(
        speaker,
        "pretalx_ofa.person.update",
        person=person,
        orga=speaker.user_id != person.pk,
        changes={NAMED[name]: (before[name], after[name]) for name in NAMED},
    )
    is_hidden = any(before[name] and not after[name] for name in values)
    mark_changed(speaker.event, what="hidden" if is_hidden else "edited")


def add_imported(event, entries):
    """Adds affiliations, in order, to speakers who have none yet; organisers' work is not touched.

    ``entries`` are (primary key of a speaker, fields of :class:`Affiliation`). Returns, in the same
    order, the new ids, None for what was not added.
    """
    have = affiliated(event)
    rows, places = [], {}
    for speaker, values in entries:
        place = places[speaker] = places.get(speaker, -1) + 1
        rows.append(
            None
            if speaker in have or place >= MOST
            else Affiliation(
                event=event,
                speaker_id=speaker,
                position=place,
                source=Affiliation.Source.IMPORT,
                **values,
            )
        )
    Affiliation.objects.bulk_create([row for row in rows if row], batch_size=BATCH)
    keep_in_step(event)
    return [row.pk if row else None for row in rows]


def choose_imported(chosen):
    """Stores choices of {(primary key of a session, of a speaker): [ids]} where there is none yet."""
    SessionAffiliations.objects.bulk_create(
        [
            SessionAffiliations(submission_id=submission, speaker_id=speaker, affiliations=ids)
            for (submission, speaker), ids in chosen.items()
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def describe_imported(details):
    """Stores {primary key of a speaker: (sort name, ORCID iD)} of those without any."""
    PersonDetails.objects.bulk_create(
        [
            PersonDetails(speaker_id=speaker, sort_name=cleaned(sort_name)[:200], orcid=orcid)
            for speaker, (sort_name, orcid) in details.items()
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
