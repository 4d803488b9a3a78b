"""Texts as sentences of words and marks. All of it takes time in proportion to the text's length."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Nobody writes a longer sentence; what is longer is read in pieces, so that no rule looks further.
LONGEST = 240
# Nor a longer word, but for scripts without spaces.
LONGEST_WORD = 60
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>)\]]+")
# "at Nubank.Fond of maps": no host name ends in a capitalised word of four letters.
_RUN_TOGETHER = re.compile(r"(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Þ][a-zà-ÿ]{3})")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_EMPHASIS = re.compile(r"(?<!\w)\*{1,3}(?=\w)|(?<=[\w.)])\*{1,3}(?!\w)|\b_{1,2}|_{1,2}\b")
_BREAK = re.compile(r"<br\s*/?>|\\r\\n|\\n|\r\n?", re.IGNORECASE)
_TOKEN = re.compile(
    r"['’]s(?!\w)"
    # French articles.
    r"|\b[ldLD]['’](?=\w)"
    # A word may hold marks that stand alone: OPENGIS.ch, co-founder, R&D, student*in, CONICET–Gulich.
    r"|\w+(?:(?:[-–.&+*:]|['’](?!s\b))\w+)*"
    r"|\n+|[^\w\s]"
)
_LEGAL_FORMS = set("inc ltd ltda co corp llc bros".split())
_ABBREVIATIONS = _LEGAL_FORMS | set(
    """dr prof mr mrs ms st jr sr dipl ing phil med habil bzw ca
    dra sra srta eng arq tec sta mag mme univ dept inst est""".split()
)
_ENDS = set(".!?;•")
_BULLETS = set("*-–—•·+")


class Token(NamedTuple):
    text: str
    # Without case and accents, as vocabularies are written.
    word: str
    start: int
    end: int

    @property
    def is_word(self):
        return self.text[0].isalnum() or self.text[0] == "_"


class Sentence(NamedTuple):
    text: str
    tokens: tuple


@lru_cache(maxsize=8192)
def fold(word):
    """A word without case and accents; one of a single letter keeps them: "é" is no "e"."""
    word = word.casefold().replace("’", "'")
    if len(word) == 1:
        return word
    return "".join(
        char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char)
    )


def plain(text):
    """A text without the marks of Markdown and HTML; of a link its words are left."""
    text = _BREAK.sub("\n", text.replace("\u200b", ""))
    text = _IMAGE_OR_LINK.sub(r"\1", text)
    text = _RUN_TOGETHER.sub(". ", _TAG.sub(" ", _ADDRESS.sub(" ", text)))
    return _EMPHASIS.sub("", text.replace("`", ""))


def first_line(text, most):
    """The first line of a text that says something, :func:`plain`, in at most so many characters."""
    line = next(filter(None, (plain(line).strip() for line in text.splitlines())), "")
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def sentences(text):
    """The sentences of a text; a semicolon, a bullet and a new line of a list end one as well."""
    text = plain(text)
    found = []
    for token in _tokens(text):
        if token.text[0] == "\n":
            ended = not _goes_on(text, token)
        else:
            ended = token.text in _ENDS
            if not ended:
                found.append(token)
                ended = token.word in _LEGAL_FORMS and _starts(text, token)
        if found and (ended or len(found) >= LONGEST):
            yield Sentence(text, tuple(found))
            found = []
    if found:
        yield Sentence(text, tuple(found))


def _tokens(text):
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < last or end - start > LONGEST_WORD:
            continue
        if text[end : end + 1] == "." and _keeps_stop(text, start, end):
            end += 1
        written = text[start:end]
        yield Token(written, fold(written.rstrip(".") or written), start, end)
        last = end


def _keeps_stop(text, start, end):
    """Whether the full stop after a word belongs to it: "Inc.", "e.V.", "S.", "St."."""
    word = text[start:end]
    initial = end - start == 1 and word.isupper() and text[start - 1 : start] in ("", " ", ".")
    if fold(word) in _ABBREVIATIONS or initial:
        # At the end of a text it ends the sentence; that the word keeps it does not matter there.
        return True
    return "." in word and all(len(part) <= 2 and part.isalpha() for part in word.split("."))


def _starts(text, token):
    """Whether a sentence starts behind an abbreviation that ends with a full stop."""
    rest = text[token.end : token.end + 80].lstrip()
    return token.text.endswith(".") and rest[:1].isupper()


def _goes_on(text, line_break):
    """Whether a sentence goes on behind the end of a line: the next one starts in lower case."""
    if len(line_break.text) > 1:
        return False
    rest = text[line_break.end : line_break.end + 80].lstrip()
    before = text[max(0, line_break.start - 80) : line_break.start].rstrip()
    if not rest or not before or rest[0] in _BULLETS:
        return False
    last = before.rsplit(None, 1)[-1]
    return rest[0].islower() or last[-1] in ",&" or (len(last) <= 3 and last.islower())
