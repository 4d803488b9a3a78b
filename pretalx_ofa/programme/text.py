"""Texts in several languages that know which language they really are in."""

from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct, field

from pretalx_ofa.i18n.languages import primary, resolve

State = Literal["original", "approved"]
Tree = Annotated[
    list[Any],
    Meta(
        description="Markdown as a tree in JsonML: a node is [name, attributes?, children...], "
        "text is a string. Names: p h ul ol li quote pre hr table tr th td em strong del code a br"
    ),
]


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One language's text. ``tree`` is its Markdown, parsed, where the field holds Markdown."""

    text: str
    state: State = "original"
    outdated: bool = False
    tree: Tree | None = None


class Shown(NamedTuple):
    """What a reader gets: the text, the language it really is in, and whether that was not asked.

    ``fallback`` is False between regions of one language: pt-PT readers of pt-BR texts need the
    right ``lang``, but no badge.
    """

    text: str
    language: str
    fallback: bool
    outdated: bool
    tree: Tree


class Text(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text per language. Empty values are never stored: a language is there or it is missing."""

    original: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    def __bool__(self):
        return bool(self.values)

    def has(self, language):
        return resolve(language, self.values) is not None

    def shown(self, language):
        """The value for a reader of ``language``: theirs, a sister region's, the original, any.

        Returns :class:`Shown`; with no text at all its text is empty and nothing is a fallback.
        """
        code = resolve(language, self.values)
        if code is None:
            code = self.original if self.original in self.values else next(iter(self.values), None)
        if code is None:
            return Shown("", language, False, False, [])
        value = self.values[code]
        return Shown(
            value.text,
            code,
            primary(code) != primary(language),
            value.outdated,
            value.tree or ([["p", value.text]] if value.text else []),
        )
