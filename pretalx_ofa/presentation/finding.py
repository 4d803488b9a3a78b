"""Which entries of a programme somebody looks for."""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from pretalx_ofa.i18n.languages import normalise, primary


class Wanted(NamedTuple):
    """What entries have to be: one of each, and of the words every one. Empty means any.

    ``tracks``, ``rooms`` and ``types`` are ids, ``spoken`` codes of languages, ``words`` a search,
    ``people`` and ``sessions`` codes.
    Breaks belong to rooms alone.
    """

    tracks: tuple = ()
    rooms: tuple = ()
    types: tuple = ()
    spoken: tuple = ()
    words: str = ""
    people: tuple = ()
    sessions: tuple = ()

    def test(self, programme) -> Callable:
        """A function that tells of an :class:`Entry` whether it is wanted."""
        words = folded(self.words).split()
        texts = searchable(programme) if words else {}
        rooms, tracks, types = map(set, (self.rooms, self.tracks, self.types))
        spoken = {normalise(code) for code in self.spoken}
        people, sessions = set(self.people), set(self.sessions)
        of_sessions = tracks or types or spoken or words or people or sessions

        def is_wanted(entry):
            if rooms and not (entry.slot and entry.slot.room in rooms):
                return False
            session = entry.item
            if entry.is_break:
                return not of_sessions
            return (
                (not tracks or session.track in tracks)
                and (not types or session.type in types)
                and (not sessions or session.code in sessions)
                and (not people or any(one.person in people for one in session.speakers))
                and (
                    not spoken
                    or bool(spoken & {normalise(session.language), primary(session.language)})
                )
                and all(word in texts[session.code] for word in words)
            )

        return is_wanted


def searchable(programme):
    """{code of a session: the words to find it by, folded}; made once for each programme."""
    found = vars(programme).get("_searchable")
    if found is None:
        found = {
            session.code: folded(_words_of(programme, session)) for session in programme.sessions
        }
        vars(programme)["_searchable"] = found
    return found


def folded(text):
    """Letters without accents, in lower case."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _words_of(programme, session):
    texts = [session.title, session.abstract]
    parts = [session.code]
    for speaking in session.speakers:
        parts.append(programme.person[speaking.person].name)
        for affiliation in programme.affiliations_of(speaking):
            if affiliation.kind == "undisclosed":
                continue
            parts.append(affiliation.name)
            if organisation := programme.organisation.get(affiliation.organisation):
                texts.append(organisation.name)
    parts += [value.text for text in texts for value in text.readable.values()]
    return "\n".join(parts)
