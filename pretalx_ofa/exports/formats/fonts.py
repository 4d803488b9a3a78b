"""Fonts of the PDF: only those typst embeds and those pretalx ships, so that a file is the same
wherever it is built. What no font can print becomes a visible mark: PDF/UA allows no empty boxes.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pretalx
import typst

FONTS = [Path(pretalx.__file__).parent / "static" / "fonts"]
FAMILIES = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")
MARK = "▯"
# Every font has them.
PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
LONG_WORD = re.compile(r"\S{21,}")
# What is read by the template, not by people.
CODES = {"href", "label", "pages", "color", "lang", "region"}
# Joiners, variation selectors and direction marks print nothing by themselves.
INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn", "Mn"}


def readable(content):
    """Plain data as it can be printed, and the characters that no font has, in order."""
    found = {}
    return _walk(content, found), list(found)


def _walk(content, missing):
    match content:
        case str():
            return _printable(content, missing)
        case dict():
            return {
                key: value if key in CODES else _walk(value, missing)
                for key, value in content.items()
            }
        case list():
            return [_walk(item, missing) for item in content]
        case _:
            return content


def _printable(text, missing):
    if not PLAIN.issuperset(text):
        composed = unicodedata.normalize("NFC", text)
        text = "".join(_char(char, missing) for char in composed)
    return LONG_WORD.sub(_breakable, text)


def _breakable(match):
    """Zero-width spaces: an address as wide as a column must not run into the next."""
    word = match.group()
    return "\u200b".join(word[n : n + 12] for n in range(0, len(word), 12))


def _char(char, missing):
    if char in PLAIN or char == "\n" or _has_glyph(char):
        return char
    if char == "\t":
        return " "
    if unicodedata.category(char) in INVISIBLE:
        return ""
    missing[char] = True
    return MARK


@cache
def _compiler():
    return typst.Compiler(font_paths=FONTS, ignore_system_fonts=True)


@cache
def _has_glyph(char):
    """typst tells only by refusing: so each character is tried once per process, in about 1 ms."""
    if unicodedata.category(char) in {"Cc", "Cs", "Cn"}:
        return False
    families = ", ".join(f'"{family}"' for family in FAMILIES)
    source = (
        f'#set document(title: "x")\n#set text(font: ({families}))\n'
        f'#"\\u{{{ord(char):x}}}"'
    )
    try:
        _compiler().compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True
