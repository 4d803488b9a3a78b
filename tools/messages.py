"""Collects every message of the plugin and brings the translation catalogues up to date.

Babel reads Python; Django's own `templatize` turns a template into something Babel can read. So no
gettext programs are needed.
"""

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pretalx_ofa"
LANGUAGES = ("pt_BR", "pt_PT")
KEYWORDS = {
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "pgettext_noop": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    # Without a context pretalx's catalogue would win: found here, refused by the tests.
    "gettext": (1,),
    "gettext_lazy": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "_": (1,),
}


def collect():
    """A catalogue of all messages in the plugin's Python files and templates."""
    template = Catalog(project="pretalx-ofa", charset="utf-8")
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # What is no message comes out as rows of X, indented: only that confuses Python's lexer.
            source = "\n".join(map(str.strip, templatize(source).splitlines()))
        for _line, message, comments, context in extract(
            "python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            template.add(
                message,
                context=context,
                auto_comments=comments,
                locations=[(str(path.relative_to(ROOT)), 0)],
            )
    return template


def catalogue_path(language):
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language):
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="pretalx-ofa", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def is_translated(message):
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings) and not message.fuzzy


def update(language, template):
    """Writes the catalogue of a language with all messages, none dropped ones; counts the missing."""
    catalogue = load(language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = f"# pretalx-ofa in {language}, Apache-2.0."
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=100, sort_output=True, omit_header=False, include_lineno=False
        )
    return [message for message in catalogue if message.id and not is_translated(message)]


if __name__ == "__main__":
    messages = collect()
    for code in LANGUAGES:
        missing = update(code, messages)
        print(f"{code}: {len(messages)} messages, {len(missing)} without a translation")
        for found in missing:
            print(f"  {found.id}")
