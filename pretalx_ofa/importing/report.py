"""What an import did, in sentences for the person who ran it."""

from collections import Counter, defaultdict

from django.utils.translation import get_language

from pretalx_ofa.i18n.words import pgettext_noop, words
from pretalx_ofa.importing.reading import Sentence

KINDS = {
    "rooms": pgettext_noop("pretalx_ofa", "rooms"),
    "tracks": pgettext_noop("pretalx_ofa", "tracks"),
    "types": pgettext_noop("pretalx_ofa", "session types"),
    "people": pgettext_noop("pretalx_ofa", "people"),
    "sessions": pgettext_noop("pretalx_ofa", "sessions"),
    "times": pgettext_noop("pretalx_ofa", "sessions at new times"),
    "speakers": pgettext_noop("pretalx_ofa", "speakers of sessions"),
    "breaks": pgettext_noop("pretalx_ofa", "breaks"),
    "organisations": pgettext_noop("pretalx_ofa", "organisations"),
    "affiliations": pgettext_noop("pretalx_ofa", "affiliations"),
    "translations": pgettext_noop("pretalx_ofa", "translations"),
    # Fields that a file may lack.
    "biography": pgettext_noop("pretalx_ofa", "biographies"),
    "abstract": pgettext_noop("pretalx_ofa", "abstracts"),
    "description": pgettext_noop("pretalx_ofa", "descriptions"),
    "language": pgettext_noop("pretalx_ofa", "languages of sessions"),
    "track": pgettext_noop("pretalx_ofa", "tracks of sessions"),
    "type": pgettext_noop("pretalx_ofa", "types of sessions"),
    "do_not_record": pgettext_noop("pretalx_ofa", "wishes not to be recorded"),
}
DONE = {
    "created": pgettext_noop("pretalx_ofa", "{number} created"),
    "left": pgettext_noop("pretalx_ofa", "{number} left as is"),
    "unchanged": pgettext_noop("pretalx_ofa", "{number} unchanged"),
    "updated": pgettext_noop("pretalx_ofa", "{number} updated"),
}


class Report:
    """``counts[kind][created|updated|unchanged|left]``, and notes. "left": the file lacks it."""

    def __init__(self, notes=()):
        self.counts = defaultdict(Counter)
        self.notes = list(notes)

    def note(self, message, **values):
        self.notes.append(Sentence(message, values))

    def __str__(self):
        language = get_language() or "en"
        translate = words(language).translate
        lines = [
            f"{translate(KINDS[kind])}: "
            + ", ".join(
                translate(DONE[done]).format(number=number)
                for done, number in sorted(counter.items())
                if number
            )
            for kind, counter in self.counts.items()
            if counter.total()
        ]
        return "\n".join([*lines, *(note.translated(language) for note in self.notes)])

    @property
    def changed(self):
        return any(c["created"] or c["updated"] for c in self.counts.values())
