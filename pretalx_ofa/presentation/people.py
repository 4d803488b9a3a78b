import re
import unicodedata

from pretalx_ofa.presentation.affiliations import AffiliationView, affiliation_views
from pretalx_ofa.presentation.localized import LocalizedText, View, lang_of, localized
from pretalx_ofa.presentation.sessions import SessionView, session_view

TITLES = set(
    "dr dra drs prof profa profª mr mrs ms mx sr sra eng engª ing sir dame phd msc md".split()
)
# They belong to the family name that they follow: "Silva Neto, João".
GENERATIONS = set("filho filha neto neta sobrinho júnior junior jr sr ii iii iv".split())


class PersonSide(View):
    """A person in one language."""

    language: str
    lang: str
    affiliations: list[AffiliationView]
    biography: LocalizedText


class PersonView(View):
    """``url`` is our page of them, ``pretalx_url`` pretalx's; their sessions by time."""

    code: str
    name: str
    filed_as: str
    url: str
    pretalx_url: str
    sides: list[PersonSide]
    sessions: list[SessionView]


class IndexEntry(View):
    """A speaker in an index: ``filed_as`` is "Silva, Ana da", ``sessions`` are codes."""

    code: str
    name: str
    filed_as: str
    sessions: list[str]


def person_view(reading, code):
    """The :class:`PersonView` of a person's code; None where the programme has no such person."""
    programme = reading.programme
    person = programme.person.get(code)
    if not person:
        return None
    return PersonView(
        code=person.code,
        name=person.name,
        filed_as=filed_as(person),
        url=reading.links.person(code),
        pretalx_url=reading.links.pretalx_person(code),
        sides=[_side(reading, person, language) for language in reading.languages],
        sessions=[
            session_view(reading, session) for session in programme.sessions_of.get(code, [])
        ],
    )


def index(programme):
    """[:class:`IndexEntry`] of everybody with a session that is not logistics, by filed name."""
    entries = [
        IndexEntry(
            code=code,
            name=programme.person[code].name,
            filed_as=filed_as(programme.person[code]),
            sessions=[session.code for session in sessions],
        )
        for code, sessions in programme.sessions_of.items()
    ]
    return sorted(entries, key=lambda entry: (collated(entry.filed_as), entry.filed_as, entry.code))


def filed_as(person):
    """The name for an index: ``sort_name``, else the family name first, without titles."""
    if person.sort_name:
        return person.sort_name
    if "," in person.name:
        name, _comma, rest = person.name.partition(",")
        if not all(_is_one_of(word, TITLES | GENERATIONS) for word in rest.split()):
            return person.name
    else:
        name = person.name
    words = name.split()
    while len(words) > 1 and _is_one_of(words[0], TITLES):
        words.pop(0)
    family = len(words) - 1
    while family > 1 and _is_one_of(words[family], GENERATIONS):
        family -= 1
    if family < 1:
        return " ".join(words)
    return f"{' '.join(words[family:])}, {' '.join(words[:family])}"


def collated(name):
    """A key that sorts as a Portuguese (and English) reader looks it up: letters without accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"[\w,]+", letters))


def _is_one_of(word, known):
    return all(part in known for part in re.split(r"[.\-]+", word.casefold()) if part)


def _side(reading, person, language):
    return PersonSide(
        language=language,
        lang=lang_of(language, reading.languages[0]),
        affiliations=affiliation_views(reading.programme, person.affiliations, language),
        biography=localized(person.biography, language),
    )
