from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from pretalx_ofa.exports import listing

register = template.Library()


@register.simple_tag
def offered_files(event):
    """[:class:`ListedFile`] that visitors get."""
    return listing.offered_files(event)


@register.filter
def said(text):
    """A :class:`Said` as HTML: with its ``lang`` where it is not the page's."""
    if not text:
        return ""
    if not text.lang:
        return text.text
    return format_html('<span lang="{}">{}</span>', text.lang, text.text)


@register.filter
def line(affiliation):
    """An affiliation as a reader has it: role, unit, organisation."""
    parts = [affiliation[name] for name in ("role", "unit", "organisation")]
    return format_html_join(", ", "{}", [(said(part),) for part in parts if part.text])


@register.filter
def rich(text):
    """The Markdown of a :class:`Said` as HTML.

    Safe by construction: the tree holds nothing but the nodes we draw, and every word is escaped.
    """
    body = mark_safe(text.html)  # noqa: S308 -- see above
    return format_html('<div lang="{}">{}</div>', text.lang, body) if text.lang else body
