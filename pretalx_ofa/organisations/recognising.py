"""Which organisation typed words name, for many of them at once: the one finder of pages and tasks.

The event's own and used organisations come first, then the registry, as :mod:`matching` recognises
it.
"""

from contextlib import suppress
from functools import cache, partial
from itertools import batched
from typing import NamedTuple

from django.db.models import F, TextChoices
from django.utils.translation import pgettext_lazy

from pretalx_ofa.base.junk import is_junk
from pretalx_ofa.organisations.matching.weights import ERRORS
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import event_country, folded, keys_by_name
from pretalx_ofa.organisations.registry import loaded

BATCH, CANDIDATES = 200, 5
# What is less likely is no candidate.
LIKELY = 0.3
OWN = "own"
# Why an organisation is a candidate: OWN, or as the matcher says it.
REASONS = {
    OWN: pgettext_lazy("pretalx_ofa", "one of your organisations"),
    "exact": pgettext_lazy("pretalx_ofa", "a registered name"),
    "spelling": pgettext_lazy("pretalx_ofa", "another spelling of a name"),
    "short": pgettext_lazy("pretalx_ofa", "a name without its place"),
    "order": pgettext_lazy("pretalx_ofa", "the same words in another order"),
    "school": pgettext_lazy("pretalx_ofa", "a school of that university"),
    "acronym": pgettext_lazy("pretalx_ofa", "an acronym"),
    "host": pgettext_lazy("pretalx_ofa", "the address of its website"),
    "initials": pgettext_lazy("pretalx_ofa", "its first letters"),
    "label": pgettext_lazy("pretalx_ofa", "how its website is called"),
    "similar": pgettext_lazy("pretalx_ofa", "a similar name"),
}


class Tier(TextChoices):
    """How sure it is which organisation words name; the measured error stands on the page."""

    CERTAIN = "certain", pgettext_lazy("pretalx_ofa", "certain")
    SURE = "sure", pgettext_lazy("pretalx_ofa", "likely")
    ASK = "ask", pgettext_lazy("pretalx_ofa", "to be decided")

    @property
    def right(self):
        """How many of a hundred were right where it was measured; None where nothing is proposed."""
        return round(100 * (1 - ERRORS[self])) if self in ERRORS else None


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
    recogniser, found = _Recogniser(event), []
    asked = list(zip(texts, countries or [None] * len(texts), strict=True))
    for batch in batched(asked, BATCH, strict=False):
        found += recogniser.recognise(batch)
        if progress:
            progress(len(found) / len(asked))
    return found


class _Recogniser:
    def __init__(self, event):
        self.event = event
        self.by_name = keys_by_name(event)
        self.own = set(Organisation.objects.own(event).values_list("pk", flat=True))
        self.match = None
        with suppress(FileNotFoundError):
            # Many people answer the same.
            self.match = cache(partial(loaded.matcher().match, event_country=event_country(event)))

    def recognise(self, batch):
        """[:class:`Recognition`] of (text, country) pairs."""
        matches = {
            (text, country): self.match(text, country)
            for text, country in batch
            if self.match and not is_junk(text)
        }
        ids = {candidate.ror for match in matches.values() for candidate in match.candidates}
        usable = Organisation.objects.for_event(self.event).filter(ror__in=ids)
        # Where the event has taken the registry's id for one of its own, that one, the last, is meant.
        keys = dict(usable.order_by(F("event").asc(nulls_first=True)).values_list("ror", "pk"))
        return [self._of(text, matches.get((text, country)), keys) for text, country in batch]

    def _of(self, text, match, keys):
        """The organisations here that bear the name come first. What the event has described itself is
        certain; of one that somebody here is at already, others of that name are as likely as anywhere.
        """
        here = sorted(self.by_name.get(folded(text), ()))
        named, tier = _matched(match, keys)
        candidates = dict.fromkeys(here, OWN)
        for candidate in match.candidates if match else ():
            if candidate.ror in keys and candidate.score >= LIKELY:
                candidates.setdefault(keys[candidate.ror], candidate.match_type.name.lower())
        if here:
            one = here[0] if len(here) == 1 else None
            is_own = one in self.own
            tier = Tier.CERTAIN if is_own else tier if one == named else Tier.SURE
            named = one
        return Recognition(
            text, named, tier if named else Tier.ASK, list(candidates.items())[:CANDIDATES]
        )


def _matched(match, keys):
    """(primary key, tier) of the one organisation that the registry's matcher is sure of."""
    answers = match.answers if match else []
    # Words that name two organisations are two entries: a person has to part them.
    if len(answers) == 1 and answers[0].ror in keys:
        return keys[answers[0].ror], Tier(answers[0].tier)
    return None, Tier.ASK
