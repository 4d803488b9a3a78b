"""What a source of suggestions says of itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pretalx_ofa.affiliations.suggestions.refreshing import Proposal


class Choice(NamedTuple):
    """Texts that an organiser may choose: all answers to one question, say.

    ``texts`` is their number, ``sample`` a few of them; ``likely`` (0 to 1) how much they look like
    organisations. ``is_public`` says whether pretalx shows them already.
    """

    key: str
    label: str
    texts: int
    sample: tuple[str, ...]
    likely: float
    is_public: bool = True


def nothing_to_choose(event, user):
    return []


@dataclass(frozen=True)
class Source:
    """``name`` as :class:`Suggestion.Source` has it. ``propose(event, key)`` is what the texts of one
    choice say; where the source ``reads_file`` it takes the file's bytes besides. ``choices(event,
    user)`` are those that this person may read.
    """

    name: str
    propose: Callable[..., Iterable[Proposal]]
    choices: Callable[..., list[Choice]] = nothing_to_choose
    reads_file: bool = False
