"""Writing what a person changed on a page; keeping, and deciding on, what cannot be written."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import pgettext

from pretalx_ofa.clashes.comparing import compare, digest
from pretalx_ofa.clashes.models import Clash
from pretalx_ofa.clashes.sections import Section, section_of

KEPT_DAYS = 30
# Of one person in one event: more than anybody decides on.
MOST = 100


class Saved(NamedTuple):
    """``changed`` are the keys that were stored; ``clashes`` counts what was kept; ``problems`` are
    {key: sentence} of what was not stored."""

    changed: set
    clashes: int
    problems: dict


class RefusedError(ValueError):
    """What was typed cannot be stored: ``args[0]`` says why."""


@transaction.atomic
def save(section, posted, made_from, *, person):
    """Writes what the person changed of a section and nobody else did, keeps the rest: :class:`Saved`."""
    _wait_for_others(section)
    stored = section.stored()
    changed, clashing = compare(stored, made_from, posted)
    clashing |= section.unseen(stored, made_from, changed)
    changed = {key: value for key, value in changed.items() if key not in clashing}
    problems = section.problems(stored, changed)
    changed = {key: value for key, value in changed.items() if key not in problems}
    if changed:
        section.write(changed, person=person)
        _clashes(section, person).filter(key__in=changed).delete()
    return Saved(set(changed), keep(section, clashing, person=person), problems)


def keep(section, typed, *, person):
    """Keeps {key: value} in place of what the same person typed there before; their number."""
    if not typed:
        return 0
    _clashes(section, person).filter(key__in=typed).delete()
    room = MOST - Clash.objects.filter(event=section.event, person=person).count()
    Clash.objects.bulk_create(
        [
            Clash(person=person, key=key, typed=value, **section.where)
            for key, value in list(typed.items())[: max(room, 0)]
        ]
    )
    return len(typed)


@transaction.atomic
def take(clash, *, seen, person):
    """Stores what was typed, and forgets the clash.

    ``seen`` is the digest of what the person saw beside it ("": not compared). Raises
    :class:`RefusedError` where something else is stored now, or what was typed cannot be.
    """
    section = section_of(clash)
    _wait_for_others(section)
    stored, changed = section.stored(), {clash.key: clash.typed}
    if seen and seen != digest(clash.key, stored.get(clash.key)):
        raise RefusedError(
            pgettext("pretalx_ofa", "It was changed once more. Please look at it again.")
        )
    if problem := section.problems(stored, changed).get(clash.key):
        raise RefusedError(problem)
    section.write(changed, person=person)
    clash.delete()


class Shown(NamedTuple):
    """A clash as a page has it; ``seen`` is the digest of ``theirs``."""

    clash: Clash
    label: str
    language: str
    mine: str
    theirs: str
    seen: str


def clashes_of(sections, *, person=None):
    """[:class:`Shown`] of some sections, only those of a ``person`` if there is one."""
    found = []
    for section in sections:
        rows = _clashes(section, person).select_related("person")
        stored = section.stored() if (rows := list(rows)) else {}
        for row in rows:
            theirs = stored.get(row.key)
            if theirs != row.typed:
                found.append(_shown(section, row, theirs))
    return found


def _shown(section: Section, row, theirs):
    empty = pgettext("pretalx_ofa", "(nothing)")
    return Shown(
        row,
        section.label(row.key),
        section.language(row.key),
        section.readable(row.key, row.typed) or empty,
        section.readable(row.key, theirs) or empty,
        digest(row.key, theirs),
    )


def clashing_submissions(event, person):
    """Primary keys of the proposals about which a person typed what nobody has decided on."""
    rows = Clash.objects.filter(event=event, person=person, submission__isnull=False)
    return set(rows.values_list("submission_id", flat=True))


def own_clash(section, pk, *, person):
    """The clash with a primary key that a person typed in a section; None for any other."""
    return _clashes(section, person).filter(pk=pk).first()


def tidy():
    """Forgets what nobody decided on for ``KEPT_DAYS``."""
    Clash.objects.filter(created__lt=now() - dt.timedelta(days=KEPT_DAYS)).delete()


def _clashes(section, person):
    rows = Clash.objects.filter(**section.where)
    return rows.filter(person=person) if person else rows


def _wait_for_others(section):
    """Until the transaction ends nobody else writes to this thing."""
    model = type(section.thing)
    list(model._base_manager.select_for_update().filter(pk=section.thing.pk).values_list("pk"))
