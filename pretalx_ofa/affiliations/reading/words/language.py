"""What the vocabulary of a language consists of. Words are without case and accents (``text.fold``)."""

from enum import Enum
from typing import NamedTuple


def listed(words):
    return frozenset(words.split())


class Relation(Enum):
    """How a preposition ties what somebody is to where."""

    AT = "at"  # whatever has a name and follows is an organisation: "at", "@", "na", "bei"
    OF = "of"  # of an organisation or of a subject: "professor of history", "member of OSGeo"
    OF_THE = "of the"  # contracted with its article, which subjects seldom have: "da", "du", "des"
    IN = "in"  # in a unit, a subject or a place
    WITH = "with"
    FOR = "for"
    FROM = "from"  # an organisation, a country, or where a degree was earned: "from", "pela"


class Language(NamedTuple):
    code: str
    # Words by which a sentence is told to be in this language.
    signs: frozenset
    relations: dict
    articles: frozenset
    ands: frozenset
    # Verbs: of being, of working somewhere, of beginning there, of leading it, of studying now.
    being: frozenset
    working: frozenset
    joining: frozenset
    leading: frozenset
    studying: frozenset
    # Words after which a sentence tells of today, or of earlier.
    present: frozenset
    past: frozenset
    # What makes the role behind it an earlier one: "former".
    former: frozenset
    # "since" makes present what "worked" made past; "until" ends it.
    since: frozenset
    until: frozenset
    # What a person was at an event, got from an organisation, or did for it as a trade.
    elsewhere: frozenset
    # "as", before a role.
    as_: frozenset
    # Other words no role consists of.
    stops: frozenset


class Vocabulary(NamedTuple):
    """Nouns, which are the same whatever language the sentence is in: titles are often English."""

    # Offices are held *of* an organisation: founder, member, president.
    offices: frozenset
    # What people are employed as.
    jobs: frozenset
    # Endings of further ones, with words that have them and are none.
    job_endings: frozenset
    no_jobs: frozenset
    students: frozenset
    # What somebody has become: "mestre", "engineer from"; it says where they studied.
    degrees: frozenset
    professions: frozenset
    # What makes nobody part of an organisation: author, maintainer, speaker.
    makers: frozenset
    # Nouns of organisations: legal forms, what companies call themselves at the end of their names ("Energy"
    # is a subject elsewhere), what stands alone, what may be part of another, what is a part.
    legal: frozenset
    companies: frozenset
    bodies: frozenset
    institutes: frozenset
    units: frozenset
    # Subjects: "professor of computer science" names no organisation.
    subjects: frozenset
    # "na empresa X", "the company X".
    generic: frozenset
