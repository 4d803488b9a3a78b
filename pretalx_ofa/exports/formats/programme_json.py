from pretalx_ofa.exports.formats.format import DATA, Format, Rendered
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.programme.records import to_json


def render(programme, languages, options, links, now, fonts):
    """The canonical JSON of the record, with all languages."""
    return Rendered(to_json(programme))


PROGRAMME_JSON = Format(
    name="programme.json",
    label=pgettext_noop("pretalx_ofa", "Programme data (JSON)"),
    group=DATA,
    content_type="application/json",
    render=render,
    icon="fa-code",
    in_menu=True,
    cors=True,
)
