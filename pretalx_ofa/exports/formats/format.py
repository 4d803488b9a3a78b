"""The descriptor of a file format: all that menus, forms, lists and tests need to know."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from msgspec import Struct

from pretalx_ofa.i18n.languages import resolve
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.options import Option

DOCUMENTS = pgettext_noop("pretalx_ofa", "Documents")
CALENDARS = pgettext_noop("pretalx_ofa", "Calendars")
TABLES = pgettext_noop("pretalx_ofa", "Tables")
DATA = pgettext_noop("pretalx_ofa", "Data")

LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*")


class SessionName(Struct, frozen=True):
    code: str
    title: str


class MissingCharacters(Struct, frozen=True, tag=True):
    """``characters`` (grapheme clusters) of one ``script`` (ISO 15924) that no font has, and the
    sessions with them; none where they are elsewhere, such as in the event's name."""

    script: str
    characters: list[str]
    sessions: list[SessionName]


class PrintedPlain(Struct, frozen=True, tag=True):
    """The sessions that could be printed only without their formatting; none means all of them."""

    sessions: list[SessionName]


Note = MissingCharacters | PrintedPlain


class Rendered(NamedTuple):
    """``data``: the file's bytes; ``notes``: what organisers are told about it."""

    data: bytes
    notes: list[Note] = []


def one_file(languages):
    """The modes of a format whose file carries all languages."""
    return [()]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A file format of a programme.

    ``name`` is "stem.extension"; ``label`` and ``group`` are messages to translate. A mode is the
    ordered tuple of languages that one file shows, empty where a file carries all of them;
    ``modes(languages)`` lists those of a programme, the usual one first.

    ``render(programme, languages, options, links, now, fonts)`` gives the :class:`Rendered` file of
    a mode: no query, no request. ``options`` is empty for the whole programme, else {name: value} of
    the format's :class:`Option` s, for files that are drawn at request; ``links`` leads from codes to addresses, ``now`` is an aware
    datetime, ``fonts`` are folders of fonts.
    """

    name: str
    label: str
    group: str
    content_type: str
    render: Callable
    modes: Callable = one_file
    options: tuple[Option, ...] = ()
    audience: Literal["public", "organisers", "translators"] = "public"
    icon: str = "fa-file-o"
    in_menu: bool = False
    cors: bool = False

    @property
    def stem(self):
        return self.name.rpartition(".")[0]

    @property
    def extension(self):
        return self.name.rpartition(".")[2]

    def filename(self, mode):
        """ "programme.en.pt-br.pdf": the name in our own addresses."""
        return ".".join([self.stem, *mode, self.extension])

    def mode_named(self, filename, languages):
        """The mode that a file name stands for, in any spelling and order; None for other formats."""
        named = re.fullmatch(
            rf"{re.escape(self.stem)}\.(.+\.)?{re.escape(self.extension)}", filename, re.IGNORECASE
        )
        codes = (named[1] or "").split(".")[:-1] if named else []
        if not named or not all(map(LANGUAGE_CODE.fullmatch, codes)):
            return None
        return self.mode_of(codes, languages)

    def mode_of(self, codes, languages):
        """The mode that shows the languages with these codes, in any spelling and order.

        Languages that the event does not have (any more) are ignored: the result is the mode that
        shares most with what was asked for, the first mode where nothing is shared.
        """
        wanted = {code for code in (resolve(code, languages) for code in codes) if code}
        return max(
            self.modes(languages),
            key=lambda mode: (set(mode) == wanted, len(wanted.intersection(mode))),
        )
