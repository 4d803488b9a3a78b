"""Messages after an action that carry a button, so that a mistake costs one click."""

from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.translation import pgettext


def with_undo(request, text, url, fields=(), *, what=""):
    """The text (any, it is escaped) and a button "Undo" that posts ``fields``, [(name, value)], to ``url``.

    ``what`` is read out behind the button's word, where a page has several.
    """
    hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)
    return format_html(
        '{} <form class="d-inline ml-1" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}'
        # pretalx's own colour is 3:1 on white.
        '<button class="btn btn-sm btn-outline-primary" type="submit"'
        ' style="--highlight-color: color-mix(in srgb, var(--color-primary), black 40%)">{}'
        '<span class="sr-only">: {}</span></button></form>',
        text,
        url,
        get_token(request),
        hidden,
        pgettext("pretalx_ofa", "Undo"),
        what or text,
    )
