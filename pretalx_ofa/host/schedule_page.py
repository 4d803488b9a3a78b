"""What is added to pretalx's schedule page: links to the tracks, above it."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language

from pretalx_ofa.host.session_page import never_failing

SCHEDULE = "agenda:schedule"


@never_failing
def head(request):
    """The script that fetches the links. It costs no query: whether there are any, the script sees."""
    match = request.resolver_match
    if not match or match.view_name != SCHEDULE:
        return ""
    # Below the API prefix: an event's own domain answers there, too.
    strip = reverse(
        "plugins:pretalx_ofa:api_widget", kwargs={"event": request.event.slug, "name": "tracks"}
    )
    return format_html(
        '<script defer src="{}" data-strip="{}?layout=strip&amp;lang={}" data-styles="{}"></script>',
        static("pretalx_ofa/track_strip.js"),
        strip,
        get_language(),
        static("pretalx_ofa/widgets.css"),
    )
