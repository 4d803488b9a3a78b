from collections.abc import Callable
from typing import NamedTuple

from pretalx_ofa.presentation.localized import LocalizedText, View
from pretalx_ofa.widgets.options import Option


class WidgetView(View):
    """Base of what widgets draw. ``lang`` is the BCP 47 tag around it, ``titles`` its names."""

    lang: str
    titles: list[LocalizedText]


class Widget(NamedTuple):
    """The descriptor of a widget, drawn as a page and as a fragment for other sites.

    ``label`` is a marked message. ``view(programme, languages, options, links, now)`` gives a
    :class:`WidgetView` for one language or two, None where there is nothing of that kind; ``options``
    is {name: value}. The Django template draws ``view`` without a request.
    """

    name: str
    label: str
    view: Callable
    template: str
    options: tuple[Option, ...] = ()
