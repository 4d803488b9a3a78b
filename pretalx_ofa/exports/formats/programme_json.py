from django.utils.translation import pgettext_lazy

from pretalx_ofa.exports.formats.format import Format, Rendered
from pretalx_ofa.programme.records import to_json


class ProgrammeJson(Format):
    """The picture itself, as it is stored: all languages at once."""

    name = "programme.json"
    label = pgettext_lazy("pretalx_ofa", "Programme data (JSON)")
    content_type = "application/json"
    icon = "fa-code"
    cors = True

    def modes(self, languages):
        return [()]

    def render(self, programme, languages, fonts=()):
        return Rendered(to_json(programme), [])
