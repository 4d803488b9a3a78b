"""Sections on pretalx's proposal and speaker pages: the same texts in further languages."""

from django import forms
from django.utils.translation import get_language, pgettext, pgettext_lazy
from pretalx.common.forms.widgets import MarkdownWidget

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.section_forms import SectionForm
from pretalx_ofa.i18n.languages import bcp47, language_name
from pretalx_ofa.translations.editing import store
from pretalx_ofa.translations.fields import fields_of
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import biography_language

STATES = [
    (state.value, state.label) for state in (Translation.State.APPROVED, Translation.State.DRAFT)
]


class TranslationsForm(SectionForm):
    """The translatable fields of an owner in further languages; ``original`` is the owner's.

    ``owner_kind`` is what :class:`TranslatableField` calls such an owner.
    """

    template_name = "pretalx_ofa/translations/languages.html"
    owner_kind = ""

    def __init__(self, *, owner, original, **kwargs):
        self.owner, self.original = owner, original
        self.texts = fields_of(self.owner_kind)
        super().__init__(**kwargs)
        self.languages = [code for code in event_languages(owner.event) if code != original]
        self.standing = {
            (row.language, row.field): row
            for row in Translation.objects.filter(**{self.owner_kind: owner})
        }
        for code in self.languages:
            self._add_language(code)

    @property
    def is_sent(self):
        return any(self.key(code, "state") in self.data for code in self.languages)

    @staticmethod
    def key(code, name):
        return f"ofa-{name}-{code}"

    def _add_language(self, code):
        states = []
        for name, field in self.texts.items():
            row = self.standing.get((code, name))
            attrs = {"lang": bcp47(code)}
            self.fields[self.key(code, name)] = forms.CharField(
                label=field.label,
                max_length=field.length,
                required=False,
                initial=row.text if row else "",
                widget=MarkdownWidget(attrs=attrs | {"rows": 4})
                if field.markdown
                else forms.TextInput(attrs=attrs),
            )
            states += [row.state] if row else []
        is_draft = any(state != Translation.State.APPROVED for state in states)
        self.fields[self.key(code, "state")] = forms.ChoiceField(
            label=pgettext("pretalx_ofa", "State"),
            help_text=pgettext("pretalx_ofa", "Only approved texts are public."),
            choices=STATES,
            initial=Translation.State.DRAFT if is_draft else Translation.State.APPROVED,
            required=False,
        )
        if self.outdated(code):
            self.fields[self.key(code, "right")] = forms.BooleanField(
                label=pgettext("pretalx_ofa", "Still right"),
                help_text=pgettext(
                    "pretalx_ofa",
                    "The original has changed since. Tick this if the translation needs no change.",
                ),
                required=False,
            )

    def outdated(self, code):
        return any(
            row.is_outdated(field.original(self.owner))
            for name, field in self.texts.items()
            if (row := self.standing.get((code, name)))
        )

    def get_context(self):
        return super().get_context() | {
            "languages": [
                {
                    "name": language_name(code, get_language()),
                    "outdated": self.outdated(code),
                    "fields": [
                        self[self.key(code, name)]
                        for name in (*self.texts, "state", "right")
                        if self.key(code, name) in self.fields
                    ],
                }
                for code in self.languages
            ]
        }

    def name_of(self, field):
        code = next(code for code in self.languages if field.endswith(f"-{code}"))
        return f"{self.fields[field].label} ({language_name(code, get_language())})"

    def store(self):
        for code in self.languages:
            for name in self.texts:
                store(
                    self.owner,
                    name,
                    code,
                    text=self.cleaned_data.get(self.key(code, name)),
                    state=self.cleaned_data.get(self.key(code, "state")),
                    is_right=self.cleaned_data.get(self.key(code, "right"), False),
                    person=self.request.user,
                )


class SessionTranslationsForm(TranslationsForm):
    label = pgettext_lazy("pretalx_ofa", "Other languages")
    owner_kind = "submission"

    def __init__(self, *, submission, **kwargs):
        super().__init__(owner=submission, original=submission.content_locale, **kwargs)


class BiographyForm(TranslationsForm):
    label = pgettext_lazy("pretalx_ofa", "Biography in other languages")
    owner_kind = "speaker"

    def __init__(self, *, speaker, **kwargs):
        spoken = speaker.submissions.values_list("content_locale", flat=True)
        super().__init__(
            owner=speaker, original=biography_language(spoken, speaker.event), **kwargs
        )
