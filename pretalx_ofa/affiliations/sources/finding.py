"""Going through what was chosen, one text after the other."""

from pretalx_ofa.affiliations.sources.registry import SOURCES
from pretalx_ofa.affiliations.suggestions.refreshing import Counts, Proposal, refresh


def offered(event, user):
    """[(name of a source, :class:`Choice`)] that this person may read, those that look like
    organisations first."""
    found = [
        (name, choice) for name, source in SOURCES.items() for choice in source.choices(event, user)
    ]
    return sorted(found, key=lambda pair: -pair[1].likely)


def find(event, chosen, rows=(), *, progress=None):
    """Stores what was chosen says: [(source, key)], and ``rows`` of one file, proposals as lists.

    Returns the :class:`Counts` together.
    """
    steps = [(name, key, SOURCES[name].propose(event, key)) for name, key in chosen]
    if read := [Proposal(*row) for row in rows]:
        steps.append(("file", read[0].key, read))
    counts = [Counts(0, 0)]
    for number, (name, key, proposals) in enumerate(steps):

        def tell(share, number=number):
            if progress:
                progress((number + share) / len(steps))

        counts.append(refresh(event, name, proposals, keys=[key], progress=tell))
    return Counts(*map(sum, zip(*counts, strict=True)))
