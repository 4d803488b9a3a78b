from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pretalx_ofa.base import links
from pretalx_ofa.exports import listing
from pretalx_ofa.i18n.languages import bcp47, primary
from pretalx_ofa.i18n.words import words
from pretalx_ofa.mails.writing import recipients
from pretalx_ofa.widgets import entries

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
    """An :class:`AffiliationView` as one line: role, unit, organisation with its link, kind."""

    def part_html(part):
        if part is affiliation.organisation and affiliation.url:
            return format_html('<a href="{}">{}</a>', affiliation.url, localized(part))
        return localized(part)

    return format_html_join(", ", "{}", [(part_html(part),) for part in affiliation.line])


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
    return mark_safe(entries.entry_html(view))  # noqa: S308 -- escaped there


@register.filter
def linked(link):
    """A :class:`NamedLink`."""
    return mark_safe(entries.linked(link))  # noqa: S308 -- escaped there


@register.filter
def speaker(view):
    """A :class:`SpeakerLine`: the name and the organisations, with their links."""
    return mark_safe(entries.speaker_html(view))  # noqa: S308 -- escaped there


@register.filter
def card(view, layout):
    """A :class:`SpeakerCard` as an item of a list, in the layout "wall" or "list"."""
    return mark_safe(entries.card_html(view, is_wall=layout == "wall"))  # noqa: S308 -- escaped there


@register.filter
def is_front(url, event):
    return links.is_front(event, url)


@register.simple_tag(takes_context=True)
def our_url(context, page, **arguments):
    """Like ``url`` for our own pages of the event, in the languages that this page was asked for."""
    return links.our_address(context["request"], page, **arguments)


@register.simple_tag
def interface_lang():
    """The ``lang`` of the plugin's words in a page frame.

    Where it has no catalogue, Django takes the words of the instance's default language.
    """
    language = get_language()
    found = words(language).language
    if primary(found) != primary(language):
        found = words(settings.LANGUAGE_CODE).language
    return bcp47(found)


@register.simple_tag
def offered_files(event):
    """[:class:`ListedFile`] that visitors get: for page frames alone, which know their event."""
    return listing.offered_files(event)


@register.inclusion_tag("pretalx_ofa/mails/write.html", takes_context=True)
def write_to(context, profiles):
    """Buttons that open pretalx's mail editor for profiles (a list, with their ``user``), and how many
    are left out; nothing for whoever may send no mail. Each is a form: it stands in no other one.
    """
    request = context["request"]
    may = request.user.has_perm("mail.send_queuedmail", request.event)
    return {"request": request, "recipients": recipients(profiles) if may else None}
