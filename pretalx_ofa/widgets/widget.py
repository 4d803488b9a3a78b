from collections.abc import Callable
from typing import NamedTuple

from pretalx_ofa.presentation.localized import LocalizedText, View
from pretalx_ofa.presentation.options import Option, one_of, query

THEMES = ("auto", "light", "dark", "host")
THEME = Option("theme", one_of(*THEMES), THEMES[0])


class WidgetView(View, kw_only=True):
    """Base of what widgets draw. ``lang`` is the BCP 47 tag around it, ``titles`` its names; ``summary``
    is a line about it for previews of its page, empty where nothing is to be said."""

    lang: str
    titles: list[LocalizedText]
    theme: str = THEMES[0]
    summary: list[LocalizedText] = []


class Widget(NamedTuple):
    """The descriptor of a widget, drawn as a page and as a fragment for other sites.

    ``label`` is a marked message. ``view(programme, languages, options, links, now)`` gives a
    :class:`WidgetView` for one language or two, and raises MissingError for what is not in the
    programme; ``options`` is {name: value}. The Django template draws ``view`` without a request.
    ``moment(programme, options, now)`` is what of the time the view depends on, ``refresh`` with the
    same arguments the seconds after which the page asks for itself again, None for never.
    ``json_ld(reading, options)`` is what search engines get of the page, a dict.
    ``address(links, options)`` is the page, where it is that of one thing.
    """

    name: str
    label: str
    view: Callable
    template: str
    options: tuple[Option, ...] = (THEME,)
    moment: Callable | None = None
    refresh: Callable | None = None
    json_ld: Callable | None = None
    address: Callable | None = None

    def page(self, links, options):
        """The address to know the page by: without how it looks."""
        if self.address:
            return self.address(links, options)
        return links.widget(self.name, query(self.options, options, theme=THEME.default))
