"""A session on a page of its own, for a reader of one language."""

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import bcp47, primary
from pretalx_ofa.presentation.affiliations import AffiliationView
from pretalx_ofa.presentation.localized import LocalizedText, View, localized, phrase
from pretalx_ofa.presentation.marks import in_words, marks, original_in
from pretalx_ofa.presentation.people import photo_of
from pretalx_ofa.presentation.sessions import speaker_views
from pretalx_ofa.presentation.times import TimeView, time_view
from pretalx_ofa.presentation.tracks import TrackView

TEXTS = ("title", "abstract", "description")
# Of sessions at the same time, and of a speaker's others.
MOST_LINKS = 8


class TimeAndPlace(View):
    """``day`` is written out; ``day_url`` and ``room_url`` are places on our pages, "" without one."""

    day: str
    day_url: str
    time: TimeView
    room_url: str


class SessionLink(View):
    """``time`` is empty where it does not matter."""

    title: LocalizedText
    url: str
    time: TimeView | None = None


class SessionLinks(View):
    """At most :data:`MOST_LINKS` sessions. ``more`` counts the others, which ``more_url`` shows."""

    heading: LocalizedText
    links: list[SessionLink]
    more: LocalizedText
    more_url: str


class OtherTexts(View):
    """A session's texts in one language, under a ``heading``; missing ones are empty."""

    heading: LocalizedText
    title: LocalizedText
    abstract: LocalizedText
    description: LocalizedText


class SpeakerOnPage(View):
    """``url`` is our page of them, ``photo`` an address or empty; the biography is in the reader's
    language where it is translated.
    """

    name: str
    url: str
    photo: str
    affiliations: list[AffiliationView]
    biography: LocalizedText
    also: SessionLinks | None


class SessionPage(View):
    """``lang`` surrounds all of it. ``facts`` are type, language and the like. ``others`` are the
    original, where something shown is translated, and the programme's other languages.
    """

    lang: str
    front: str
    front_label: LocalizedText
    title: LocalizedText
    marks: list[LocalizedText]
    times: list[TimeAndPlace]
    zone: str
    track: TrackView | None
    facts: list[LocalizedText]
    abstract: LocalizedText
    description: LocalizedText
    others: list[OtherTexts]
    speakers_label: LocalizedText
    speakers: list[SpeakerOnPage]
    parallel: SessionLinks | None


def session_page(reading, session):
    """The :class:`SessionPage` of a :class:`Session` for a reader of the reading's first language."""
    language = reading.languages[0]
    return SessionPage(
        lang=bcp47(language),
        front=reading.links.front(),
        front_label=phrase(language, lambda words: words.pgettext("pretalx_ofa", "Programme")),
        title=localized(session.title, language),
        marks=marks(session, language),
        times=[_time_and_place(reading, slot, language) for slot in session.slots],
        zone=dates.zone(reading.programme.event.timezone, language),
        track=reading.tracks.get(session.track),
        facts=_facts(reading, session, language),
        abstract=localized(session.abstract, language),
        description=localized(session.description, language),
        others=_others(reading, session, language),
        speakers_label=phrase(language, lambda words: words.pgettext("pretalx_ofa", "Speakers")),
        speakers=[
            _speaker(reading, session, speaker, language)
            for speaker in speaker_views(reading, session, language)
        ],
        parallel=_parallel(reading, session, language),
    )


def _time_and_place(reading, slot, language):
    date = slot.start.astimezone(reading.programme.tz).date()
    return TimeAndPlace(
        day=dates.day(date, language),
        day_url=reading.links.day(date),
        time=time_view(reading, slot, language),
        room_url=reading.links.room(slot.room) if slot.room in reading.programme.room else "",
    )


def _facts(reading, session, language):
    programme = reading.programme
    facts = []
    if kind := programme.type.get(session.type):
        facts.append(localized(kind.name, language))
    is_told = len(programme.languages) > 1 or primary(session.language) != primary(language)
    if is_told and not session.logistics:
        facts.append(in_words(session.language, language))
    if session.do_not_record:
        facts.append(
            phrase(language, lambda words: words.pgettext("pretalx_ofa", "Not to be recorded"))
        )
    return facts


def _others(reading, session, language):
    original = session.title.original
    translated = [
        name
        for name in TEXTS
        if (text := getattr(session, name)) and text.choose(language).language != original
    ]
    found = []
    if translated and session.title.has(original):
        heading = original_in(original, language)
        found.append(_texts(session, translated, original, language, heading))
    seen = {primary(original), primary(language)}
    for code in reading.programme.languages:
        if primary(code) in seen:
            continue
        names = [name for name in TEXTS if getattr(session, name).has(code)]
        if names:
            found.append(_texts(session, names, code, language, in_words(code, language)))
    return found


def _texts(session, names, language, around, heading):
    texts = {
        name: localized(getattr(session, name), language, around)
        if name in names
        else LocalizedText()
        for name in TEXTS
    }
    return OtherTexts(heading=heading, **texts)


def _speaker(reading, session, speaker, language):
    person = reading.programme.person[speaker.code]
    url = reading.links.person(speaker.code)
    others = [
        SessionLink(title=localized(other.title, language), url=reading.links.session(other.code))
        for other in reading.programme.sessions_of.get(speaker.code, [])
        if other.code != session.code
    ]
    heading = phrase(language, lambda words: words.pgettext("pretalx_ofa", "Also speaks in"))
    return SpeakerOnPage(
        name=speaker.name,
        url=url,
        photo=photo_of(reading, person),
        affiliations=speaker.affiliations,
        biography=localized(person.biography, language),
        also=_links(heading, others, url, language),
    )


def _parallel(reading, session, language):
    """What overlaps with any of the session's times, each other session once."""
    links = [
        SessionLink(
            title=localized(other.title, language),
            url=reading.links.session(other.code),
            time=time_view(reading, overlapping, language),
        )
        for other in reading.programme.content_sessions
        if other.code != session.code and (overlapping := _overlap(other, session))
    ]
    if not links:
        return None
    heading = phrase(language, lambda words: words.pgettext("pretalx_ofa", "At the same time"))
    first = min(slot.start for slot in session.slots).astimezone(reading.programme.tz)
    return _links(heading, links, reading.links.day(first.date()), language)


def _overlap(other, session):
    """The first :class:`Slot` of ``other`` that runs during one of the session's, or None."""
    return next(
        (
            theirs
            for theirs in other.slots
            for own in session.slots
            if theirs.start < own.end and own.start < theirs.end
        ),
        None,
    )


def _links(heading, links, more_url, language):
    if not links:
        return None
    left = len(links) - MOST_LINKS
    more = LocalizedText()
    if left > 0:
        more = phrase(
            language,
            lambda words: words.npgettext(
                "pretalx_ofa", "and one more session", "and {count} more sessions", left
            ).format(count=left),
        )
    return SessionLinks(heading=heading, links=links[:MOST_LINKS], more=more, more_url=more_url)
