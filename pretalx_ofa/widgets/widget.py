from collections.abc import Callable
from typing import NamedTuple

from pretalx_ofa.presentation.localized import LocalizedText, View
from pretalx_ofa.widgets.options import Option


class WidgetView(View):
    """What a widget draws. ``lang`` surrounds all of it; ``titles`` name it, on its page too."""

    lang: str
    titles: list[LocalizedText]


class Widget(NamedTuple):
    """One way to show a programme, drawn as a page and as a fragment for other sites.

    ``label`` is a marked message. ``view(programme, languages, options, links, now)`` gives a
    :class:`WidgetView` for one language or two, None where there is nothing of that kind; ``options``
    is {name: value}. The Django template draws ``view`` without a request.
    """

    name: str
    label: str
    view: Callable
    template: str
    options: tuple[Option, ...] = ()
