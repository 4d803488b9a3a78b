from django import forms
from django.utils.translation import get_language, pgettext_lazy
from i18nfield.forms import I18nFormField, I18nTextInput
from i18nfield.strings import LazyI18nString

from pretalx_ofa.event_settings import event_languages
from pretalx_ofa.languages import babel_locale
from pretalx_ofa.organisations.models import OrganisationName
from pretalx_ofa.organisations.queries import folded

LENGTH = 500


class OrganisationForm(forms.Form):
    """An organisation of an event's own: its names in the event's languages, and where it is."""

    class Media:
        css = {"all": ["orga/css/forms/i18n.css"]}

    def __init__(self, *args, event, organisation=None, **kwargs):
        self.event, self.organisation = event, organisation
        super().__init__(*args, **kwargs)
        languages = event_languages(event)
        self.fields["name"] = I18nFormField(
            label=pgettext_lazy("pretalx_ofa", "Name"),
            widget=I18nTextInput,
            locales=languages,
            require_all_fields=False,
            max_length=LENGTH,
        )
        self.fields["name"].widget.enabled_locales = languages
        self.fields["aliases"] = forms.CharField(
            label=pgettext_lazy("pretalx_ofa", "Other names"),
            help_text=pgettext_lazy(
                "pretalx_ofa", "One in each line: abbreviations, other spellings."
            ),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=5000,
            required=False,
        )
        self.fields["country"] = forms.ChoiceField(
            label=pgettext_lazy("pretalx_ofa", "Country"), choices=_countries(), required=False
        )
        self.fields["city"] = forms.CharField(
            label=pgettext_lazy("pretalx_ofa", "City"), max_length=200, required=False
        )
        self.fields["website"] = forms.URLField(
            label=pgettext_lazy("pretalx_ofa", "Website"),
            max_length=500,
            required=False,
            assume_scheme="https",
        )

    @staticmethod
    def initial_of(organisation):
        main = {n.language: n.value for n in organisation.names.all() if n.kind != "alias"}
        return {
            "name": LazyI18nString(main),
            "aliases": "\n".join(n.value for n in organisation.names.all() if n.kind == "alias"),
            **{name: getattr(organisation, name) for name in ("country", "city", "website")},
        }

    def clean(self):
        data = super().clean()
        if isinstance(name := data.get("name"), LazyI18nString):
            for value in self.names():
                self._refuse_twin(value)
            if not any(name.data.values()):
                self.add_error("name", pgettext_lazy("pretalx_ofa", "A name is needed."))
        return data

    def _refuse_twin(self, value):
        """The same organisation twice in an event would split its people."""
        own = OrganisationName.objects.filter(organisation__event=self.event)
        if self.organisation:
            own = own.exclude(organisation=self.organisation)
        if any(folded(other) == folded(value) for other in own.values_list("value", flat=True)):
            text = pgettext_lazy("pretalx_ofa", "There is an organisation “{name}” already.")
            self.add_error("name", str(text).format(name=value))

    def names(self):
        return [value for value in self.cleaned_data["name"].data.values() if value]

    def aliases(self):
        lines = (self.cleaned_data.get("aliases") or "").splitlines()
        return [alias for line in lines if (alias := " ".join(line.split())[:LENGTH])]


def _countries():
    territories = babel_locale(get_language()).territories
    named = [
        (code, name) for code, name in territories.items() if len(code) == 2 and code.isalpha()
    ]
    return [("", "—"), *sorted(named, key=lambda entry: folded(entry[1]))]
