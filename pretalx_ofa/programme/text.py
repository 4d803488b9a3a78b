"""Texts in several languages that know which language they really are in."""

from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct, field

from pretalx_ofa.i18n.languages import primary, resolve

State = Annotated[
    Literal["original", "approved", "draft", "machine"],
    Meta(
        description="original: as it was submitted; approved: a translation somebody answers for; "
        "draft and machine: a translation nobody has approved. Public files hold the words of the "
        "first two only; of drafts they know that there is one. A language that is not there is missing"
    ),
]
Document = Annotated[
    list[Any],
    Meta(
        description="Markdown as a document in JsonML: a node is [name, attributes?, children...], "
        "text is a string. Names: p h ul ol li quote pre hr table tr th td em strong del code a br"
    ),
]


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One language's text. ``document`` is its Markdown, parsed, where the field holds Markdown.

    ``text`` is empty where only the state may be known.
    """

    text: str = ""
    state: State = "original"
    outdated: bool = False
    document: Document | None = None


class ChosenText(NamedTuple):
    """What a reader of one language gets: the words, and the language they really are in.

    ``fallback`` says that it is not the language that was asked for. It is False between regions of
    one language: pt-PT readers of pt-BR texts need the right ``lang``, but no badge.
    """

    text: str
    language: str
    fallback: bool
    outdated: bool
    document: Document


class Text(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A text per language, by its code as the event has it (``pt-br``)."""

    original: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    def __bool__(self):
        return bool(self.readable)

    @property
    def readable(self):
        """{language: :class:`Value`} of the values that have words."""
        return {code: value for code, value in self.values.items() if value.text}

    def has(self, language):
        """Whether there are words for a reader of ``language``, in whatever region of it."""
        return resolve(language, self.readable) is not None

    def choose(self, language):
        """The :class:`ChosenText` for a reader of ``language``: theirs, a sister region's, the
        original, any. With no words at all it is empty, and no fallback.
        """
        value = self.values.get(language)
        if value and value.text:
            return _chosen(value, language, fallback=False)
        readable = self.readable
        code = resolve(language, readable)
        if code is None:
            code = self.original if self.original in readable else next(iter(readable), None)
        if code is None:
            return ChosenText("", language, False, False, [])
        return _chosen(readable[code], code, fallback=primary(code) != primary(language))

    def state(self, language):
        """The state of exactly this language: one of :data:`State` or ``missing``."""
        value = self.values.get(language)
        return value.state if value else "missing"


def _chosen(value, code, *, fallback):
    document = value.document or [["p", value.text]]
    return ChosenText(value.text, code, fallback, value.outdated, document)
