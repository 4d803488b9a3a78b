"""What pretalx's page of a speaker lacks, for a reader of one language."""

from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.presentation.affiliations import AffiliationView, affiliation_views
from pretalx_ofa.presentation.localized import LocalizedText, View, lang_of, localized
from pretalx_ofa.presentation.marks import original_in


class SpeakerPage(View):
    """``lang`` surrounds all of it. ``translation`` is the biography in the reader's language, empty
    where it is not translated. ``original_lang`` is that of the submitted one, empty where it is
    the reader's; so are ``session_langs`` those of the submitted sessions, by code.
    """

    lang: str
    affiliations: list[AffiliationView]
    translation: LocalizedText
    original_lang: str
    original_label: LocalizedText
    session_langs: dict[str, str]

    def __bool__(self):
        return bool(
            self.affiliations or self.translation or self.original_lang or self.session_langs
        )


def speaker_page(reading, person):
    """The :class:`SpeakerPage` of a :class:`Person` for a reader of the reading's first language."""
    language = reading.languages[0]
    programme = reading.programme
    biography = person.biography
    chosen = biography.choose(language)
    is_translated = bool(chosen.text) and chosen.language != biography.original
    return SpeakerPage(
        lang=bcp47(language),
        affiliations=affiliation_views(programme, person.affiliations, language, reading.links),
        translation=localized(biography, language) if is_translated else LocalizedText(),
        original_lang=lang_of(biography.original, language) if biography else "",
        original_label=original_in(biography.original, language),
        session_langs={
            session.code: lang
            for session in programme.sessions
            if person.code in {speaking.person for speaking in session.speakers}
            and (lang := lang_of(session.title.original, language))
        },
    )
