from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def said(text):
    """A :class:`Said` as HTML: with its ``lang`` where it is not the page's."""
    if not text:
        return ""
    if not text.lang:
        return text.text
    return format_html('<span lang="{}">{}</span>', text.lang, text.text)


@register.filter
def rich(text):
    """The Markdown of a :class:`Said` as HTML.

    Safe by construction: the tree holds nothing but the nodes we draw, and every word is escaped.
    """
    body = mark_safe(text.html)  # noqa: S308 -- see above
    return format_html('<div lang="{}">{}</div>', text.lang, body) if text.lang else body
