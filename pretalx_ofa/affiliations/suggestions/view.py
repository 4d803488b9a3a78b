"""How a suggestion is shown to an organiser."""

from typing import NamedTuple

from django.utils.translation import npgettext, pgettext

from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.view import OrganisationView

Hint = Suggestion.Hint
CANDIDATES = 3


class SuggestionView(NamedTuple):
    """``source`` is what people call the text; ``becomes`` the organisation (or None, then
    ``candidates`` may be meant); ``hints`` are sentences."""

    row: Suggestion
    name: str
    source: str
    becomes: OrganisationView | None
    candidates: list[OrganisationView]
    hints: list[str]


def views_of(suggestions, labels, language):
    """[:class:`SuggestionView`]; ``labels`` are those of their texts, as :func:`labels` has them."""
    known = proposed_by(suggestions, language)
    return [
        SuggestionView(
            row=row,
            name=row.speaker.get_display_name(),
            source=labels[row.source, row.key],
            becomes=known.get(row.organisation_id),
            candidates=[
                known[candidate["organisation"]]
                for candidate in row.candidates[:CANDIDATES]
                if candidate["organisation"] in known
            ],
            hints=[hint_text(kind, value) for kind, value in row.hints],
        )
        for row in suggestions
    ]


def changed_since():
    """Why what stood on a page was not accepted."""
    return pgettext(
        "pretalx_ofa",
        "Some suggestions have changed since you opened the page: the registry was loaded, a text"
        " was edited, or somebody else decided. Nothing of these was accepted.",
    )


def proposed_by(suggestions, language):
    """{primary key: :class:`OrganisationView`} of what suggestions propose; of what was merged meanwhile
    the one that it leads to."""
    keys = {row.organisation_id for row in suggestions} - {None}
    keys |= {candidate["organisation"] for row in suggestions for candidate in row.candidates}
    records = Organisation.objects.filter(pk__in=keys).select_related("merged_into")
    records = records.prefetch_related("names", "merged_into__names")
    return {row.pk: OrganisationView(row.merged_into or row, language) for row in records}


def hint_text(kind, value):
    """A hint in the reader's language: for people to read, never acted on."""
    if kind == Hint.MAIL:
        return pgettext("pretalx_ofa", "mail from {domain}").format(domain=value)
    text = npgettext(
        "pretalx_ofa",
        "the answer is about {count} speaker",
        "the answer may be about any of {count} speakers",
        value,
    )
    return text.format(count=value)
