from pretalx_ofa.i18n.languages import primary
from pretalx_ofa.presentation.affiliations import AffiliationView, affiliation_views
from pretalx_ofa.presentation.localized import LocalizedText, View, lang_of, localized
from pretalx_ofa.presentation.marks import held_in, marks
from pretalx_ofa.presentation.times import TimeView, time_view
from pretalx_ofa.presentation.tracks import TrackView


class SpeakerView(View):
    """``url`` is pretalx's page of them; ``affiliations`` those this session is given under."""

    code: str
    name: str
    url: str
    affiliations: list[AffiliationView]


class SessionSide(View):
    """A session for a reader of one language.

    ``lang`` is to be printed around it, empty where it is that of the surrounding text. Side by
    side a text that this language lacks is empty: it stands in the other column, or below as the
    original. Alone it is there in whatever language it has. The marks say so in either case.
    ``parallel_titles``, in languages that are not asked for, stand with the first side.
    """

    language: str
    lang: str
    title: LocalizedText
    parallel_titles: list[LocalizedText]
    marks: list[LocalizedText]
    held_in: LocalizedText
    abstract: LocalizedText
    description: LocalizedText
    speakers: list[SpeakerView]
    times: list[TimeView]
    track: LocalizedText


class SessionView(View):
    """``sides`` are the languages asked for. ``original`` is a side more, in a third language, where
    two are asked for side by side. ``minutes`` is how long it takes each time.
    """

    code: str
    url: str
    language: str
    minutes: int
    is_logistics: bool
    track: TrackView | None
    sides: list[SessionSide]
    original: SessionSide | None = None


def session_view(reading, session):
    languages = reading.languages
    is_third = session.title.original and not _is_among(session.title.original, languages)
    return SessionView(
        code=session.code,
        url=reading.links.session(session.code),
        language=session.language,
        minutes=session.minutes,
        is_logistics=session.logistics,
        track=reading.tracks.get(session.track),
        sides=[_side(reading, session, language) for language in languages],
        original=_side(reading, session, session.title.original)
        if is_third and len(languages) > 1
        else None,
    )


def speaker_views(reading, session, language):
    """[:class:`SpeakerView`] of a session, in order."""
    programme = reading.programme
    return [
        SpeakerView(
            code=speaking.person,
            name=programme.person[speaking.person].name,
            url=reading.links.pretalx_person(speaking.person),
            affiliations=affiliation_views(
                programme, programme.affiliations_of(speaking), language, reading.links
            ),
        )
        for speaking in session.speakers
    ]


def _side(reading, session, language):
    main = reading.languages[0]
    track = reading.programme.track.get(session.track)
    return SessionSide(
        language=language,
        lang=lang_of(language, main),
        title=_own(reading, session.title, language),
        parallel_titles=_parallel_titles(reading, session) if language == main else [],
        marks=marks(session, language),
        held_in=held_in(session, language),
        abstract=_own(reading, session.abstract, language),
        description=_own(reading, session.description, language),
        speakers=speaker_views(reading, session, language),
        times=[time_view(reading, slot, language) for slot in session.slots],
        track=localized(track.name, language) if track else LocalizedText(),
    )


def _own(reading, text, language):
    if len(reading.languages) > 1 and text.choose(language).fallback:
        return LocalizedText()
    return localized(text, language)


def _parallel_titles(reading, session):
    """The title in what other languages it has: the programme's, and that of the original."""
    main, *others = reading.languages
    shown = [session.title.choose(main).language, *others]
    if others:
        shown += [main, session.title.original]
    found = []
    for code in (*reading.programme.languages, session.title.original):
        if session.title.has(code) and not _is_among(code, shown):
            found.append(localized(session.title, code, main))
            shown.append(code)
    return found


def _is_among(code, languages):
    return primary(code) in {primary(language) for language in languages}
