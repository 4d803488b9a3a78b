"""HTML that is added to pretalx's public session and speaker pages.

It never makes them fail, and costs one query and what is drawn once per process and snapshot.
"""

import json
import logging
from functools import wraps

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pretalx_ofa.base.asked import languages_asked
from pretalx_ofa.base.links import addresses
from pretalx_ofa.i18n.languages import bcp47, resolve
from pretalx_ofa.presentation import beside_original, json_ld
from pretalx_ofa.presentation.links import Links
from pretalx_ofa.presentation.people import person_view
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.programme import snapshots

logger = logging.getLogger(__name__)

# A closing tag inside a name must not end the script that holds it.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


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
    """The style sheet for session and speaker pages; on the latter also affiliations and JSON-LD."""
    match = request.resolver_match
    page = match.view_name if match else ""
    if page not in {"agenda:talk", "agenda:speaker"}:
        return ""
    style = format_html('<link rel="stylesheet" href="{}">', static("pretalx_ofa/programme.css"))
    if page == "agenda:speaker":
        return style + _drawn(request, _person, match.kwargs["code"])
    return style


@never_failing
def above_session(request, code):
    """The session's translation into the reader's language, marks, and its other languages."""
    return _drawn(request, _translations, code)


@never_failing
def below_session(request, code):
    """The speakers with their affiliations in this session."""
    return _drawn(request, _affiliations, code)


def _drawn(request, draw, code):
    """HTML of ``draw(reading, code)``, drawn once in a process for a language and a snapshot."""
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
    """The snapshot for this request; None for a visitor who may not see the schedule."""
    if not hasattr(request, "ofa_snapshot"):
        may = request.user.has_perm("schedule.list_schedule", request.event)
        request.ofa_snapshot = snapshots.known(request.event) if may else None
    return request.ofa_snapshot


def _translations(reading, code):
    session = reading.programme.session.get(code)
    view = session and beside_original.translations(reading, session)
    return render_to_string("pretalx_ofa/session/above.html", {"view": view}) if view else ""


def _affiliations(reading, code):
    session = reading.programme.session.get(code)
    view = session and beside_original.affiliations(reading, session)
    return render_to_string("pretalx_ofa/session/below.html", {"view": view}) if view else ""


def _person(reading, code):
    view = person_view(reading, code)
    side = view and view.sides[0]
    if not side or not (side.affiliations or side.has_translation):
        return ""
    return render_to_string(
        "pretalx_ofa/session/person.html",
        {
            "lang": bcp47(reading.languages[0]),
            "side": side,
            "json_ld": _script(json_ld.person(view)),
        },
    )


def _script(data):
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 -- every character that could end the script is escaped
    )
