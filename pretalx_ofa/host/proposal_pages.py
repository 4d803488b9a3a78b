"""The affiliations of a proposal's speakers on pretalx's pages for organisers and reviewers.

A script puts them below the heading with the speakers' names; without scripts they stand below the
page. Where names are hidden there is nothing at all, also no script.
"""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.queries import affiliations_on
from pretalx_ofa.base.wording import by_language
from pretalx_ofa.host.session_page import never_failing
from pretalx_ofa.presentation.affiliations import KINDS
from pretalx_ofa.presentation.localized import LocalizedText, localized
from pretalx_ofa.programme.text import Text, Value

REVIEWS = "orga:submissions.reviews"
PAGES = {REVIEWS, "orga:submissions.content.view", "orga:submissions.speakers.view"}


class Line(NamedTuple):
    """``parts`` are :class:`LocalizedText`; ``notes`` say what is not public of it."""

    parts: list
    years: str
    notes: list
    is_given: bool


@never_failing
def affiliations(request):
    match = request.resolver_match
    if not match or match.view_name not in PAGES or "code" not in match.kwargs:
        return ""
    found = request.event.submissions.filter(code__iexact=match.kwargs["code"])
    submission = found.select_related("event").first()
    if not submission:
        return ""
    is_organiser = request.user.has_perm("submission.orga_update_submission", submission)
    may_see_names = request.user.has_perm("person.reviewer_list_speakerprofile", submission)
    # pretalx's review page names nobody to organisers who are no reviewers.
    if not (may_see_names or (is_organiser and match.view_name != REVIEWS)):
        return ""
    language = get_language()
    speakers = [
        (one.speaker, [_line(row, one.chosen, language) for row in one.affiliations])
        for one in affiliations_on(submission, only_public=not is_organiser)
    ]
    if not is_organiser:
        speakers = [(speaker, lines) for speaker, lines in speakers if lines]
    if not speakers:
        return ""
    context = {"speakers": speakers, "is_organiser": is_organiser}
    return render_to_string("pretalx_ofa/affiliations/proposal.html", context, request=request)


def _line(row, chosen, language):
    parts = [_localized(by_language(row.role, ()), language)]
    parts += [_localized(by_language(row.unit, ()), language)]
    parts += [_organisation(row, language)]
    if row.kind in KINDS:
        parts.append(LocalizedText(row.get_kind_display()))
    years = "–".join(str(year or "") for year in (row.since, row.until))
    return Line(
        [part for part in parts if part],
        years if row.since or row.until else "",
        _notes(row),
        chosen is None or row.pk in chosen,
    )


def _organisation(row, language):
    if not row.organisation:
        return LocalizedText(row.as_entered)
    named = sorted(row.organisation.names.all(), key=lambda name: name.kind != name.Kind.DISPLAY)
    names = {}
    for name in named:
        if name.is_main:
            names.setdefault(name.language or "und", name.value)
    return _localized(names or {"und": row.organisation.name}, language)


def _localized(words, language):
    values = {code: Value(text=text) for code, text in words.items()}
    return localized(Text(original=next(iter(words), ""), values=values), language)


def _notes(row):
    """Why the public sees nothing of it, or only words."""
    return [
        text
        for text, is_so in (
            (pgettext("pretalx_ofa", "Not disclosed"), row.kind == Affiliation.Kind.UNDISCLOSED),
            (pgettext("pretalx_ofa", "Not public"), not row.is_public),
            (
                row.get_confirmation_display(),
                row.confirmation == Affiliation.Confirmation.SUGGESTED,
            ),
        )
        if is_so
    ]
