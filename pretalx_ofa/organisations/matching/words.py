"""Words of organisations' names, as they are compared: folded, abbreviations written out.

``University``, ``Univ.``, ``Universidade`` and ``Universität`` are one word here; so are the few
other words that only say what kind of organisation it is.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from rapidfuzz.distance import OSA

# What NFKD leaves as it is.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
# Words that say what kind of organisation it is, and how they begin in the languages of most names.
# Statistics cannot know that they mean the same.
KINDS = {
    "university": "univ uni universi universidade universidad "
    "universitat universite universita universiteit uniwersytet univerz univerzita univerzitet "
    "universitesi universitet unibertsitatea "
    "yliopisto egyetem ulikool universitario universitaria hochschule",
    "institute": "inst institu institut instituto istituto instytut institutt instituut enstitusu",
    "college": "coll collg kolej colegio college collegium",
    "school": "sch escola escuela ecole scuola schule skola",
    "academy": "acad academia academie akademie akademi accademia akademija",
    "hospital": "hosp ospedale hopital krankenhaus klinikum hospitalar ziekenhuis sygehus",
    "centre": "ctr cent cntr center centro zentrum centrum centar keskus",
    "laboratory": "lab labs laboratoire laboratorio laboratorium",
    "department": "dept dep depart departamento departement dipartimento abteilung",
    "faculty": "fac facultad faculdade faculte fakultat facolta fakultet",
    "technology": "tech technol technical technological technische technique tecnologia "
    "tecnologica tecnologico tecnologie tecnica tecnico technion",
    "science": "sci ciencia scienze wissenschaften nauk",
    "medical": "med medicine medicina medizinische medica medico medicale",
    "national": "natl nat nacional nationale nazionale nationales narodowy",
    "international": "int intl internacional internationale internazionale",
    "federal": "fed",
    "research": "res recherche pesquisa investigacion investigacao ricerca ricerche "
    "forschung forschungs investigaciones",
    "association": "assoc asociacion associacao associazione",
    "foundation": "fdn found fundacao fundacion fondation fondazione stiftung fundacio",
    "society": "soc sociedad sociedade societe societa gesellschaft",
    "company": "co corp corporation inc ltd llc gmbh ag sa srl spa plc bv limited incorporated kg "
    "oy ab as pvt private lda ltda sas sarl pty",
    "engineering": "eng engn engr ingenieria engenharia",
    "division": "div divisao",
}
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
AND = {"and", "e", "y", "et", "und", "with"}
PARTICLES = frozenset(
    """of the de da do dos das del della dello dei delle degli di du des la le les el los las and e y
    et und u i for fur pour per in at an a on von der die das zu van het en to d l og za na""".split()
)
WORD = re.compile(r"[^\W_]+")
# Between the halves of "LundUniversity"; no text that people type has it.
LOST_SPACE = "\x1f"


class Word(NamedTuple):
    """``text`` is folded, ``canonical`` what is compared, ``gap`` what stands before it."""

    text: str
    canonical: str
    gap: int
    raw: str


# What stands before a word: nothing, a space that got lost, a comma, bracket or dash between words,
# a separator of organisations.
NOTHING, LOST, COMMA, SEPARATOR = range(4)

SEPARATORS = re.compile(r"[;|\n\r\t•/]")
# Two spaces are what is left of a comma in many a pasted string.
COMMAS = re.compile(r"[,()\[\]:–—]|\s-\s|\.\s|\s\s")
# "SouthernUniversity", "CONICETUniversidad": a space got lost.
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{3})|(?<=[A-Z]{3})(?=[A-Z][a-z]{3})")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
APOSTROPHE = re.compile("['’`´]")
# "M?xico": a letter that some encoding lost.
LOST_LETTER = re.compile(r"(?<=[^\W\d_])[?\ufffd]+(?=[^\W\d_])")
# White space as some converters of documents write it, and wrapped lines.
ESCAPED = re.compile(r"#(?:TAB|N|R)#")
WRAPPED = re.compile(r"[ \t]*[\r\n]+[ \t]{2,}|[ \t]{2,}[\r\n]+")


@lru_cache(maxsize=100_000)
def _folded(text):
    """Without case and accents, every script's letters kept."""
    text = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(char for char in text if not unicodedata.combining(char))


def _stem(word):
    """Without what is written in several ways: the plural's s, an umlaut as two letters."""
    if len(word) > 4:
        if word.endswith("ies"):
            word = word[:-3] + "y"
        elif word.endswith("s") and word[-2] not in "sui":
            word = word[:-1]
        word = UMLAUT.sub(lambda match: match.group()[0], word)
    return word


UMLAUT = re.compile("[aou]e|aa")
CANONICAL = {_stem(form): word for word, forms in KINDS.items() for form in (word, *forms.split())}
FORMS = frozenset(KINDS)
NUMERALS = {n: str(i) for i, n in enumerate("ii iii iv v vi vii viii ix x xi xii xiii".split(), 2)}


# A kind may be misspelt where it has so many letters: no other word is so near.
LONG_KIND = 8
SHELVES = {}
for _form in CANONICAL:
    if len(_form) >= LONG_KIND:
        SHELVES.setdefault(_form[0], []).append(_form)


@lru_cache(maxsize=100_000)
def canonical(word):
    stem = NUMERALS.get(word) or _stem(word)
    if stem not in CANONICAL and len(stem) >= LONG_KIND - 1:
        for form in SHELVES.get(stem[0], ()):
            if OSA.distance(stem, form, score_cutoff=1) == 1:
                return CANONICAL[form]
    return CANONICAL.get(stem, stem)


def words(text, limit=2000):
    """The :class:`Word` list of a text; what is longer than ``limit`` characters is left."""
    text = text[:limit].encode("utf-8", "ignore").decode()
    text = _repaired(text)
    text = DOTTED.sub(lambda match: match.group().replace(".", "") + " ", text)
    text = GLUED.sub(LOST_SPACE, APOSTROPHE.sub("", text))
    found, end = [], 0
    for match in WORD.finditer(text):
        raw = match.group()
        plain = _folded(raw)
        if plain:
            gap = _gap(text[end : match.start()], found) if found else NOTHING
            found.append(Word(plain, canonical(plain), gap, raw))
        end = match.end()
    return found


def _gap(between, found):
    if between == " ":
        return NOTHING
    if between == LOST_SPACE:
        return LOST
    if SEPARATORS.search(between):
        return SEPARATOR
    return COMMA if COMMAS.search(between) and not _abbreviation(found, between) else NOTHING


def _repaired(text):
    """Without what copying and converting did to it."""
    if "&" in text:
        text = unescape(text).replace(" & ", " and ")
    if "#" in text:
        text = ESCAPED.sub(" ", text)
    if "?" in text or "\ufffd" in text:
        text = LOST_LETTER.sub("", text)
    return WRAPPED.sub(" ", text) if "\n" in text else text


def _abbreviation(found, between):
    """The full stop of "Univ. of" or "St. Louis" ends no part."""
    return between.strip() == "." and bool(found) and len(found[-1].text) <= 6


def significant(found):
    """The canonical words without particles and legal forms; all of them where nothing is left."""
    kept = [w.canonical for w in found if w.text not in PARTICLES and w.canonical not in EMPTY]
    return kept or [w.canonical for w in found]


def telling(found):
    """The words that tell one name from others of its kind, as they were written."""
    return [
        word.text
        for word in found
        if word.text not in PARTICLES
        and word.canonical not in FORMS
        and word.canonical not in EMPTY
    ]


def opens(found, start):
    """Whether a part of the string begins at this word."""
    return start == 0 or found[start].gap != NOTHING


def closes(found, end):
    """Whether a part of the string ends before this word."""
    return end == len(found) or found[end].gap != NOTHING


def has_no_spaces(word):
    """Chinese and Japanese names are one word, and tell as much as several."""
    return unicodedata.east_asian_width(word[0]) in "WF"
