"""What pages and embeds print of a programme: plain data for one reader, no request, no queries."""

from typing import NamedTuple

from babel.lists import format_list
from django.utils.translation import pgettext

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import babel_locale, bcp47, primary, spoken_name
from pretalx_ofa.programme import markup
from pretalx_ofa.programme.text import Text
from pretalx_ofa.tracks.theme import SHAPES


class Said(NamedTuple):
    """A text and the ``lang`` to print on it: empty where it is the page's own."""

    text: str
    lang: str = ""
    document: list | None = None

    @property
    def html(self):
        return markup.to_html(self.document or [], top=5)

    @classmethod
    def of(cls, shown, language):
        same = shown.language in {language, "und"} or not shown.text
        return cls(shown.text, "" if same else bcp47(shown.language), shown.document)


class Reader:
    """A programme as somebody reads it in one of its languages."""

    def __init__(self, programme, language):
        self.programme, self.language = programme, language
        self.lang = bcp47(language)
        content = self._content_tracks()
        self.themes = {
            track.id: {"code": track.code, "glyph": SHAPES.get(track.shape, ""), "look": track}
            for track in programme.tracks
            if track.id in content
        }

    def _content_tracks(self):
        return {session.track for session in self.programme.content_sessions}

    def say(self, text):
        return Said.of(text.choose(self.language), self.language)

    @property
    def dates(self):
        event = self.programme.event
        return dates.days(event.date_from, event.date_to, self.language)

    def tracks(self):
        """The tracks with content, with their theme and number of sessions, in their order."""
        counts = {}
        for session in self.programme.content_sessions:
            counts[session.track] = counts.get(session.track, 0) + 1
        return [
            {
                "id": track.id,
                "name": self.say(track.name),
                "theme": self.themes[track.id],
                "count": counts[track.id],
            }
            for track in self.programme.tracks
            if track.id in self.themes
        ]

    def days(self, track=None):
        """The agenda: days with their entries, of one track (id) or all."""
        for day in self.programme.days:
            entries = [
                self.entry(entry)
                for entry in day.entries
                if track is None
                or (not entry.is_break and entry.item.track == track and not entry.item.logistics)
            ]
            if entries:
                yield {
                    "title": dates.day(day.date, self.language),
                    "date": day.date,
                    "entries": entries,
                }

    def entry(self, entry):
        room = self.programme.room.get(entry.slot.room)
        tz = self.programme.tz
        return {
            "start": entry.slot.start.astimezone(tz),
            "end": entry.slot.end.astimezone(tz),
            "from": dates.clock(entry.slot.start, tz),
            "to": dates.clock(entry.slot.end, tz),
            "room": self.say(room.name) if room else None,
            "is_slim": entry.is_break or entry.item.logistics,
            **(
                {"title": self.say(entry.item.title)}
                if entry.is_break
                else self.session(entry.item)
            ),
        }

    def session(self, session):
        title, abstract = (
            session.title.choose(self.language),
            session.abstract.choose(self.language),
        )
        track = self.programme.track.get(session.track)
        return {
            "code": session.code,
            "url": f"/{self.programme.event.slug}/talk/{session.code}/",
            "title": Said.of(title, self.language),
            "twins": [
                Said.of(session.title.choose(other), self.language)
                for other in self.programme.languages
                if primary(other) != primary(title.language) and session.title.has(other)
            ],
            "marks": self.marks(title, abstract),
            "spoken": self.spoken(session),
            "abstract": Said.of(abstract, self.language),
            "speakers": [self.speaker(speaking) for speaking in session.speakers],
            "track": {
                "id": track.id,
                "name": self.say(track.name),
                "theme": self.themes.get(track.id),
            }
            if track
            else None,
        }

    def marks(self, title, abstract):
        """What a reader has to know about the language of what they read. Nothing is silent."""
        marks = []
        if title.fallback:
            marks.append(self.only_in(title.language))
        elif abstract.fallback:
            marks.append(
                pgettext("pretalx_ofa", "Abstract only available in {language}").format(
                    language=spoken_name(abstract.language, self.language)
                )
            )
        if title.outdated or abstract.outdated:
            marks.append(pgettext("pretalx_ofa", "The original has changed since this translation"))
        return marks

    def only_in(self, language):
        return pgettext("pretalx_ofa", "Only available in {language}").format(
            language=spoken_name(language, self.language)
        )

    def spoken(self, session):
        """The language a session is held in, where it is not the reader's."""
        if primary(session.language) == primary(self.language):
            return ""
        return pgettext("pretalx_ofa", "In {language}").format(
            language=spoken_name(session.language, self.language)
        )

    def speaker(self, speaking):
        person = self.programme.person[speaking.person]
        return {
            "code": person.code,
            "name": person.name,
            "url": f"/{self.programme.event.slug}/speaker/{person.code}/",
            "affiliations": [self.affiliation(a) for a in self.programme.affiliations_of(speaking)],
        }

    def affiliation(self, affiliation):
        record = self.programme.organisation.get(affiliation.organisation)
        name = Said.of(
            _organisation_name(self.programme, affiliation, self.language), self.language
        )
        return {
            "role": self.say(affiliation.role),
            "unit": self.say(affiliation.unit),
            "organisation": name if name.text else Said(KINDS[affiliation.kind]()),
            "country": self.country(record.country) if record else "",
            "ror": record.ror if record else "",
            "website": record.website if record else "",
        }

    def country(self, code):
        return babel_locale(self.language).territories.get(code, "")

    def languages_of(self, sessions):
        """ "inglês e português": the languages these sessions are held in."""
        names = dict.fromkeys(spoken_name(s.language, self.language) for s in sessions)
        return format_list(sorted(names), locale=babel_locale(self.language))


KINDS = {
    "ordinary": lambda: "",
    "undisclosed": lambda: "",
    "independent": lambda: pgettext("pretalx_ofa", "Independent"),
    "personal": lambda: pgettext("pretalx_ofa", "In a personal capacity"),
}


def _organisation_name(programme, affiliation, language):
    record = programme.organisation.get(affiliation.organisation)
    if record:
        return record.name.choose(language)
    return Text().choose(language)._replace(text=affiliation.name)
