"""The link to our front page among pretalx's own header links: organisers may edit or delete it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override, pgettext
from django_scopes import scopes_disabled
from i18nfield.strings import LazyI18nString


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


def _links(event, slug=None):
    """The event's header links to our front page, found by path: domains change."""
    path = reverse("plugins:pretalx_ofa:front", kwargs={"event": slug or event.slug})
    return event.extra_links.filter(role="header", url__endswith=path)


def _label(event):
    labels = {}
    for code in event.locales:
        with override(code):
            labels[code] = pgettext("pretalx_ofa", "Full programme")
    return LazyI18nString(labels)
