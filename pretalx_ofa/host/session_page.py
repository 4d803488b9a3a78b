"""What is added to pretalx's public session and speaker pages.

It never makes them fail, and costs one query and what is drawn once per process and snapshot.
"""

import json
import logging
from functools import wraps

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pretalx_ofa.base.asked import languages_asked
from pretalx_ofa.base.links import addresses
from pretalx_ofa.base.rules import programme_permission
from pretalx_ofa.i18n.languages import resolve
from pretalx_ofa.presentation import json_ld
from pretalx_ofa.presentation.links import Links
from pretalx_ofa.presentation.localized import phrase
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.session_page import session_page
from pretalx_ofa.presentation.speaker_page import speaker_page
from pretalx_ofa.programme import snapshots

SESSION, SPEAKER = "agenda:talk", "agenda:speaker"
logger = logging.getLogger(__name__)


def never_failing(draw):
    """Decorator: logs any exception and returns "" instead."""

    @wraps(draw)
    def guarded(request, *args):
        try:
            return draw(request, *args)
        except Exception:
            logger.exception("Nothing can be added to %s", request.path)
            return ""

    return guarded


@never_failing
def head(request):
    """The style sheet for session and speaker pages; on the latter also what a script puts in place,
    and JSON-LD.
    """
    page = _page(request)
    if page not in {SESSION, SPEAKER}:
        return ""
    style = format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        [(static(f"pretalx_ofa/{name}.css"),) for name in ("widgets", "session")],
    )
    if page == SPEAKER:
        return style + _drawn(request, _speaker, _speaker_code(request))
    return style


@never_failing
def session(request, code):
    """The whole session, for readers of the language of the page."""
    # Proposals under public review have the same template, without our style sheet.
    return _drawn(request, _session, code) if _page(request) == SESSION else ""


@never_failing
def footer_links(request):
    """From a speaker's page to ours: the way to affiliations for visitors without scripts."""
    if _page(request) != SPEAKER:
        return []
    code = _speaker_code(request)
    label = _drawn(request, _link_to_person, code)
    url = Links(**addresses(request.event)).person(code)
    return [{"label": label, "url": url}] if label else []


def _page(request):
    return request.resolver_match.view_name if request.resolver_match else ""


def _speaker_code(request):
    # pretalx finds them in lower case too.
    return request.resolver_match.kwargs["code"].upper()


def _drawn(request, draw, code):
    """The str of ``draw(reading, code)``, drawn once in a process for a language and a snapshot."""
    snapshot = _snapshot(request)
    if not snapshot:
        return ""
    asked = get_language()
    links = Links(**addresses(request.event, languages=languages_asked(request)))

    def drawn():
        programme = snapshots.programme_of(snapshot)
        # As the record has them: the event's settings would be a query more each time.
        language = resolve(asked, programme.languages) or programme.languages[0]
        return draw(Reading(programme, [language], links), code)

    return snapshots.fragment(snapshot, (draw.__name__, code, asked, links.front()), drawn)


def _snapshot(request):
    """The snapshot for this request; None for a visitor who may not see the programme."""
    if not hasattr(request, "ofa_snapshot"):
        may = request.user.has_perm(programme_permission(request.event), request.event)
        request.ofa_snapshot = snapshots.known(request.event) if may else None
    return request.ofa_snapshot


def _session(reading, code):
    session = reading.programme.session.get(code)
    if not session:
        return ""
    view = session_page(reading, session)
    return render_to_string("pretalx_ofa/session/page.html", {"view": view})


def _speaker(reading, code):
    person = reading.programme.person.get(code)
    view = person and speaker_page(reading, person)
    if not view:
        return ""
    html = render_to_string(
        "pretalx_ofa/session/person.html",
        {"view": view, "session_langs": json.dumps(view.session_langs)},
    )
    return html + mark_safe(json_ld.script(json_ld.person(reading, code)))  # noqa: S308 -- escaped there


def _link_to_person(reading, code):
    person = reading.programme.person.get(code)
    if not person:
        return ""
    words = phrase(
        reading.languages[0],
        lambda words: words.pgettext("pretalx_ofa", "Affiliations of {name}"),
    )
    return words.text.format(name=person.name)
