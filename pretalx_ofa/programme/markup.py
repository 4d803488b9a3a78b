"""Markdown as a document (JsonML) that every renderer draws in its own way.

The document is made from the HTML that pretalx's own Markdown gives, so that both show the same. Only
the nodes named in ``BLOCKS`` and ``INLINES`` ever come out; everything else keeps its text and
loses its mark-up.
"""

import re
from html import escape
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

BLOCKS = {"p", "h", "ul", "ol", "li", "quote", "pre", "hr", "table", "tr", "th", "td"}
INLINES = {"em", "strong", "del", "code", "a", "br"}

HTML_NAMES = {
    **{name: name for name in (BLOCKS | INLINES) - {"h", "quote"}},
    **{f"h{level}": "h" for level in range(1, 7)},
    "blockquote": "quote",
    "b": "strong",
    "i": "em",
    "s": "del",
    "strike": "del",
}
DROPPED = {"script", "style", "template", "head", "iframe", "object", "svg", "math", "title"}
SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
# Whatever follows a scheme or www up to white space, less the punctuation that ends a sentence.
BARE_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]}]", re.IGNORECASE)
MAX_DEPTH = 40
# Other digits than these, and longer numbers, are no number to every renderer.
LIST_START = re.compile(r"[0-9]{1,9}")


def from_html(html):
    """The document of an HTML fragment: a list of block nodes. Never raises; empty input gives []."""
    if not (html or "").strip():
        return []
    # Control characters are legal in our database and in no XML.
    html = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", html)
    try:
        root = lxml_html.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, ValueError):
        return [["p", plain_of_markup(html)]]
    return _blocks(_children(root, pre=False, linked=False, depth=0))


def plain_of_markup(html):
    return re.sub(r"<[^>]*>", "", html).strip()


def _children(element, *, pre, linked, depth):
    children = list(_words(element.text, pre=pre, linked=linked))
    for child in element:
        children += _node(child, pre=pre, linked=linked, depth=depth + 1)
        children += _words(child.tail, pre=pre, linked=linked)
    return children


def _words(text, *, pre, linked):
    if not text:
        return
    if pre:
        yield text
        return
    text = re.sub(r"\s+", " ", text)
    if linked:
        yield text
        return
    end = 0
    for match in BARE_URL.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        url = match.group()
        yield ["a", {"href": url if "://" in url else f"https://{url}"}, url]
        end = match.end()
    if end < len(text):
        yield text[end:]


def _node(element, *, pre, linked, depth):  # noqa: C901, PLR0912 -- one case a tag
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in DROPPED:
        return []
    if tag == "img":
        return [alt] if (alt := (element.get("alt") or "").strip()) else []
    name = HTML_NAMES.get(tag)
    if depth > MAX_DEPTH:
        return [" ".join(element.itertext())]
    inside = _children(
        element,
        pre=pre or name == "pre",
        linked=linked or name in {"a", "code", "pre"},
        depth=depth,
    )
    match name:
        case None:
            # A div is a block boundary all the same; spans and the like vanish.
            return [["div", *inside]] if tag in {"div", "section", "article"} else inside
        case "br" | "hr":
            return [[name]]
        case "h":
            return [["h", {"level": int(tag[1])}, *inside]]
        case "ol" if LIST_START.fullmatch(start := element.get("start") or "") and start != "1":
            return [["ol", {"start": int(start)}, *_only(inside, {"li"})]]
        case "ul" | "ol":
            return [[name, *_only(inside, {"li"})]]
        case "table":
            return [["table", *_only(inside, {"tr"})]]
        case "tr":
            return [["tr", *_only(inside, {"th", "td"})]]
        case "pre":
            return [["pre", "".join(_texts(inside)).rstrip("\n")]]
        case "code" if pre:
            return inside
        case "quote" | "li":
            return [[name, *_blocks(inside)]]
        case "a":
            href = (element.get("href") or "").strip()
            return [["a", {"href": href}, *inside]] if is_safe(href) and inside else inside
        case "th" | "td":
            return [[name, *_trimmed(_inline_part(inside)[0])]]
        case _:
            # A block inside an inline (sloppy HTML) breaks it up: better no emphasis than no text.
            if name in INLINES and any(
                not isinstance(c, str) and c[0] not in INLINES for c in inside
            ):
                return inside
            return [[name, *inside]] if inside else []


def is_safe(href):
    """Whether a link may be printed: absolute, and of a scheme that only leads somewhere."""
    try:
        return urlsplit(href).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def _only(nodes, names):
    return [node for node in nodes if not isinstance(node, str) and node[0] in names]


def _blocks(nodes):
    """Inline runs between blocks become paragraphs; empty ones go."""
    blocks, run = [], []

    def close():
        inline = _trimmed(run)
        if inline:
            blocks.append(["p", *inline])
        run.clear()

    for node in nodes:
        if not isinstance(node, str) and node[0] == "div":
            close()
            blocks.extend(_blocks(node[1:]))
        elif not isinstance(node, str) and node[0] in BLOCKS:
            close()
            if node[0] in {"p", "h"}:
                attributes, children = split(node)
                children, inner = _inline_part(children)
                if children := _trimmed(children):
                    blocks.append([node[0], *([attributes] if attributes else []), *children])
                blocks.extend(inner)
            else:
                blocks.append(node)
        else:
            run.append(node)
    close()
    return blocks


def _inline_part(children):
    """Blocks inside a paragraph (sloppy HTML) are moved behind it."""
    inline = [c for c in children if isinstance(c, str) or c[0] in INLINES]
    blocks = [c for c in children if not isinstance(c, str) and c[0] not in INLINES]
    return inline, _blocks(blocks)


def _trimmed(children):
    children = list(children)
    while children and (
        children[0] == ["br"] or (isinstance(children[0], str) and not children[0].strip())
    ):
        children.pop(0)
    while children and (
        children[-1] == ["br"] or (isinstance(children[-1], str) and not children[-1].strip())
    ):
        children.pop()
    if children and isinstance(children[0], str):
        children[0] = children[0].lstrip()
    if children and isinstance(children[-1], str):
        children[-1] = children[-1].rstrip()
    # A line break swallows the white space that HTML would collapse behind it.
    return [
        child.lstrip() if isinstance(child, str) and n and children[n - 1] == ["br"] else child
        for n, child in enumerate(children)
    ]


def split(node):
    """A node's attributes (a dict, maybe empty) and its children."""
    if len(node) > 1 and isinstance(node[1], dict):
        return node[1], node[2:]
    return {}, node[1:]


def _texts(nodes):
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node[0] == "br":
            yield "\n"
        else:
            yield from _texts(split(node)[1])


def to_plain(document):
    """Readable text without any marks: blocks are separated by an empty line, items by a line."""
    return "\n\n".join(part for part in (_plain_block(node) for node in document) if part)


def _plain_block(node):
    attributes, children = split(node)
    match node[0]:
        case "hr":
            return "—"
        case "ul" | "ol":
            first = attributes.get("start", 1)
            marks = (
                "•" if node[0] == "ul" else f"{n}." for n in range(first, first + len(children))
            )
            return "\n".join(
                f"{mark} " + _plain_block(item).replace("\n", "\n  ")
                for mark, item in zip(marks, children, strict=True)
            )
        case "quote" | "li":
            return "\n".join(_plain_block(child) for child in children)
        case "table":
            return "\n".join(
                "\t".join("".join(_texts(split(cell)[1])).strip() for cell in split(row)[1])
                for row in children
            )
        case _:
            return "".join(_texts(children)).strip()


def to_html(document, top=3):
    """HTML of a document; headings start at level ``top`` so that they fit below the page's own."""
    return "".join(_html(node, top) for node in document)


def _html(node, top):
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes, children = split(node)
    inside = "".join(_html(child, top) for child in children)
    match node[0]:
        case "br" | "hr":
            return f"<{node[0]}>"
        case "h":
            level = min(6, top - 1 + attributes.get("level", 1))
            return f"<h{level}>{inside}</h{level}>"
        case "quote":
            return f"<blockquote>{inside}</blockquote>"
        case "ol" if "start" in attributes:
            return f'<ol start="{attributes["start"]}">{inside}</ol>'
        case "a":
            return f'<a href="{escape(attributes["href"])}" rel="noopener">{inside}</a>'
        case "table":
            return f'<div class="ofa-scroll" tabindex="0"><table>{inside}</table></div>'
        case name:
            return f"<{name}>{inside}</{name}>"
