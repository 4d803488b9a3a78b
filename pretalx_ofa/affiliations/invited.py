"""What submitters write of people who are only invited to speak, and, in a draft, of themselves.

It belongs to an address (an e-mail address in lower case) and a proposal until the invitation is
accepted; then it is the speaker's, who has to say yes. It goes with the invitation.
"""

from django.db import transaction
from django_scopes import scopes_disabled

from pretalx_ofa.affiliations.editing import MOST, confirm, described, fill
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.queries import key_of, of_invited
from pretalx_ofa.affiliations.suggestions.refreshing import keep_in_step
from pretalx_ofa.base.activity import log
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.organisations.queries import folded

CONFIRMED, SUGGESTED = Affiliation.Confirmation.CONFIRMED, Affiliation.Confirmation.SUGGESTED
CO_SPEAKER = Affiliation.Source.CO_SPEAKER


@transaction.atomic
def write(submission, address, entries, *, person):
    """Makes [values], as :func:`editing.fill` has them, what is known of an address.

    Of an entry that has the words of a standing one, that one stays. What is beyond MOST is left out.
    """
    rows = of_invited(submission, address).select_related("organisation")
    standing = {str(row.organisation or row.as_entered): row for row in rows}
    kept = []
    for values in entries:
        row = standing.get(values.get("organisation", "")) or Affiliation(
            event=submission.event,
            invited_to=submission,
            invited=address.lower(),
            confirmation=SUGGESTED,
            source=CO_SPEAKER,
        )
        fill(row, values, submitter=person)
        row.position = len(kept)
        if not row.is_empty and row.pk not in kept and len(kept) < MOST:
            row.save()
            kept.append(row.pk)
    rows.exclude(pk__in=kept).delete()


@transaction.atomic
def suggest(speaker, entries, *, person):
    """Adds [values] to a speaker's affiliations, to be confirmed by them; how many were new."""
    rows = list(Affiliation.objects.filter(speaker=speaker).select_related("organisation"))
    known = set(map(key_of, rows)) | {folded(row.as_entered) for row in rows if row.as_entered}
    added = 0
    for values in entries:
        row = Affiliation(event=speaker.event, confirmation=SUGGESTED, source=CO_SPEAKER)
        fill(row, values, submitter=person)
        if row.is_empty or key_of(row) in known or len(rows) + added >= MOST:
            continue
        _give(row, speaker, len(rows) + added)
        known.add(key_of(row))
        added += 1
    if added:
        keep_in_step(speaker.event, [speaker.pk])
    return added


@transaction.atomic
def take_over(submission, address, speaker, *, is_own=False):
    """The speaker has accepted the invitation: what was written of the address is suggested to them.

    ``is_own``: they have written it themselves, in a draft that is now sent in.
    """
    standing = Affiliation.objects.filter(speaker=speaker).select_related("organisation")
    own = {key_of(row): row for row in standing}
    position = max((row.position + 1 for row in own.values()), default=0)
    for row in of_invited(submission, address).select_related("organisation"):
        known = own.get(key_of(row))
        if known or len(own) >= MOST:
            if is_own and known and known.confirmation == SUGGESTED:
                confirm(known, person=speaker.user)
            row.delete(skip_log=True)
            continue
        if is_own:
            row.confirmation, row.source = CONFIRMED, Affiliation.Source.SPEAKER
        _give(row, speaker, position)
        own[key_of(row)] = row
        position += 1
    keep_in_step(speaker.event, [speaker.pk])


def _give(row, speaker, position):
    """Stores a row as a speaker's."""
    row.speaker, row.invited_to, row.invited = speaker, None, ""
    row.position = position
    row.save()
    log(
        speaker,
        "pretalx_ofa.affiliation.create",
        person=speaker.user if row.source == Affiliation.Source.SPEAKER else None,
        orga=False,
        changes={"affiliations": ("", described(row))},
    )
    mark_changed(row.event)


@scopes_disabled()
def forget(submission, address):
    """The invitation (to a submission, or its key) is gone, and what was written of the address."""
    of_invited(submission, address).delete()


def forget_others(submission, addresses):
    """Forgets what was written of addresses that a proposal has no longer."""
    known = [address.lower() for address in addresses]
    Affiliation.all_objects.filter(invited_to=submission).exclude(invited__in=known).delete()
