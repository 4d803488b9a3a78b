"""Words of organisations' names, as they are compared: folded, abbreviations written out.

``University``, ``Univ.``, ``Universidade`` and ``Universität`` are one word here; so are the few
other words that only say what kind of organisation it is.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# What NFKD leaves as it is.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
# Words that say what kind of organisation it is, and how they begin in the languages of most names.
# Statistics cannot know that they mean the same.
KINDS = {
    "university": "univ uni universi universidade universidad universities "
    "universitat universite universita universiteit uniwersytet univerz univerzita univerzitet universitesi universitet universitas unibertsitatea yliopisto "
    "egyetem ulikool universitario universitaria",
    "institute": "inst institu institut instituto istituto instytut institutt instituut enstitusu",
    "college": "coll collg kolej colegio college collegium",
    "school": "sch escola escuela ecole scuola schule hochschule skola",
    "academy": "acad academia academie akademie akademi accademia akademija",
    "hospital": "hosp ospedale hopital krankenhaus klinikum hospitalar ziekenhuis sygehus",
    "centre": "ctr cent cntr center centro zentrum centrum centar keskus",
    "laboratory": "lab labs laboratories laboratoire laboratorio laboratorium",
    "department": "dept dep depart departamento departement dipartimento abteilung",
    "faculty": "fac facultad faculdade faculte fakultat facolta fakultet",
    "technology": "tech technol technical technological technische technique tecnologia "
    "tecnologica tecnologico tecnologie tecnica tecnico technion",
    "science": "sci sciences ciencia ciencias scienze wissenschaften nauk",
    "medical": "med medicine medicina medizinische medica medico medicale",
    "national": "natl nat nacional nationale nazionale nationales narodowy",
    "international": "int intl internacional internationale internazionale",
    "federal": "fed",
    "research": "res recherche pesquisa pesquisas investigacion investigacao ricerca ricerche "
    "forschung forschungs investigaciones",
    "association": "assoc asociacion associacao associazione",
    "foundation": "fdn found fundacao fundacion fondation fondazione stiftung fundacio",
    "society": "soc sociedad sociedade societe societa gesellschaft",
    "company": "co corp corporation inc ltd llc gmbh ag sa srl spa plc bv limited incorporated kg "
    "oy ab as pvt private lda ltda sas sarl pty",
    "engineering": "eng engn engr ingenieria engenharia",
    "division": "div divisao",
}
CANONICAL = {form: word for word, forms in KINDS.items() for form in (word, *forms.split())}
# These name parts of an organisation.
UNITS = {"department", "faculty", "school", "division", "laboratory"}
# These make an organisation of the words beside them.
BODIES = {
    "university", "institute", "college", "academy", "hospital", "centre", "association",
    "foundation", "society",
}  # fmt: skip
# These add nothing to a name.
EMPTY = {"company"}
# "para" is not among them: it is a state of Brazil without its accent.
PARTICLES = frozenset(
    """of the de da do dos das del della dello dei delle degli di du des la le les el los las and e y
    et und u i for fur pour per in at an a on von der die das zu van het en to d l og za na""".split()
)
WORD = re.compile(r"[^\W_]+")
FORMS = set(CANONICAL.values())


class Word(NamedTuple):
    """``text`` is folded, ``canonical`` what is compared, ``gap`` what stands before it: 0 nothing,
    1 a comma, bracket or dash between words, 2 a separator of organisations."""

    text: str
    canonical: str
    gap: int
    raw: str


@lru_cache(maxsize=100_000)
def _folded(text):
    """Without case and accents, every script's letters kept."""
    text = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(char for char in text if not unicodedata.combining(char))


@lru_cache(maxsize=100_000)
def canonical(word):
    return CANONICAL.get(word, word)


SEPARATOR = re.compile(r"[;|\n\r\t•/]|\s&\s(?=[A-Z][a-z]+ (?:Univ|Inst))")
# Two spaces are what is left of a comma in many a pasted string.
COMMA = re.compile(r"[,()\[\]:–—]|\s-\s|\.\s|\s\s")
# "SouthernUniversity", "CONICETUniversidad": a space got lost.
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{3})|(?<=[A-Z]{3})(?=[A-Z][a-z]{3})")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
APOSTROPHE = re.compile("['’`´]")


def words(text, limit=2000):
    """The :class:`Word` list of a text; what is longer than ``limit`` characters is left."""
    text = text[:limit].encode("utf-8", "ignore").decode()
    text = DOTTED.sub(lambda match: match.group().replace(".", "") + " ", text)
    text = GLUED.sub(" ", APOSTROPHE.sub("", text))
    found, end = [], 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        gap = 0
        if end and SEPARATOR.search(between):
            gap = 2
        elif end and COMMA.search(between) and not _abbreviation(found, between):
            gap = 1
        raw = match.group()
        plain = _folded(raw)
        if plain:
            found.append(Word(plain, canonical(plain), gap, raw))
        end = match.end()
    return found


def _abbreviation(found, between):
    """The full stop of "Univ. of" or "St. Louis" ends no part."""
    return between.strip() == "." and bool(found) and len(found[-1].text) <= 6


def significant(found):
    """The canonical words without particles and legal forms; all of them where nothing is left."""
    kept = [w.canonical for w in found if w.text not in PARTICLES and w.canonical not in EMPTY]
    return kept or [w.canonical for w in found]


def opens(found, start):
    """Whether a part of the string begins at this word."""
    return start == 0 or found[start].gap > 0


def closes(found, end):
    """Whether a part of the string ends before this word."""
    return end == len(found) or found[end].gap > 0
