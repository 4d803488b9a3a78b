"""Sections on pretalx's proposal and speaker pages: the same texts in further languages."""

from django import forms
from django.utils.translation import get_language, pgettext, pgettext_lazy
from pretalx.common.forms.widgets import MarkdownWidget

from pretalx_ofa.base.fields import LineField, ProseField
from pretalx_ofa.clashes.comparing import normal_lines
from pretalx_ofa.clashes.forms import ComparedSectionForm, page_languages
from pretalx_ofa.clashes.keeping import save
from pretalx_ofa.i18n.languages import bcp47, language_name
from pretalx_ofa.translations.editing import store
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.section import BiographySection, SessionTextsSection
from pretalx_ofa.translations.sources import biography_language

STATES = [
    (state.value, state.label) for state in (Translation.State.APPROVED, Translation.State.DRAFT)
]


class TranslationsForm(ComparedSectionForm):
    """The translatable fields of a section's owner in further languages; ``original`` is the owner's."""

    template_name = "pretalx_ofa/translations/languages.html"

    def __init__(self, *, section, original, **kwargs):
        self.section, self.owner = section, section.thing
        self.texts = section.fields
        super().__init__(**kwargs)
        section.languages = page_languages(self.owner.event, self.data)
        self.languages = [code for code in section.languages if code != original]
        self.standing = section.rows()
        if self.languages:
            self.add_made_from()
            self.add_languages(self.owner.event)
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
            kind = ProseField if field.markdown else LineField
            self.fields[self.key(code, name)] = kind(
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
            "carried": self.carried,
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
            ],
        }

    def name_of(self, field):
        code = next(code for code in self.languages if field.endswith(f"-{code}"))
        return f"{self.fields[field].label} ({language_name(code, get_language())})"

    def store(self):
        posted = {
            f"{name}.{code}": normal_lines(self.cleaned_data[key])
            for code in self.languages
            for name in (*self.texts, "state")
            if (key := self.key(code, name)) in self.data and key in self.cleaned_data
        }
        # An empty text is to be removed; an empty state is none.
        posted = {k: v for k, v in posted.items() if v or not k.startswith("state.")}
        self.section.page_states = {code: posted.get(f"state.{code}") for code in self.languages}
        person, before = self.request.user, self.section.stored()
        self.clashes += save(self.section, posted, self.made_from, person=person).clashes
        for code in self.languages:
            if not self.cleaned_data.get(self.key(code, "right")):
                continue
            if self.section.is_moved(code, before, self.made_from):
                text = pgettext("pretalx_ofa", "somebody changed the text meanwhile. Look again.")
                self.problems[self.key(code, "right")] = [text]
                continue
            for name in self.texts:
                store(self.owner, name, code, is_right=True, person=person)


class SessionTranslationsForm(TranslationsForm):
    label = pgettext_lazy("pretalx_ofa", "Other languages")

    def __init__(self, *, submission, **kwargs):
        section = SessionTextsSection(submission)
        super().__init__(section=section, original=submission.content_locale, **kwargs)


class BiographyForm(TranslationsForm):
    label = pgettext_lazy("pretalx_ofa", "Biography in other languages")

    def __init__(self, *, speaker, **kwargs):
        spoken = speaker.submissions.values_list("content_locale", flat=True)
        super().__init__(
            section=BiographySection(speaker),
            original=biography_language(spoken, speaker.event),
            **kwargs,
        )
