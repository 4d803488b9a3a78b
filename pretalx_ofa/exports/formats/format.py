from typing import NamedTuple


class Rendered(NamedTuple):
    """A file's bytes, and what organisers should know about it (translatable codes with details)."""

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

    def modes(self, languages):
        """The modes for a programme in these languages, the usual one first."""
        raise NotImplementedError

    def render(self, programme, languages):
        """The :class:`Rendered` file of a :class:`Programme` in one mode: no queries, no request."""
        raise NotImplementedError

    def filename(self, mode):
        """ "programme.en.pt-br.pdf": the name in our own addresses."""
        stem, extension = self.name.rsplit(".", 1)
        return ".".join([stem, *mode, extension])
