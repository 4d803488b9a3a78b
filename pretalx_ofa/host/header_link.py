"""The link to our front page among pretalx's own header links: organisers may edit or delete it."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django_scopes import scopes_disabled
from i18nfield.strings import LazyI18nString

from pretalx_ofa.i18n.words import pgettext_noop, words

LABEL = pgettext_noop("pretalx_ofa", "Programme by track")


def address(event, slug=None):
    path = reverse("plugins:pretalx_ofa:front", kwargs={"event": slug or event.slug})
    return f"{(event.custom_domain or settings.SITE_URL).rstrip('/')}{path}"


def add_header_link(event):
    with scopes_disabled():
        if _links(event).exists():
            return
        event.extra_links.create(label=_label(event), url=address(event), role="header")


def remove_header_link(event):
    with scopes_disabled():
        _links(event).delete()


def move_header_link(event, other):
    """pretalx copies header links as they are: ours would lead to the old edition."""
    with scopes_disabled():
        _links(event, other).update(url=address(event))
    follow_languages(event)


def follow_languages(event):
    """Names the link in the event's languages, unless organisers gave it words of their own."""
    with scopes_disabled():
        for link in _links(event):
            named, wanted = _words(link.label, event), _label(event)
            if named != wanted.data and all(text == _word(code) for code, text in named.items()):
                link.label = wanted
                link.save()


def head(request):
    """The script that makes the link a tab like pretalx's own, on pretalx's pages.

    pretalx sends every link of an organiser's through a page of redirection, into a new tab. Whether
    there is such a link would be a query more: the script sees it.
    """
    event, match = request.event, request.resolver_match
    if match and "pretalx_ofa" in match.namespaces:
        # Our own pages draw the tab themselves.
        return ""
    front = reverse("plugins:pretalx_ofa:front", kwargs={"event": event.slug})
    script = static("pretalx_ofa/header_link.js")
    return format_html('<script defer src="{}" data-front="{}"></script>', script, front)


def _links(event, slug=None):
    """The event's header links to our front page, found by path: domains change."""
    path = reverse("plugins:pretalx_ofa:front", kwargs={"event": slug or event.slug})
    return event.extra_links.filter(role="header", url__endswith=path)


def _label(event):
    return LazyI18nString({code: _word(code) for code in event.locales})


def _word(code):
    return words(code).translate(LABEL)


def _words(label, event):
    """{language: text} of a label that has words in one language or in several."""
    data = label.data if isinstance(label.data, dict) else {event.locale: str(label.data)}
    return {code: text for code, text in data.items() if text}
