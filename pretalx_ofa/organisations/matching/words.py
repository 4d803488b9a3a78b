"""Words of organisations' names, as they are compared: folded, abbreviations written out.

``University``, ``Univ.``, ``Universidade`` and ``Universität`` are one word here; so are the few
other words that only say what kind of organisation it is.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from babel import Locale
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
    "yliopisto egyetem ulikool universitario universitaria",
    "hochschule": "hs fachhochschule hogeschool hogskolan hogskola hogskole hojskole",
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
# Words that mean the same and say more than a kind.
MEANINGS = {
    "state": "estado estadual estatal staatliche staatlicher etat statale",
    "catholic": "catolica catolico catholique cattolica katholische katholieke katholische",
    "pontifical": "pontificia pontificio pontificale",
    "polytechnic": "politecnico politecnica polytechnique politechnika polytechnische",
    "higher": "superior sup superieure superiore superieur",
    "autonomous": "autonoma autonomo autonome",
    "rural": "rurale",
    "ministry": "ministerio ministere ministero ministerium minist",
    "museum": "museu museo musee",
    "library": "biblioteca bibliotheque bibliothek biblioteka",
    "agency": "agencia agence agenzia agentur",
    "council": "conselho consejo conseil consiglio",
    "network": "rede reseau netzwerk rete",
    "health": "saude salud sante salute gesundheit",
    "agriculture": "agricultura agricultural agricole agraria agrario agr agric",
    "education": "educacao educacion educazione bildung",
    "development": "desenvolvimento desarrollo developpement sviluppo",
    "administration": "administracao administracion amministrazione verwaltung",
    "economics": "economia economie economic economico economica econ",
    "physics": "fisica physique physik phys",
    "chemistry": "quimica chimie chemie chimica chem",
    "mathematics": "matematica matematicas mathematiques mathematik math maths",
    "biology": "biologia biologie biol",
    "business": "negocios bus",
    "applied": "aplicada aplicadas appl angewandte appliquee appliquees",
}
# Who somebody is: it stands before an organisation's name and is no part of it.
ROLES = frozenset(
    """professor professora profa prof docente doutorando doutoranda doutor doutora mestrando mestranda
    mestre pesquisador pesquisadora investigador investigadora bolseiro bolseira bolsista aluno aluna
    estudante graduando graduanda bibliotecario bibliotecaria servidor servidora funcionario funcionaria
    coordenador coordenadora diretor diretora reitor reitora presidente analista tecnico tecnica
    engenheiro engenheira desenvolvedor desenvolvedora cientista gestor gestora gerente consultor
    consultora assessor assessora jornalista advogado advogada medico medica posdoc posdoutorando
    posdoutoranda membro fundador fundadora cofundador cofundadora egresso egressa
    profesor profesora doctorando doctoranda estudiante becario becaria coordinador coordinadora director
    directora ingeniero ingeniera bibliotecaria miembro alumno alumna cientifico cientifica
    lecturer reader researcher scientist fellow postdoc postdoctoral student candidate engineer developer
    manager head chair dean coordinator librarian analyst consultant member founder cofounder employee
    staff phd currently professorship assistant associate senior junior president ceo cto
    professeur professeure maitre chercheur chercheuse doctorant doctorante etudiant etudiante ingenieur
    ingenieure directeur directrice bibliothecaire responsable enseignant enseignante chargee charge
    professorin wissenschaftler wissenschaftlerin mitarbeiter mitarbeiterin doktorand doktorandin
    dozent dozentin studentin leiter leiterin forscher forscherin bibliothekar bibliothekarin
    entwickler entwicklerin""".split()
)
# The small words and kinds that one language alone has.
LANGUAGE_OF = {
    word: language
    for language, forms in {
        "pt": "da do dos das na no nas nos em pela pelo universidade faculdade instituto fundacao "
        "associacao pesquisa escola professora pesquisador pesquisadora e campus",
        "es": "del los las y en universidad facultad fundacion asociacion investigacion escuela",
        "fr": "du des et au aux universite faculte ecole",
        "de": "der und von zu zur an am universitat hochschule fakultat institut",
        "it": "della dello dell dall nell dei degli delle di universita facolta",
        "en": "of the and at for university school department institute",
    }.items()
    for word in forms.split()
}
# These name parts of an organisation.
UNITS = {"department", "faculty", "school", "division", "laboratory"}
# "University of …" goes on.
WHOLES = {"university"}
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
    et und u i for fur pour per in at an a on von der die das zu van het en to d l og za na no nas nos pela
    pelo em ao aos""".split()
)
# How hosts' names end: the countries', and the older ones.
TOP_LEVEL = {
    *(code.lower() for code in Locale("en").territories if len(code) == 2 and code.isalpha()),
    *"uk eu com org net edu gov int mil info cat".split(),
}
HOST = r"(?:https?://|[\w.+-]+@)?(?<![^\W_])((?:[a-z0-9][a-z0-9-]*\.)+(?:%s))(?![\w.-])(?:/[^\s,;()]*)?"
WORD = re.compile(HOST % "|".join(sorted(TOP_LEVEL)) + r"|[^\W_]+")
# "U. Porto", "UMinho", "UniLúrio".
SHORT_UNIVERSITY = re.compile(r"\bU(?:ni)?\.?\s?(?=(?:of|de|do|da)\s|[A-ZÀ-Þ][a-zß-ÿ]{3})")
# Between the halves of "LundUniversity"; no text that people type has it.
LOST_SPACE = "\x1f"


class Word(NamedTuple):
    """``text`` is folded, ``canonical`` what is compared, ``gap`` what stands before it, ``is_cut``
    whether a full stop says that it is abbreviated. A host ("www.usp.br") is one word."""

    text: str
    canonical: str
    gap: int
    raw: str
    is_cut: bool = False

    @property
    def is_host(self):
        return "." in self.text


# What stands before a word: nothing, a hyphen, a space that got lost, a comma, bracket or dash between
# words, a separator of organisations.
NOTHING, HYPHEN, LOST, COMMA, SEPARATOR = range(5)

SEPARATORS = re.compile(r"[;|\n\r\t•/+]")
HYPHENS = re.compile("[-‐‑]")
# Two spaces are what is left of a comma in many a pasted string.
COMMAS = re.compile(r"[,()\[\]:–—]|\s-\s|\.\s|\s\s")
# "SouthernUniversity", "CONICETUniversidad": a space got lost.
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{3})|(?<=[A-Z]{3})(?=[A-Z][a-z]{3})")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
# "l'UFRGS", "dell'Università".
ELISION = re.compile("\\b([dl]|(?:de|da|ne|su)ll)['’`´](?=[^\\W\\d_]{2})", re.IGNORECASE)
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
CANONICAL = {
    _stem(form): word
    for meanings in (MEANINGS, KINDS)
    for word, forms in meanings.items()
    for form in (word, *forms.split())
}
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
    text = APOSTROPHE.sub("", ELISION.sub(r"\1 ", text))
    text = SHORT_UNIVERSITY.sub("Univ ", text)
    text = GLUED.sub(LOST_SPACE, text)
    found, end = [], 0
    for match in WORD.finditer(text):
        raw = match.group(1) or match.group()
        plain = _folded(raw)
        if plain:
            gap = _gap(text[end : match.start()], found) if found else NOTHING
            is_cut = text[match.end() : match.end() + 1] == "." and len(plain) > 2
            found.append(Word(plain, canonical(plain), gap, raw, is_cut))
        end = match.end()
    return found


def _gap(between, found):
    if between == " ":
        return NOTHING
    if HYPHENS.fullmatch(between):
        return HYPHEN
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


def same_text(one, other):
    """Whether two names have the same words, but for particles and a plural; of the country that the
    registry adds to a company's only the first has none."""
    first, second = (
        [_stem(word.text) for word in found if word.text not in PARTICLES] for found in (one, other)
    )
    return first == second[: len(first)]


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
    return start == 0 or found[start].gap > HYPHEN


def closes(found, end):
    """Whether a part of the string ends before this word."""
    return end == len(found) or found[end].gap > HYPHEN


def has_no_spaces(word):
    """Chinese and Japanese names are one word, and tell as much as several."""
    return unicodedata.east_asian_width(word[0]) in "WF"


def has_capitals(raw):
    """ "UFSCar" and "UnB" are acronyms, "Iscte" and "Google" are not told from words."""
    return sum(char.isupper() for char in raw) > 1
