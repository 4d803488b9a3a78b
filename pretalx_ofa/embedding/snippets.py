"""What a webmaster copies: a widget as an element, in a frame, or fetched when a site is built."""

from html import escape
from string import Template
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.utils.translation import pgettext

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.links import addresses
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import phrase

ELEMENT = Template("""\
<script src="$loader" async crossorigin referrerpolicy="no-referrer"></script>
<ofa-widget event="$event" widget="$name"$options>
  <a href="$page">$title</a>
</ofa-widget>
""")
FRAME = Template("""\
<iframe src="$embed" title="$title" width="100%" height="640" style="border: 0"
  loading="lazy" referrerpolicy="no-referrer"></iframe>
<script>
  // As high as its content; without this script the frame scrolls.
  addEventListener("message", ({ source, data }) => {
    for (const frame of document.querySelectorAll("iframe")) {
      if (source === frame.contentWindow && data.ofaHeight > 0) frame.height = data.ofaHeight;
    }
  });
</script>
""")
SHELL = Template("""\
curl --fail --silent --show-error --output widgets.css "$styles"
curl --fail --silent --show-error --output programme.html \\
  "$fragment"
""")
HUGO = Template("""\
<link rel="stylesheet" href="$styles">
{{ with resources.GetRemote "$fragment" }}{{ .Content | safeHTML }}{{ end }}
""")
PRIVACY = pgettext_noop(
    "pretalx_ofa",
    "The programme on this site is loaded from {host}. Your browser sends {host} what it sends with "
    "every request, such as your IP address. No cookies are set, and nothing is loaded from elsewhere.",
)


class Snippet(NamedTuple):
    name: str
    label: str
    about: str
    code: str


def snippets(event, widget, query, languages, title):
    """[:class:`Snippet`] of a widget; ``query`` is that of its options, ``title`` its name."""
    absolute = addresses(event, languages)
    site = absolute["site"]
    api = f"{site}/api/events/{event.slug}/p/ofa/"
    asked = [*parse_qsl(query), ("lang", ",".join(languages))]
    places = {
        "loader": f"{api}widget.js",
        "styles": f"{api}widgets.css",
        "event": f"{site}/{event.slug}/",
        "name": widget.name,
        "options": "".join(f' {name}="{escape(value)}"' for name, value in asked),
        "page": escape(absolute["widget"](widget.name, query)),
        "embed": escape(addresses(event, languages, embedded=True)["widget"](widget.name, query)),
        "fragment": f"{api}widgets/{widget.name}/?{urlencode(asked, safe=',:')}",
        "title": escape(title),
    }
    return [
        Snippet(
            "element",
            pgettext("pretalx_ofa", "As an element"),
            pgettext(
                "pretalx_ofa",
                "Looks like a part of the page; filters work in place. The link inside is seen where "
                "scripts are off.",
            ),
            ELEMENT.substitute(places),
        ),
        Snippet(
            "frame",
            pgettext("pretalx_ofa", "In a frame"),
            pgettext(
                "pretalx_ofa",
                "Where no scripts may be added: leave the second part out, and the frame scrolls.",
            ),
            FRAME.substitute(places),
        ),
        Snippet(
            "static",
            pgettext("pretalx_ofa", "Fetched when the site is built"),
            pgettext(
                "pretalx_ofa",
                "A piece of HTML and its stylesheet for any generator of sites. Visitors load nothing "
                "from here, except photos; changes are seen when the site is built again.",
            ),
            SHELL.substitute(places),
        ),
        Snippet(
            "hugo",
            pgettext("pretalx_ofa", "The same in a template of Hugo"),
            "",
            HUGO.substitute(places),
        ),
    ]


def privacy(event):
    """[(language code, LocalizedText)]: a sentence for the privacy policy of a site."""
    host = urlsplit(addresses(event)["site"]).netloc
    return [
        (code, phrase(code, lambda words: words.translate(PRIVACY).format(host=host)))
        for code in event_languages(event)
    ]
