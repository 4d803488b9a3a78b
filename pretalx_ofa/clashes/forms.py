"""A form that carries what its page was made from, and the words for what clashed."""

import json

from django import forms
from django.conf import settings
from django.contrib import messages
from django.utils.html import format_html
from django.utils.translation import npgettext, pgettext

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.section_forms import SectionForm
from pretalx_ofa.clashes.comparing import digests

LANGUAGES = "ofa-languages"


class MadeFromField(forms.Field):
    """{key: digest} as JSON in a hidden input; whatever else is posted is cleaned to nothing."""

    widget = forms.HiddenInput

    def __init__(self, stored):
        super().__init__(required=False, initial=digests(stored))

    def prepare_value(self, value):
        return json.dumps(value) if isinstance(value, dict) else value

    def to_python(self, value):
        return read_made_from(value)


class ComparedForm:
    """Mixed into a form that writes only what was changed on it; ``section`` is what it shows."""

    section = None

    @property
    def made_from_name(self):
        return f"ofa-made-from-{self.section.name}"

    def add_made_from(self):
        stored = {} if self.is_bound else self.section.stored()
        self.fields[self.made_from_name] = MadeFromField(stored)

    def add_languages(self, event):
        """The programme's languages when the page was opened, in order, by which its inputs are read.

        By then others may be set: no word moves to another language, none that was typed is lost.
        """
        languages = page_languages(event, self.data)
        # Without an id: a page has several forms of ours.
        hidden = forms.HiddenInput({"id": False})
        self.fields[LANGUAGES] = forms.Field(
            required=False, initial=",".join(languages), widget=hidden
        )
        return languages

    @property
    def carried(self):
        """The hidden inputs that a template of its own has to print."""
        return [self[name] for name in (self.made_from_name, LANGUAGES) if name in self.fields]

    @property
    def made_from(self):
        """{key: digest} of what the posted page was made from; empty for other clients."""
        return read_made_from(self.data.get(self.made_from_name))


class ComparedSectionForm(ComparedForm, SectionForm):
    """A section on one of pretalx's pages. ``clashes`` counts what was kept when it was saved."""

    clashes = 0

    def save(self):
        super().save()
        tell_clashes(self.request, self.clashes, self.decide_url())

    def decide_url(self):
        """The page on which clashes are decided."""
        return self.section.url()


def page_languages(event, data):
    """The languages that a posted page had; the programme's for other clients, and without ``data``."""
    known = {*dict(settings.LANGUAGES), *event.content_locales, *event_languages(event)}
    asked = data.get(LANGUAGES, "").split(",")
    is_sound = len(set(asked)) == len(asked) and known.issuperset(asked)
    return asked if is_sound else event_languages(event)


def read_made_from(text):
    """{key: digest} of what a page carries."""
    try:
        found = json.loads(text or "{}")
    except (TypeError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}


def tell_clashes(request, count, url):
    """A message that leads to the page where the clashes are decided."""
    if not count:
        return
    text = npgettext(
        "pretalx_ofa",
        "Somebody else changed a field while you did. Theirs is stored, yours is kept.",
        "Somebody else changed {count} fields while you did. Theirs are stored, yours are kept.",
        count,
    )
    link = pgettext("pretalx_ofa", "Decide which one stays")
    html = '<span>{} <a href="{}">{}</a></span>'
    messages.warning(request, format_html(html, text.format(count=count), url, link))
