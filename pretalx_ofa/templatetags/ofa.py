from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pretalx_ofa.exports import listing
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import words
from pretalx_ofa.widgets.entries import entry_html

register = template.Library()


@register.filter
def localized(text):
    """A :class:`LocalizedText` with its ``lang`` where it has one; of a list all, divided by a slash."""
    if isinstance(text, list):
        return format_html_join(" / ", "{}", [(localized(part),) for part in text])
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

    Safe by construction: the document holds nothing but the nodes we draw, and every word is escaped.
    """
    body = mark_safe(text.html(top))  # noqa: S308 -- see above
    return format_html('<div lang="{}">{}</div>', text.lang, body) if text.lang else body


@register.filter
def entry(view):
    """An :class:`EntryView` as an item of a list."""
    return mark_safe(entry_html(view))  # noqa: S308 -- escaped there


@register.filter
def colours(track):
    """A :class:`TrackView`'s colours as custom properties of CSS."""
    return format_html(
        "--ofa-tint: {}; --ofa-ink: {}; --ofa-mark: {}", track.tint, track.ink, track.mark
    )


@register.simple_tag
def interface_lang():
    """The ``lang`` of the plugin's words in a page frame: ``en`` where it has no catalogue."""
    return bcp47(words(get_language()).language)


@register.simple_tag
def offered_files(event):
    """[:class:`ListedFile`] that visitors get: for page frames alone, which know their event."""
    return listing.offered_files(event)
