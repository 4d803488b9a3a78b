"""Which organisation typed words name, for many of them at once: the one finder of pages and tasks.

The event's own and used organisations come first, then the registry, as :mod:`matching` recognises
it.
"""

from contextlib import suppress
from itertools import batched
from typing import NamedTuple

from django.db.models import F, TextChoices
from django.utils.translation import pgettext_lazy

from pretalx_ofa.base.junk import is_junk
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import folded, keys_by_name
from pretalx_ofa.organisations.registry import loaded

BATCH, CANDIDATES = 200, 5
# What is less likely is no candidate.
LIKELY = 0.2
OWN = "own"
# Why an organisation is a candidate: OWN, or as the matcher says it.
REASONS = {
    OWN: pgettext_lazy("pretalx_ofa", "one of your organisations"),
    "name": pgettext_lazy("pretalx_ofa", "a registered name"),
    "spelling": pgettext_lazy("pretalx_ofa", "another spelling of a name"),
    "short name": pgettext_lazy("pretalx_ofa", "a name without its place"),
    "word order": pgettext_lazy("pretalx_ofa", "the same words in another order"),
    "school": pgettext_lazy("pretalx_ofa", "a school of that university"),
    "acronym": pgettext_lazy("pretalx_ofa", "an acronym"),
    "similar": pgettext_lazy("pretalx_ofa", "a similar name"),
}


class Tier(TextChoices):
    """How sure it is which organisation words name; the measured error stands on the page."""

    CERTAIN = "certain", pgettext_lazy("pretalx_ofa", "certain")
    SURE = "sure", pgettext_lazy("pretalx_ofa", "likely")
    ASK = "ask", pgettext_lazy("pretalx_ofa", "to be decided")


class Recognition(NamedTuple):
    """``organisation`` (primary key) is null unless the words surely name one; ``candidates``
    [(primary key, one of REASONS)], the likeliest first."""

    words: str
    organisation: int | None
    tier: Tier
    candidates: list


def recognise(event, texts, *, countries=(), progress=None):
    """[:class:`Recognition`] of each text, in order, in a constant number of queries for each BATCH.

    ``countries`` are those known of the persons (two letters or None), in the same order;
    ``progress`` is called with the share that is done, 0 to 1.
    """
    named, matcher, found = keys_by_name(event), None, []
    with suppress(FileNotFoundError):
        matcher = loaded.matcher()
    asked = list(zip(texts, countries or [None] * len(texts), strict=True))
    for batch in batched(asked, BATCH, strict=False):
        found += _recognised(event, batch, named, matcher)
        if progress:
            progress(len(found) / len(asked))
    return found


def _recognised(event, batch, named, matcher):
    """[:class:`Recognition`] of (text, country) pairs."""
    matches = {
        (text, country): matcher.match(text, country)
        for text, country in dict.fromkeys(batch)
        if matcher and folded(text) not in named and not is_junk(text)
    }
    ids = {candidate.id for match in matches.values() for candidate in match.candidates}
    usable = Organisation.objects.for_event(event).filter(ror__in=ids)
    # Where the event has taken the registry's id for one of its own, that one, the last, is meant.
    keys = dict(usable.order_by(F("event").asc(nulls_first=True)).values_list("ror", "pk"))
    return [
        _of_own(text, sorted(own))
        if (own := named.get(folded(text)))
        else _of_match(text, matches.get((text, country)), keys)
        for text, country in batch
    ]


def _of_own(text, own):
    one = own[0] if len(own) == 1 else None
    return Recognition(
        text, one, Tier.CERTAIN if one else Tier.ASK, [(pk, OWN) for pk in own[:CANDIDATES]]
    )


def _of_match(text, match, keys):
    if not match:
        return Recognition(text, None, Tier.ASK, [])
    found = [keys[ror] for ror in match.ror if ror in keys]
    # Words that name two organisations are two entries: a person has to part them.
    one = found[0] if len(found) == len(match.ror) == 1 else None
    candidates = [
        (keys[c.id], c.why) for c in match.candidates if c.id in keys and c.score >= LIKELY
    ]
    return Recognition(text, one, Tier.SURE if one else Tier.ASK, candidates[:CANDIDATES])
