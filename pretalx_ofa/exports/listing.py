"""The files of an event by name: what menus, pages and forms list."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import pgettext

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.exports.formats.format import Format
from pretalx_ofa.exports.lists import LISTS
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.i18n.languages import bcp47


class ListedFile(NamedTuple):
    """``label`` is in the page's language; ``languages`` are BCP 47, none where a file has all."""

    format: Format
    mode: tuple[str, ...]
    filename: str
    label: str
    languages: list[str]
    is_offered: bool


def label_of(chosen):
    return pgettext("pretalx_ofa", chosen.label)


def label_of_mode(chosen, mode):
    """The label of a format's mode, which says where two languages stand side by side."""
    label = label_of(chosen)
    if len(mode) < 2:
        return label
    return pgettext("pretalx_ofa", "{file}, side by side").format(file=label)


def all_files(event):
    """[:class:`ListedFile`] of every format and mode, in the registry's order."""
    return [
        ListedFile(
            format=chosen,
            mode=mode,
            filename=chosen.filename(mode),
            label=label_of_mode(chosen, mode),
            languages=[bcp47(code) for code in mode],
            is_offered=is_offered(event, chosen),
        )
        for chosen in FORMATS.values()
        for mode in chosen.modes(event_languages(event))
    ]


def offered_files(event):
    """Those of :func:`all_files` that visitors may download."""
    return [file for file in all_files(event) if file.is_offered]


def list_url(event, chosen):
    return reverse("plugins:pretalx_ofa:list", kwargs={"event": event.slug, "name": chosen.name})


def all_lists(event):
    """[(extension in capitals, label, address)] of every :class:`List`, in the page's language."""
    return [
        (chosen.name.rpartition(".")[2].upper(), label_of(chosen), list_url(event, chosen))
        for chosen in LISTS.values()
    ]


def is_offered(event, chosen):
    """Whether a format is for visitors and the organisers have not hidden it."""
    return chosen.audience == "public" and chosen.name not in event.settings.ofa_files_hidden


def public_formats():
    """[:class:`Format`] with the audience "public"."""
    return [chosen for chosen in FORMATS.values() if chosen.audience == "public"]


def choices():
    """[(group, [(name, label)])] of :func:`public_formats`."""
    groups = {}
    for chosen in public_formats():
        group = groups.setdefault(pgettext("pretalx_ofa", chosen.group), [])
        group.append((chosen.name, label_of(chosen)))
    return list(groups.items())
