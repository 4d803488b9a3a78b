from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language, pgettext, pgettext_lazy
from i18nfield.strings import LazyI18nString
from pretalx.common.forms.widgets import EnhancedSelect, EnhancedSelectMultiple

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.fields import IdField, LineField, LineInLanguagesField, ProseField
from pretalx_ofa.base.wording import by_language
from pretalx_ofa.clashes.comparing import normal_lines
from pretalx_ofa.clashes.forms import ComparedForm
from pretalx_ofa.clashes.keeping import save
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.languages import babel_locale
from pretalx_ofa.organisations.editing import taken_name
from pretalx_ofa.organisations.identifiers import read_website
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import (
    folded,
    organisation_chosen,
    organisation_named,
)
from pretalx_ofa.organisations.registry.download import without_credentials
from pretalx_ofa.organisations.section import FIELDS, OrganisationSection

LENGTH, MOST_ALIASES = 500, 100


class WebsiteField(LineField):
    """An address of the web, with "https://" before it or without."""

    # A browser's own field for addresses refuses them without "https://".
    widget = forms.TextInput(attrs={"inputmode": "url"})

    def clean(self, value):
        typed = super().clean(value)
        address = read_website(typed if "://" in typed else f"https://{typed}")
        if typed and not address:
            raise ValidationError(pgettext("pretalx_ofa", "This is not the address of a website."))
        return address


class OrganisationForm(ComparedForm, forms.Form):
    """An organisation of an event's own: its names in the event's languages, and where it is."""

    class Media:
        css = {"all": ["orga/css/forms/i18n.css"]}

    def __init__(self, *args, event, organisation=None, **kwargs):
        self.event, self.organisation = event, organisation
        super().__init__(*args, **kwargs)
        languages = self.add_languages(event)
        self.fields["name"] = LineInLanguagesField(
            label=pgettext_lazy("pretalx_ofa", "Name"),
            languages=languages,
            max_length=LENGTH,
            error_messages={"required": pgettext_lazy("pretalx_ofa", "A name is needed.")},
        )
        self.fields["aliases"] = ProseField(
            label=pgettext_lazy("pretalx_ofa", "Other names"),
            help_text=pgettext_lazy(
                "pretalx_ofa", "One in each line: abbreviations, other spellings."
            ),
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
        )
        self.fields["types"] = forms.MultipleChoiceField(
            label=pgettext_lazy("pretalx_ofa", "What it is"),
            choices=Organisation.Type.choices,
            widget=EnhancedSelectMultiple,
            required=False,
        )
        self.fields["country"] = forms.ChoiceField(
            label=pgettext_lazy("pretalx_ofa", "Country"),
            choices=_countries(),
            widget=EnhancedSelect,
            required=False,
        )
        self.fields["city"] = LineField(
            label=pgettext_lazy("pretalx_ofa", "City"), max_length=200, required=False
        )
        self.fields["website"] = WebsiteField(
            label=pgettext_lazy("pretalx_ofa", "Website"), required=False
        )
        if organisation:
            self.section = OrganisationSection(organisation)
            self.add_made_from()

    @staticmethod
    def initial_of(organisation):
        names = organisation.names.all()
        main = {n.language: n.value for n in names if n.is_main}
        languages = event_languages(organisation.event)
        return {
            "name": LazyI18nString(by_language(LazyI18nString(main), languages)),
            "aliases": "\n".join(n.value for n in names if not n.is_main),
            **{name: getattr(organisation, name) for name in FIELDS},
        }

    def clean(self):
        data = super().clean()
        if isinstance(name := data.get("name"), LazyI18nString):
            names = list(filter(None, name.data.values()))
            if taken := taken_name(self.event, self.organisation, names):
                text = pgettext("pretalx_ofa", "There is an organisation “{name}” already.")
                self.add_error("name", text.format(name=taken))
        return data

    def clean_aliases(self):
        """[name]"""
        names = list(filter(None, map(cleaned, self.cleaned_data["aliases"].splitlines())))
        if len(names) > MOST_ALIASES:
            text = pgettext("pretalx_ofa", "At most {number} names.")
            raise ValidationError(text.format(number=MOST_ALIASES))
        if any(len(name) > LENGTH for name in names):
            text = pgettext("pretalx_ofa", "At most {number} characters in a line.")
            raise ValidationError(text.format(number=LENGTH))
        return names

    def values(self):
        """The keyword arguments of :func:`editing.store`, as a dict."""
        data = self.cleaned_data
        return {
            "names": data["name"].data,
            "aliases": data["aliases"],
            **{name: data[name] for name in FIELDS},
        }

    def save(self, *, person):
        """Stores what was changed of an organisation that is there: a :class:`Saved`."""
        values = self.values()
        posted = {f"name.{code}": text or "" for code, text in values["names"].items()}
        posted |= {name: values[name] for name in FIELDS}
        posted["types"] = sorted(values["types"])
        posted["aliases"] = normal_lines("\n".join(values["aliases"]))
        return save(self.section, posted, self.made_from, person=person)


class TargetForm(forms.Form):
    """Another organisation: chosen from the list (``chosen``), or named unambiguously."""

    as_entered = LineField(
        label=pgettext_lazy("pretalx_ofa", "Other organisation"), max_length=LENGTH, required=False
    )
    chosen = IdField(required=False)

    class Media:
        js = [forms.Script("pretalx_ofa/combobox.js", defer="")]
        css = {"all": ["pretalx_ofa/sections.css"]}

    def __init__(self, *args, event, source=None, **kwargs):
        self.event, self.source = event, source
        super().__init__(*args, **kwargs)
        self.fields["as_entered"].widget.attrs |= {
            "data-ofa-search": reverse(
                "plugins:pretalx_ofa:orga_organisation_search", kwargs={"event": event.slug}
            ),
            "data-ofa-chosen": self.add_prefix("chosen"),
        }

    def clean(self):
        data = super().clean()
        words, chosen = data.get("as_entered") or "", data.get("chosen")
        usable = Organisation.objects.for_event(self.event)
        # The button of a likely duplicate sends the record alone; where there are words, they decide.
        target = usable.filter(pk=chosen).first() if chosen and not words else None
        target = (
            target
            or organisation_chosen(self.event, chosen, words)
            or organisation_named(self.event, words)
        )
        if not target and not words:
            gone = pgettext("pretalx_ofa", "This organisation is there no longer.")
            raise ValidationError(gone if chosen else pgettext("pretalx_ofa", "A name is needed."))
        if not target:
            text = pgettext("pretalx_ofa", "No one organisation is called “{name}”.")
            raise ValidationError(text.format(name=words))
        if self.source and target.pk == self.source.pk:
            raise ValidationError(pgettext("pretalx_ofa", "These are the same already."))
        data["target"] = target
        return data


def _countries():
    territories = babel_locale(get_language()).territories
    named = [
        (code, name) for code, name in territories.items() if len(code) == 2 and code.isalpha()
    ]
    return [("", "—"), *sorted(named, key=lambda entry: folded(entry[1]))]


class UploadForm(forms.Form):
    """A release of the registry, as it was downloaded."""

    file = forms.FileField(
        label=pgettext_lazy("pretalx_ofa", "File"),
        help_text=pgettext_lazy(
            "pretalx_ofa", "The zip as it is published, or the JSON file in it, gzipped or not."
        ),
    )


class SourceForm(forms.Form):
    """The address that the registry is loaded from, and whether it is reloaded every month."""

    address = forms.URLField(
        label=pgettext_lazy("pretalx_ofa", "Address"),
        help_text=pgettext_lazy(
            "pretalx_ofa",
            "Of a file, or of a record of Zenodo, where the registry publishes its releases.",
        ),
        max_length=500,
        assume_scheme="https",
    )
    monthly = forms.BooleanField(
        label=pgettext_lazy("pretalx_ofa", "Load the newest release every month"), required=False
    )

    def __init__(self, data=None, **kwargs):
        self.typed = data.get("address", "") if data else ""
        if data:
            # The page that refuses a password does not print it.
            data = data.dict() | {"address": without_credentials(self.typed)}
        super().__init__(data, **kwargs)

    def clean_address(self):
        address = self.cleaned_data["address"]
        if without_credentials(self.typed) != self.typed.partition("#")[0]:
            text = pgettext(
                "pretalx_ofa",
                "A name, password or secret was taken out of this address: it would be kept here.",
            )
            raise ValidationError(text)
        if not address.startswith("https://"):
            raise ValidationError(
                pgettext("pretalx_ofa", "Only addresses that begin with https:// are read.")
            )
        return address
