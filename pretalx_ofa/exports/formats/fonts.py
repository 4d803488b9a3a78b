"""Fonts of the PDF: those that typst embeds and those in given folders.

Never the system's, so that a file is the same wherever it is built. A character that no font has
becomes a visible mark: PDF/UA forbids missing glyphs.
"""

import json
import re
import unicodedata

import typst

MARK = "▯"
# Every font has them.
PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | {"\n"}
# Joiners, variation selectors and direction marks print nothing by themselves.
INVISIBLE = {"Cf", "Mn"}
CONTROLS = {"Cc", "Cs"}
# What is read by the template, not by people.
CODES = {"code", "href", "label", "pages", "color", "lang", "region"}

TRIAL = b"""
#set document(title: "x")
#for char in json(bytes(sys.inputs.chars)) { block(char) }
"""
REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

LONG_WORD = re.compile(r"\S{21,}")
# Words of a language are hyphenated; addresses and file names may end a line at their joints.
JOINT = re.compile(r"([/._?&=#%:@+-]+(?!$)|[^\s/._?&=#%:@+-]{18}(?!$))")


def readable(content, fonts=()):
    """(content with marks for what cannot be printed, [characters that no font has] by code point).

    ``content`` is JSON-like data, ``fonts`` are folders.
    """
    used = set()
    _walk(content, lambda text: used.update(unicodedata.normalize("NFC", text)))
    missing = without_glyph(used - PLAIN, fonts)
    replaced = {ord(char): _replacement(char) for char in missing} | {ord("\t"): " "}

    def printable(text):
        return _breakable(unicodedata.normalize("NFC", text).translate(replaced))

    marked = sorted(char for char in missing if _replacement(char) == MARK)
    return _walk(content, printable), marked


def without_glyph(chars, fonts=()):
    """The subset of ``chars`` that no font has, from the error that typst raises for them."""
    missing = {char for char in chars if unicodedata.category(char) in CONTROLS}
    left = chars - missing
    while left:
        try:
            typst.compile(
                TRIAL,
                format="pdf",
                font_paths=list(fonts),
                ignore_system_fonts=True,
                sys_inputs={"chars": json.dumps(sorted(left))},
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            refused = {_unescaped(text) for text in REFUSED.findall(error.diagnostic)} & left
            # Of a message we cannot read: better a mark too many than no book.
            missing, left = missing | (refused or left), left - (refused or left)
        else:
            break
    return missing


def _unescaped(text):
    return ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), text)


def _replacement(char):
    return "" if unicodedata.category(char) in INVISIBLE | CONTROLS else MARK


def _breakable(text):
    """The text with zero-width spaces in long addresses, so that they break within their column."""
    return LONG_WORD.sub(_joints, text)


def _joints(match):
    word = match.group()
    return word if word.isalpha() and len(word) < 40 else JOINT.sub("\\1\u200b", word)


def _walk(content, change):
    match content:
        case str():
            return change(content)
        case dict():
            return {
                key: value if key in CODES else _walk(value, change)
                for key, value in content.items()
            }
        case list():
            return [_walk(item, change) for item in content]
        case _:
            return content
