"""An affiliation as a line for people who may know all of it: its speaker, and organisers."""

from django.utils.translation import pgettext
from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.i18n.languages import resolve
from pretalx_ofa.organisations.queries import name_in


def line_of(affiliation, language):
    """ "Researcher, Department of Physics, Lund University" in a language, as far as it has words.

    Reads the names of the organisation: fetch ``organisation__names`` for many.
    """
    organisation = affiliation.organisation
    kinds = Affiliation.Kind
    parts = [
        _words(affiliation.role, language),
        _words(affiliation.unit, language),
        name_in(organisation, language) if organisation else affiliation.as_entered,
        "" if affiliation.kind == kinds.ORDINARY else str(kinds(affiliation.kind).label),
    ]
    return ", ".join(filter(None, parts))


def state_of(affiliation):
    """Why the public does not see it; "" where it does."""
    if affiliation.confirmation == Affiliation.Confirmation.SUGGESTED:
        return pgettext("pretalx_ofa", "waits for the person’s yes")
    return "" if affiliation.is_shown else pgettext("pretalx_ofa", "not shown")


def _words(value, language):
    data = value.data if isinstance(value, LazyI18nString) else value
    if not isinstance(data, dict):
        return str(data or "")
    written = {code: text for code, text in data.items() if text}
    return written.get(resolve(language, written) or next(iter(written), ""), "")
