"""What the forms of translations have in them, text by text, so that two people can edit at once."""

from django.utils.translation import get_language, pgettext

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.clashes.comparing import digest, normal_lines
from pretalx_ofa.clashes.sections import Section, section
from pretalx_ofa.i18n.languages import bcp47, language_name
from pretalx_ofa.translations.editing import store
from pretalx_ofa.translations.fields import fields_of
from pretalx_ofa.translations.models import Translation

APPROVED, DRAFT = Translation.State.APPROVED.value, Translation.State.DRAFT.value
STATE = "state"


class TextsSection(Section):
    """Keys are ``FIELD.LANGUAGE`` (the text) and ``state.LANGUAGE``, approved or draft: a draft as soon
    as one of the texts is."""

    def __init__(self, thing):
        super().__init__(thing)
        self.fields = fields_of(self.owner)
        self.languages = event_languages(self.event)
        # {language: state} that the page has on which a text was changed.
        self.page_states = {}

    def rows(self):
        """{(language, field): :class:`Translation`}."""
        found = Translation.objects.filter(**{self.owner: self.thing})
        return {(row.language, row.field): row for row in found}

    def stored(self):
        rows = self.rows()
        values = {
            f"{name}.{code}": normal_lines(rows[code, name].text) if (code, name) in rows else ""
            for code in dict.fromkeys([*self.languages, *(code for code, _name in rows)])
            for name in self.fields
        }
        for code in self.languages:
            states = {row.state for (language, _name), row in rows.items() if language == code}
            values[f"{STATE}.{code}"] = DRAFT if states - {APPROVED} else APPROVED
        return values

    def unseen(self, stored, made_from, changed):
        """Nobody approves a text that somebody else has changed since."""
        return {
            key: value
            for key, value in changed.items()
            if key.startswith(f"{STATE}.")
            and value == APPROVED
            and self.is_moved(key.partition(".")[2], stored, made_from)
        }

    def is_moved(self, code, stored, made_from):
        """Whether a text in a language is another one than on the page."""
        keys = [f"{name}.{code}" for name in self.fields]
        return any(
            key in made_from and made_from[key] != digest(key, stored.get(key, "")) for key in keys
        )

    def write(self, values, *, person):
        stored = self.stored()
        for code in {key.partition(".")[2] for key in values}:
            chosen = values.get(f"{STATE}.{code}")
            known = {stored.get(f"{STATE}.{code}", APPROVED), self.page_states.get(code)}
            for name in self.fields:
                text = values.get(f"{name}.{code}")
                # A new text is public only if nobody thinks of it as a draft.
                state = chosen or (text is not None and (DRAFT if DRAFT in known else APPROVED))
                store(self.thing, name, code, text=text, state=state or None, person=person)

    def label(self, key):
        name, _, code = key.partition(".")
        label = pgettext("pretalx_ofa", "State") if name == STATE else self.fields[name].label
        return f"{label} ({language_name(code, get_language())})"

    def readable(self, key, value):
        if key.startswith(f"{STATE}."):
            return str(dict(Translation.State.choices).get(value, ""))
        return value or ""

    def language(self, key):
        return "" if key.startswith(f"{STATE}.") else bcp47(key.partition(".")[2])

    def url(self):
        return self.thing.orga_urls.base


@section
class SessionTextsSection(TextsSection):
    name = "session-texts"
    owner = "submission"
    permission = "submission.orga_update_submission"


@section
class BiographySection(TextsSection):
    name = "biography"
    owner = "speaker"
    permission = "person.update_speakerprofile"
