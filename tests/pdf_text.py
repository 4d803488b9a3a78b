"""The words of a PDF as a reader copies them, and what else it says in plain text."""

import io
import re

import pikepdf

TEXT = {"Tf", "Tj", "TJ", "'", '"'}


def pdf_text(data):
    """All words, without white space and hyphens: lines break anywhere."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        words = [_page_text(page) for page in pdf.pages]
        words += [str(value) for value in pdf.docinfo.values()]
        words += [str(found) for thing in pdf.objects for found in _strings(thing)]
    return re.sub(r"[\s\u00ad-]", "", " ".join(words))


def _page_text(page):
    fonts = {str(name): _characters(font) for name, font in page.Resources.Font.items()}
    found, characters = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            characters = fonts[str(operands[0])]
        elif str(operator) in TEXT:
            parts = operands[0] if str(operator) == "TJ" else [operands[-1]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    found += [characters[codes[n : n + 2]] for n in range(0, len(codes), 2)]
    return "".join(found)


def _characters(font):
    """{code: characters} of a font's ToUnicode map."""
    text = font.ToUnicode.read_bytes().decode("ascii")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, characters in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(characters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, characters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int.from_bytes(bytes.fromhex(characters))
            for place, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code.to_bytes(2)] = chr(start + place)
    return found


def _strings(thing):
    """Alternative texts, bookmarks and addresses of links."""
    if isinstance(thing, pikepdf.Dictionary):
        for key, value in thing.items():
            if isinstance(value, pikepdf.String):
                yield value
            elif key == "/A":
                yield from _strings(value)
