from typing import NamedTuple


class Rendered(NamedTuple):
    """A file's bytes, and what organisers should know: the characters that no font has."""

    data: bytes
    notes: list[str]


class Format:
    """One way to write a programme down.

    ``name`` is "stem.extension"; a mode is the tuple of languages that one file of it shows, empty
    where each file has all of them.
    """

    name = ""
    label = ""
    content_type = ""
    icon = "fa-file-o"
    cors = False

    @property
    def extension(self):
        return self.name.rpartition(".")[2]

    def modes(self, languages):
        """The modes for a programme in these languages, the usual one first."""
        raise NotImplementedError

    def render(self, programme, languages, fonts=()):
        """The :class:`Rendered` file of a :class:`Programme` in one mode: no queries, no request.

        ``fonts`` are folders of fonts that may be printed with beside those at hand.
        """
        raise NotImplementedError

    def filename(self, mode):
        """ "programme.en.pt-br.pdf": the name in our own addresses."""
        stem = self.name.removesuffix(f".{self.extension}")
        return ".".join([stem, *mode, self.extension])
