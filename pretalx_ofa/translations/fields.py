"""The registry of translatable fields, one line each.

Forms, coverage and imports walk this list; so does the record of the programme, for those that are
public: it has a text of the same name.
"""

from typing import Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from pretalx.submission.models import Submission

# As pretalx bounds the original: 200, since 2026.3 it is 1,000.
TITLE_LENGTH = Submission._meta.get_field("title").max_length


class TranslatableField(NamedTuple):
    """A text of a proposal or a speaker.

    ``source`` is the attribute of pretalx's Submission or SpeakerProfile where the original stands,
    ``length`` the most characters of a translation (None: any).
    """

    owner: Literal["submission", "speaker"]
    name: str
    label: Promise
    source: str
    length: int | None = None
    markdown: bool = True
    public: bool = True

    def original(self, owner):
        """The text to translate, as pretalx has it; empty where there is none."""
        return getattr(owner, self.source) or ""


FIELDS = [
    TranslatableField(
        "submission",
        "title",
        pgettext_lazy("pretalx_ofa", "Title"),
        "title",
        TITLE_LENGTH,
        markdown=False,
    ),
    TranslatableField(
        "submission", "abstract", pgettext_lazy("pretalx_ofa", "Abstract"), "abstract"
    ),
    TranslatableField(
        "submission", "description", pgettext_lazy("pretalx_ofa", "Description"), "description"
    ),
    TranslatableField(
        "speaker", "biography", pgettext_lazy("pretalx_ofa", "Biography"), "biography"
    ),
]


def fields_of(owner):
    """{name: :class:`TranslatableField`} of a kind of owner."""
    return {field.name: field for field in FIELDS if field.owner == owner}


def public_fields_of(owner):
    """Those of :func:`fields_of` that the public programme has."""
    return {name: field for name, field in fields_of(owner).items() if field.public}
