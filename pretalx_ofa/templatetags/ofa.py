from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from pretalx_ofa.exports.formats import FORMATS
from pretalx_ofa.i18n.languages import bcp47

register = template.Library()


@register.filter
def localized(text):
    """A :class:`LocalizedText` with its ``lang`` where it has one; of a list all, divided by a dot."""
    if isinstance(text, list):
        return format_html_join(" · ", "{}", [(localized(part),) for part in text])
    if not text.lang:
        return text.text
    return format_html('<span lang="{}">{}</span>', text.lang, text.text)


@register.filter
def line(affiliation):
    """An :class:`AffiliationView` as one line: role, unit, organisation, kind."""
    return format_html_join(", ", "{}", [(localized(part),) for part in affiliation.line])


@register.filter
def html(text, top=5):
    """The Markdown of a :class:`LocalizedText` as HTML, its headings from level ``top`` on.

    Safe by construction: the tree holds nothing but the nodes we draw, and every word is escaped.
    """
    body = mark_safe(text.html(top))  # noqa: S308 -- see above
    return format_html('<div lang="{}">{}</div>', text.lang, body) if text.lang else body


@register.filter
def colours(track):
    """A :class:`TrackView`'s colours as custom properties of CSS."""
    return format_html(
        "--ofa-tint: {}; --ofa-ink: {}; --ofa-mark: {}", track.tint, track.ink, track.mark
    )


@register.inclusion_tag("pretalx_ofa/widgets/files.html")
def public_files(event, languages):
    """The files of the programme that everybody may download."""
    hidden = event.settings.ofa_files_hidden
    return {
        "event": event,
        "files": [
            {
                "label": chosen.label,
                "filename": chosen.filename(mode),
                "languages": [bcp47(code) for code in mode],
            }
            for chosen in FORMATS.values()
            if chosen.name not in hidden
            for mode in chosen.modes(languages)
        ],
    }
