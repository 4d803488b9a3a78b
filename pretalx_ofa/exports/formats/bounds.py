"""Documents and lines within what typst can set: depth, numbers, addresses, lengths."""

import re
from urllib.parse import quote

from pretalx_ofa.exports.formats.fonts import CLUSTER
from pretalx_ofa.programme.markup import BLOCKS, split

# typst stops at 64 rules inside each other, of which a nested quotation takes three.
MOST_DEEP = 8
MOST_COLUMNS = 12
LONGEST_ADDRESS = 2_000
# Names and titles: PDF forbids strings of more than 32,767 bytes.
LONGEST_LINE = 1_000
HIGHEST_NUMBER = 10**9
URL_CHARACTERS = "%/:?#[]@!$&'()*+,;=~"

# No-break spaces are inside words: nothing else may end a line there.
LONG_WORD = re.compile(r"[^ \n\u200b]{21,}")
# Words of a language are hyphenated; addresses and file names may end a line at their joints.
JOINTS = frozenset("/._?&=#%:@+-\u00a0\u202f")
BETWEEN_BREAKS = 18


def bounded(document):
    """The document with what is too deep or too wide as plain text; never raises.

    A node is [name, attributes?, \\*children], words are strings.
    """
    return [node for block in document for node in _bounded(block, 0)]


def _bounded(node, depth, *, in_link=False):
    if isinstance(node, str):
        return [node]
    name = node[0]
    attributes, children = split(node)
    is_wide = name == "table" and any(len(split(row)[1]) > MOST_COLUMNS for row in children)
    if depth >= MOST_DEEP or is_wide:
        words = words_of(node)
        return [["p", words]] if name in BLOCKS else [words]
    in_link = in_link or name == "a"
    inside = [x for child in children for x in _bounded(child, depth + 1, in_link=in_link)]
    if name == "a":
        href = quote(attributes.get("href", ""), safe=URL_CHARACTERS, errors="replace")
        return [["a", {"href": href}, *inside]] if 0 < len(href) <= LONGEST_ADDRESS else inside
    # PDF/UA allows one line at a time through or below a word, and links have theirs.
    if name == "del" and (in_link or _has_line(inside)):
        return inside
    if name == "ol" and not 0 <= attributes.get("start", 1) <= HIGHEST_NUMBER:
        attributes = {}
    return [[name, *([attributes] if attributes else []), *inside]]


def _has_line(nodes):
    return any(
        node[0] in {"a", "del"} or _has_line(split(node)[1])
        for node in nodes
        if not isinstance(node, str)
    )


def words_of(node):
    """All words of a node in one line, however deep they are."""
    words, left = [], [node]
    while left:
        node = left.pop()
        if isinstance(node, str):
            words.append(node)
        else:
            left += reversed(split(node)[1])
            if node[0] in BLOCKS or node[0] == "br":
                words.append(" ")
    return " ".join("".join(words).split())


def line(text):
    """A name or title, cut where it is longer than any can be printed."""
    text = str(text)
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…"


def breakable(text):
    """The text with zero-width spaces in long words, so that they break within their column."""
    return LONG_WORD.sub(_broken, text)


def _broken(match):
    word = match.group()
    if word.isalpha() and len(word) < 40:
        return word
    # Between what readers see as characters, never inside one.
    characters = list(word) if word.isascii() else CLUSTER.findall(word)
    parts, run = [], 0
    for n, character in enumerate(characters, 1):
        run += 1
        parts.append(character)
        at_joint = character in JOINTS and JOINTS.isdisjoint(characters[n : n + 1])
        if (at_joint or run >= BETWEEN_BREAKS) and n < len(characters):
            parts.append("\u200b")
            run = 0
    return "".join(parts)
