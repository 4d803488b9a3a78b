"""Fields of forms that read what people type: cleaned first, so that a length is that of what is stored."""

from django import forms
from i18nfield.forms import I18nFormField, I18nTextInput

from pretalx_ofa.base.ids import read_id
from pretalx_ofa.i18n.characters import cleaned, readable


class IdField(forms.Field):
    """A hidden primary key in a form; anything but a number is cleaned to None."""

    widget = forms.HiddenInput

    def to_python(self, value):
        return read_id(value)


class LineField(forms.CharField):
    """A name or another text on one line."""

    def to_python(self, value):
        return cleaned(super().to_python(value))


class ProseField(forms.CharField):
    """A text in lines."""

    def to_python(self, value):
        return readable(super().to_python(value))


class LineInLanguagesField(I18nFormField):
    """A :class:`LineField` for each of some languages: a LazyI18nString. None has to be there."""

    def __init__(self, *, languages, **kwargs):
        super().__init__(
            widget=I18nTextInput, locales=languages, require_all_fields=False, **kwargs
        )
        self.widget.enabled_locales = languages

    def clean(self, value):
        return super().clean([cleaned(text or "") for text in value or ()])
