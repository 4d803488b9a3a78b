import re
import unicodedata

from pretalx_ofa.presentation.affiliations import AffiliationView, affiliation_views
from pretalx_ofa.presentation.localized import LocalizedText, View, lang_of, localized
from pretalx_ofa.presentation.sessions import SessionView, session_view

TITLES = set(
    "dr dra drs doutor doutora prof profa professor professora mr mrs ms mx sr sra eng enga ing sir "
    "dame phd dphil mba msc md".split()
)
# Behind a name without a comma: none of them is anybody's family name.
DEGREES = {"phd", "dphil", "mba", "msc"}
# Letters that are more than another one with an accent.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
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
    """``url`` is our page of them, ``pretalx_url`` pretalx's, which has none before the first release
    (""); their sessions by time. ``photo`` is an address, "" where there is none.
    """

    code: str
    name: str
    filed_as: str
    url: str
    pretalx_url: str
    photo: str
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
        pretalx_url="" if programme.is_featured else reading.links.pretalx_person(code),
        photo=photo_of(reading, person),
        sides=[_side(reading, person, language) for language in reading.languages],
        sessions=[
            session_view(reading, session) for session in programme.sessions_of.get(code, [])
        ],
    )


def photo_of(reading, person):
    """The address of a small photo, "" where there is none."""
    photo = person.photo
    return reading.links.media(photo.thumbnail or photo.file) if photo else ""


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
    while len(words) > 2 and _is_one_of(words[-1], DEGREES):
        words.pop()
    family = len(words) - 1
    while family > 1 and _is_one_of(words[family], GENERATIONS):
        family -= 1
    if family < 1:
        return " ".join(words)
    return f"{' '.join(words[family:])}, {' '.join(words[:family])}"


def collated(filed):
    """A key that sorts as a Portuguese (and English) reader looks it up: (family name, the rest)
    without accents, so that all of "Silva" stands before "Silva Neto"."""
    decomposed = unicodedata.normalize("NFKD", filed.casefold()).translate(LETTERS)
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return tuple(" ".join(re.findall(r"\w+", part)) for part in letters.partition(",")[::2])


def _is_one_of(word, known):
    # "Profª", "Prof.ª", "Ph.D.", "Dr.-Ing.": each part alone, or all of them as one.
    parts = [part for part in re.split(r"[.\-]+", word.casefold().replace("ª", "a")) if part]
    return "".join(parts) in known or all(part in known for part in parts)


def _side(reading, person, language):
    return PersonSide(
        language=language,
        lang=lang_of(language, reading.languages[0]),
        affiliations=affiliation_views(
            reading.programme, person.affiliations, language, reading.links
        ),
        biography=localized(person.biography, language),
    )
