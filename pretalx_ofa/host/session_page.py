"""What we add to pretalx's own public session and speaker pages."""

import json

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext

from pretalx_ofa.base.event_settings import reader_language
from pretalx_ofa.i18n.languages import bcp47, primary, spoken_name
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.agenda import Reader, Said

# A closing tag inside a name must not end the script that holds it.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def reader_of(request):
    """The :class:`Reader` of the current picture for this visitor; None where there is none.

    Who may not see the schedule gets nothing: neither affiliations nor translations.
    """
    if not hasattr(request, "ofa_reader"):
        request.ofa_reader = None
        event = request.event
        if request.user.has_perm("schedule.list_schedule", event):
            snapshot = snapshots.current(event)
            if snapshot:
                language = reader_language(event, get_language())
                request.ofa_reader = Reader(snapshots.programme_of(snapshot), language)
    return request.ofa_reader


def above_session(request, submission):
    """The session in the reader's language, or where else to find it."""
    reader = reader_of(request)
    session = reader and reader.programme.session.get(submission.code)
    if not session:
        return ""
    title = session.title.choose(reader.language)
    return render_to_string(
        "pretalx_ofa/session/above.html",
        {
            "lang": reader.lang,
            "translation": _translation(reader, session, title),
            "marks": reader.session(session)["marks"],
            "others": _others(reader, session, title),
        },
    )


def _translation(reader, session, title):
    if title.language == session.title.original or title.fallback:
        return None
    return {
        "title": Said.of(title, reader.language),
        "abstract": Said.of(session.abstract.choose(reader.language), reader.language),
        "note": pgettext(
            "pretalx_ofa", "Translated from {language}; the original follows below."
        ).format(language=spoken_name(session.title.original, reader.language)),
    }


def _others(reader, session, title):
    """The other languages of the programme that this session has, besides the one shown first."""
    return [
        {
            "name": spoken_name(code, reader.language),
            "lang": bcp47(code),
            "title": session.title.choose(code).text,
            "abstract": Said.of(session.abstract.choose(code), reader.language),
        }
        for code in reader.programme.languages
        if (
            session.title.has(code)
            and primary(code) not in {primary(title.language), primary(session.title.original)}
        )
        or (
            session.title.has(code)
            and title.language == session.title.original
            and primary(code) != primary(title.language)
        )
    ]


def below_session(request, submission):
    """Who speaks for whom."""
    reader = reader_of(request)
    session = reader and reader.programme.session.get(submission.code)
    speakers = [reader.speaker(speaking) for speaking in session.speakers] if session else []
    speakers = [speaker for speaker in speakers if speaker["affiliations"]]
    if not speakers:
        return ""
    return render_to_string(
        "pretalx_ofa/session/below.html", {"lang": reader.lang, "speakers": speakers}
    )


def person(reader, code):
    """Plain data of somebody in the picture; None for anybody else."""
    found = reader.programme.person.get(code)
    if not found:
        return None
    return {
        "name": found.name,
        "url": f"/{reader.programme.event.slug}/speaker/{found.code}/",
        "biography": reader.say(found.biography),
        "has_translation": found.biography.has(reader.language)
        and found.biography.choose(reader.language).language != found.biography.original,
        "affiliations": [reader.affiliation(a) for a in found.affiliations],
    }


def speaker_head(request, code):
    """Script that shows the affiliations (pretalx has no place for them), and JSON-LD without any."""
    reader = reader_of(request)
    found = reader and person(reader, code)
    if not found or not (found["affiliations"] or found["has_translation"]):
        return ""
    url = reverse("plugins:pretalx_ofa:person", kwargs={"event": request.event.slug, "code": code})
    return render_to_string(
        "pretalx_ofa/session/speaker_head.html",
        {"url": f"{url}?lang={reader.language}", "json_ld": _script(json_ld(found))},
    )


def json_ld(found):
    """schema.org's Person with the organisations they are affiliated to, as a dict."""
    return {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": found["name"],
        "url": found["url"],
        "affiliation": [
            {
                "@type": "Role",
                "roleName": entry["role"].text,
                "affiliation": {
                    "@type": "Organization",
                    "name": entry["organisation"].text,
                    **({"@id": entry["ror"], "sameAs": entry["ror"]} if entry["ror"] else {}),
                    **({"url": entry["website"]} if entry["website"] else {}),
                },
            }
            for entry in found["affiliations"]
            if entry["organisation"].text
        ],
    }


def _script(data):
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 -- every character that could end the script is escaped
    )
