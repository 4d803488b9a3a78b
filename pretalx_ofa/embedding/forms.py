"""A widget with its options, chosen on a page: the form of the query that its address has."""

from django import forms
from django.utils.translation import get_language, pgettext, pgettext_lazy
from pretalx.common.forms.widgets import EnhancedSelectMultiple

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.i18n.languages import language_name
from pretalx_ofa.presentation import options
from pretalx_ofa.widgets.registry import WIDGETS

LABELS = {
    "theme": pgettext_lazy("pretalx_ofa", "Colours"),
    "track": pgettext_lazy("pretalx_ofa", "Track"),
    "room": pgettext_lazy("pretalx_ofa", "Room"),
    "type": pgettext_lazy("pretalx_ofa", "Type"),
    "layout": pgettext_lazy("pretalx_ofa", "Layout"),
    "abstracts": pgettext_lazy("pretalx_ofa", "With abstracts"),
    "day": pgettext_lazy("pretalx_ofa", "Day"),
    "spoken": pgettext_lazy("pretalx_ofa", "Spoken language"),
    "q": pgettext_lazy("pretalx_ofa", "Search"),
    "tz": pgettext_lazy("pretalx_ofa", "Second time zone"),
    "person": pgettext_lazy("pretalx_ofa", "Code of a speaker"),
    "session": pgettext_lazy("pretalx_ofa", "Code of a session"),
    "group": pgettext_lazy("pretalx_ofa", "Grouped by"),
    "by": pgettext_lazy("pretalx_ofa", "Grouped by"),
    "refresh": pgettext_lazy("pretalx_ofa", "Refreshes itself"),
}
VALUES = {
    "auto": pgettext_lazy("pretalx_ofa", "Light or dark, like the page"),
    "light": pgettext_lazy("pretalx_ofa", "Light"),
    "dark": pgettext_lazy("pretalx_ofa", "Dark"),
    "host": pgettext_lazy("pretalx_ofa", "Those of the site"),
    "list": pgettext_lazy("pretalx_ofa", "List"),
    "grid": pgettext_lazy("pretalx_ofa", "By room"),
    "wall": pgettext_lazy("pretalx_ofa", "Wall"),
    "strip": pgettext_lazy("pretalx_ofa", "Strip"),
    "name": pgettext_lazy("pretalx_ofa", "Name"),
    "track": pgettext_lazy("pretalx_ofa", "Track"),
    "room": pgettext_lazy("pretalx_ofa", "Room"),
    "organisation": pgettext_lazy("pretalx_ofa", "Organisation"),
    "0": pgettext_lazy("pretalx_ofa", "No"),
    "1": pgettext_lazy("pretalx_ofa", "Yes"),
}

FURTHER = ("day", "room", "type", "spoken", "q", "tz", "abstracts")


class EmbedForm(forms.Form):
    """``chosen`` is the widget, known before its fields are. Fields are named like its options; what is
    valid has ``options`` ({name: value}) and ``languages`` (codes, one or two).
    """

    widget = forms.ChoiceField(label=pgettext_lazy("pretalx_ofa", "What"))
    language = forms.ChoiceField(label=pgettext_lazy("pretalx_ofa", "Language"))
    beside = forms.ChoiceField(
        label=pgettext_lazy("pretalx_ofa", "Second language, beside it"),
        required=False,
    )

    def __init__(self, data, *, event):
        super().__init__(data.copy())
        self.event = event
        self.chosen = WIDGETS.get(data.get("widget")) or next(iter(WIDGETS.values()))
        self.fields["widget"].choices = [
            (widget.name, pgettext("pretalx_ofa", widget.label)) for widget in WIDGETS.values()
        ]
        codes = event_languages(event)
        names = [(code, language_name(code, get_language())) for code in codes]
        self.fields["language"].choices = names
        self.fields["beside"].choices = [("", "—"), *names]
        for option in self.chosen.options:
            field = self._field(option)
            field.label = LABELS.get(option.name, option.name)
            self.fields[option.name] = field
        for name, field in self.fields.items():
            # What a page shows where nothing is chosen yet.
            if field.required and field.choices:
                self.data.setdefault(name, field.choices[0][0])

    @property
    def main(self):
        """The fields that most want to choose."""
        return [self[name] for name in self.fields if not self._is_further(name)]

    @property
    def further(self):
        return [self[name] for name in self.fields if self._is_further(name)]

    @property
    def has_further(self):
        """Whether one of :attr:`further` is chosen, or wrong."""
        return any(field.errors or field.data not in (None, "", "0", []) for field in self.further)

    def _is_further(self, name):
        return name in FURTHER and not self.fields[name].required

    def _field(self, option):
        things = {
            "track": self.event.tracks,
            "room": self.event.rooms,
            "type": self.event.submission_types,
        }
        values = ("0", "1") if option.read == options.flag else option.values
        if values:
            default = "01"[option.default] if option.read == options.flag else option.default
            values = sorted(values, key=lambda value: value != default)
            choices = [(value, VALUES.get(value, value)) for value in values]
            return forms.ChoiceField(choices=choices)
        if option.name not in things:
            return forms.CharField(required=False)
        choices = [(str(thing.pk), str(thing.name)) for thing in things[option.name].all()]
        if option.default is None:
            return forms.ChoiceField(choices=choices)
        return forms.MultipleChoiceField(
            choices=choices, required=False, widget=EnhancedSelectMultiple
        )

    def clean(self):
        data = super().clean()
        codes = (data.get("language"), data.get("beside"))
        self.languages = tuple(dict.fromkeys(code for code in codes if code))
        asked = {option.name: _texts(data.get(option.name)) for option in self.chosen.options}
        self.options = {}
        try:
            self.options = options.read(self.chosen.options, asked)
        except options.OptionError as error:
            self.refuse(error)
        return data

    def refuse(self, error):
        """Says at its field that an option cannot be."""
        name, message = error.args
        self.add_error(name, pgettext("pretalx_ofa", message).format(name=LABELS.get(name, name)))


def _texts(value):
    return value if isinstance(value, list) else [value or ""]
