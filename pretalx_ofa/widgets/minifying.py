"""HTML minified as pretalx does it: a kept fragment once, and of a page only what is drawn each time.

pretalx's middleware would go through the whole programme again for every reader.
"""

from uuid import uuid4

import minify_html
from django.conf import settings
from django_minify_html.middleware import MinifyHtmlMiddleware

MIDDLEWARE = "django_minify_html.middleware.MinifyHtmlMiddleware"
# Stands in a page for its fragment: as one block, already minified. It is another one in each process, so that
# nobody can write it into a text.
PLACE = f"<hr id=ofa-{uuid4().hex}>"


def minified(html):
    """``html``, minified where pretalx minifies."""
    if MIDDLEWARE not in settings.MIDDLEWARE:
        return html
    return minify_html.minify(html, **MinifyHtmlMiddleware.minify_args)


def around_fragment(page):
    """What of a drawn page, minified, stands before PLACE and after it; all of it where there is none."""
    before, _place, after = minified(page).partition(PLACE)
    return before, after
