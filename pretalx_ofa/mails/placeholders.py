"""What mails to speakers can say of their affiliations. pretalx fills in every one for every mail."""

import logging

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django_scopes import scope
from pretalx.mail.domain.placeholders import (
    LinkMailTextPlaceholder,
    UntrustedPlainMailTextPlaceholder,
)

from pretalx_ofa.affiliations.queries import on_file
from pretalx_ofa.affiliations.wording import line_of, state_of
from pretalx_ofa.base.links import own_page

logger = logging.getLogger(__name__)


def placeholders(event):
    """The placeholders of an event: the affiliations on file, and the page to change them."""
    return [
        UntrustedPlainMailTextPlaceholder(
            "affiliations",
            ["event", "user"],
            affiliations_text,
            pgettext_lazy("pretalx_ofa", "– Researcher, Lund University"),
            pgettext_lazy("pretalx_ofa", "The speaker’s affiliations, one a line"),
        ),
        LinkMailTextPlaceholder(
            "affiliations_url",
            ["event", "user"],
            lambda event, user: own_page(event),  # noqa: ARG005 -- pretalx passes both
            own_page(event),
            pgettext_lazy("pretalx_ofa", "The page on which speakers change their affiliations"),
        ),
    ]


def affiliations_text(event, user):
    """The affiliations on file, one a line, in the active language. Never raises: no mail may stay
    unsent for it."""
    try:
        language = get_language() or event.locale
        with scope(event=event):
            lines = [_line(row, language) for row in on_file(event, user)]
    except Exception:  # whatever it is, the mail matters more
        logger.exception("The affiliations of a recipient could not be read")
        lines = []
    return "\n".join(lines) or pgettext("pretalx_ofa", "– none yet –")


def _line(affiliation, language):
    text, state = line_of(affiliation, language), state_of(affiliation)
    return f"– {text} ({state})" if state else f"– {text}"
