from collections.abc import Callable
from typing import NamedTuple

from pretalx_ofa.presentation.localized import LocalizedText, View
from pretalx_ofa.presentation.options import Option, one_of

THEMES = ("auto", "light", "dark", "host")
THEME = Option("theme", one_of(*THEMES), THEMES[0])


class WidgetView(View, kw_only=True):
    """Base of what widgets draw. ``lang`` is the BCP 47 tag around it, ``titles`` its names."""

    lang: str
    titles: list[LocalizedText]
    theme: str = THEMES[0]


class Widget(NamedTuple):
    """The descriptor of a widget, drawn as a page and as a fragment for other sites.

    ``label`` is a marked message. ``view(programme, languages, options, links, now)`` gives a
    :class:`WidgetView` for one language or two, and raises MissingError for what is not in the
    programme; ``options`` is {name: value}. The Django template draws ``view`` without a request.
    ``moment(programme, options, now)`` is what of the time the view depends on, where it does.
    """

    name: str
    label: str
    view: Callable
    template: str
    options: tuple[Option, ...] = (THEME,)
    moment: Callable | None = None
