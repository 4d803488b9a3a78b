"""Views for pretalx's own pages, which show a session in its original language only."""

from pretalx_ofa.i18n.languages import bcp47, primary
from pretalx_ofa.presentation.localized import LocalizedText, View, localized, phrase
from pretalx_ofa.presentation.marks import in_words, marks, translated_from
from pretalx_ofa.presentation.sessions import SpeakerView, speaker_views


class SessionTexts(View):
    """A session's texts in one language, under a ``heading``; missing ones are empty."""

    heading: LocalizedText
    title: LocalizedText
    abstract: LocalizedText
    description: LocalizedText


class SessionTranslations(View):
    """``lang`` surrounds all of it. ``translation`` is the one for the reader, None where they read
    the original or there is none; ``others`` are those in the programme's other languages.
    """

    lang: str
    translation: SessionTexts | None
    marks: list[LocalizedText]
    others: list[SessionTexts]

    def __bool__(self):
        return bool(self.translation or self.marks or self.others)


class SpeakersAffiliations(View):
    """The speakers that have affiliations in this session."""

    lang: str
    heading: LocalizedText
    speakers: list[SpeakerView]

    def __bool__(self):
        return bool(self.speakers)


def translations(reading, session):
    """The :class:`SessionTranslations` for a reader of the reading's first language."""
    language = reading.languages[0]
    title = session.title.choose(language)
    translation, seen = None, {primary(session.title.original)}
    if not title.fallback and title.language != session.title.original:
        translation = _texts(session, language, language, translated_from(session, language))
        seen.add(primary(language))
    return SessionTranslations(
        lang=bcp47(language),
        translation=translation,
        marks=marks(session, language),
        others=[
            _texts(session, code, language, in_words(code, language))
            for code in reading.programme.languages
            if session.title.has(code) and primary(code) not in seen
        ],
    )


def affiliations(reading, session):
    """The :class:`SpeakersAffiliations` for a reader of the reading's first language."""
    language = reading.languages[0]
    speakers = speaker_views(reading, session, language)
    return SpeakersAffiliations(
        lang=bcp47(language),
        heading=phrase(
            language,
            lambda words: words.pgettext("pretalx_ofa", "Speakers and affiliations"),
        ),
        speakers=[speaker for speaker in speakers if speaker.affiliations],
    )


def _texts(session, language, around, heading):
    texts = {
        name: LocalizedText()
        if (text := getattr(session, name)).choose(language).fallback
        else localized(text, language, around)
        for name in ("title", "abstract", "description")
    }
    return SessionTexts(heading=heading, **texts)
