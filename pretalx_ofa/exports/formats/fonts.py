"""Fonts of the PDF: those typst embeds, and those of the folders that are given.

Never the system's, so that a file is the same wherever it is built. What no font can print becomes
a visible mark: PDF/UA allows no empty boxes.
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
    """Plain data as it can be printed, and the characters that no font has, by code.

    ``fonts`` are folders.
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
    """Those of some characters that no font can print: typst names them when it refuses."""
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
    """Zero-width spaces: an address wider than its column must not run into the next."""
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
