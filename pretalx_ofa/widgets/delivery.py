"""Parsing a widget's address and drawing it: shared by the page and the fragment."""

from django.http import Http404
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.timezone import now

from pretalx_ofa import __version__
from pretalx_ofa.base.http import etag_of
from pretalx_ofa.base.links import addresses
from pretalx_ofa.presentation import json_ld, options
from pretalx_ofa.presentation.links import Links
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.minifying import minified
from pretalx_ofa.widgets.registry import WIDGETS


def widget_named(name, asked):
    """The widget and its options; ``asked`` is {name: [texts]}. Raises Http404 or OptionError."""
    widget = WIDGETS.get(name)
    if not widget:
        raise Http404
    return widget, options.read(widget.options, asked)


class Delivery:
    """A widget with its options, drawn from a snapshot in one or two languages.

    ``asked`` are those that its address asks for, and its links with it.
    """

    def __init__(
        self, event, snapshot, widget, chosen, *, languages, asked, absolute=False, embedded=False
    ):
        self.snapshot = snapshot
        self.widget = widget
        self.options = chosen
        self.languages = languages
        self.event = event
        self.links = Links(**addresses(event, asked, absolute=absolute, embedded=embedded))

    @property
    def key(self):
        """A tuple that identifies the drawn bytes within a snapshot."""
        chosen = tuple(self.options.items())
        return (
            self.widget.name,
            self.languages,
            chosen,
            self.moment,
            self.links.widget(self.widget.name, ""),
            self.links.calendar(self.languages[0], ""),
        )

    @cached_property
    def moment(self):
        """What of the time the drawn bytes depend on."""
        moment = self.widget.moment
        return moment and moment(snapshots.programme_of(self.snapshot), self.options, now())

    @property
    def etag(self):
        return etag_of(self.snapshot.revision, __version__, *self.key)

    @cached_property
    def view(self):
        programme = snapshots.programme_of(self.snapshot)
        return self.widget.view(programme, self.languages, self.options, self.links, now())

    def title(self):
        """The widget's name, or that of what it shows, as a plain line."""
        return self._drawn("title", lambda: " / ".join(text.text for text in self.view.titles))

    def summary(self):
        """A line about it, or ""."""
        return self._drawn("summary", lambda: " / ".join(text.text for text in self.view.summary))

    def json_ld(self):
        """The HTML element for search engines, or ""."""
        if not self.widget.json_ld:
            return ""
        return self._drawn("json_ld", lambda: json_ld.script(self._json_ld()))

    def _json_ld(self):
        programme = snapshots.programme_of(self.snapshot)
        links = Links(**addresses(self.event, self.languages[:1]))
        return self.widget.json_ld(Reading(programme, self.languages, links), self.options)

    def page(self, languages):
        """The address of its page in ``languages``; in those that the reader prefers without any."""
        return self.widget.page(Links(**addresses(self.event, languages)), self.options)

    @property
    def refresh(self):
        """After how many seconds its page asks for itself again, or None."""
        refresh = self.widget.refresh
        return refresh and refresh(snapshots.programme_of(self.snapshot), self.options, now())

    def html(self):
        """The fragment, minified."""
        return self._drawn(
            "html", lambda: minified(render_to_string(self.widget.template, {"view": self.view}))
        )

    def _drawn(self, part, draw):
        return snapshots.fragment(self.snapshot, (part, *self.key), draw)
