"""What biographies say, read without any model."""

from django.utils.translation import pgettext

from pretalx_ofa.affiliations.reading.biographies import affiliations_in
from pretalx_ofa.affiliations.sources.people import speakers
from pretalx_ofa.affiliations.sources.source import Choice, Source
from pretalx_ofa.affiliations.suggestions.refreshing import Proposal

SAMPLE, SAMPLE_LENGTH = 3, 500


def choices(event, user):
    """The biographies of an event, if there are any."""
    rows = _biographies(event)
    number = rows.count()
    if not number:
        return []
    sample = rows.values_list("biography", flat=True)[:SAMPLE]
    return [
        Choice(
            key="",
            label=pgettext("pretalx_ofa", "Biographies"),
            texts=number,
            sample=tuple(text[:SAMPLE_LENGTH] for text in sample),
            likely=0.0,
        )
    ]


def propose(event, key):
    for speaker, text in _biographies(event).values_list("pk", "biography"):
        for mention in affiliations_in(text):
            yield Proposal(
                speaker=speaker,
                words=mention.organisation,
                role=mention.role or "",
                unit=mention.unit or "",
                current=mention.current,
            )


def _biographies(event):
    return speakers(event).exclude(biography=None).exclude(biography="").order_by("pk")


BIOGRAPHY = Source("biography", propose, choices)
