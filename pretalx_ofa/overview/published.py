"""Which words of the programme are published in which of its languages, and what is left to do.

A constant number of queries, whatever the event holds.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations.queries import public_affiliations
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.i18n.languages import bcp47, resolve
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.translations.coverage import OPEN, state_of
from pretalx_ofa.translations.fields import public_fields_of
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import biography_language

# What pretalx or we keep as one text in several languages: {name: label}.
NAMES = {
    "role": pgettext_lazy("pretalx_ofa", "Role"),
    "unit": pgettext_lazy("pretalx_ofa", "Unit or department"),
    "tracks": pgettext_lazy("pretalx_ofa", "Track"),
    "types": pgettext_lazy("pretalx_ofa", "Session type"),
    "rooms": pgettext_lazy("pretalx_ofa", "Room"),
    "organisations": pgettext_lazy("pretalx_ofa", "Organisation"),
}


class Entry(NamedTuple):
    """A text of something called ``name``, in a language; ``page()`` is where it is edited.

    A function, since building the addresses of a thousand sessions takes longer than all else.

    ``owner`` is the Submission or SpeakerProfile of a translatable field, else None.
    """

    name: str
    lang: str
    page: Callable[[], str]
    state: str
    owner: object = None


@dataclass(frozen=True)
class Count:
    """One field in one language: its ``texts``, those with work already begun first."""

    name: str
    label: Promise
    texts: list[Entry]

    @property
    def total(self):
        return len(self.texts)

    @cached_property
    def gaps(self):
        """Those that are left to do."""
        return [text for text in self.texts if text.state in OPEN]

    @property
    def states(self):
        """{state: number} of what is left to do, work begun first."""
        states = [gap.state for gap in self.gaps]
        return {state: states.count(state) for state in OPEN if state in states}

    @property
    def published(self):
        """How many the public reads in this language: an outdated translation is still shown."""
        return sum(gap.state == "outdated" for gap in self.gaps) + self.total - len(self.gaps)

    @property
    def is_complete(self):
        return not self.gaps

    @property
    def order(self):
        """Work already begun first, then what nobody has begun, then what is complete."""
        is_begun = self.published or set(self.states) != {"missing"}
        return 2 if self.is_complete else 0 if is_begun else 1


def published(event, sessions):
    """{language: [:class:`Count`]}, both with work already begun first.

    Fields without any text are left out.
    """
    texts = [*_translatable(event, sessions), *_names(event, sessions)]
    found = {}
    for language in event_languages(event):
        counts = [
            Count(name, label, sorted((text(language) for text in entries), key=_order))
            for name, label, entries in texts
            if entries
        ]
        found[language] = sorted(counts, key=lambda count: count.order)
    # A language with anything left to do comes before those that are complete.
    return dict(sorted(found.items(), key=lambda item: min((c.order for c in item[1]), default=2)))


def _order(entry):
    return OPEN.index(entry.state) if entry.state in OPEN else len(OPEN)


def _translatable(event, sessions):
    """[(name, label, [function of a language giving an :class:`Entry`])] of submitted texts."""
    rows = defaultdict(dict)
    for row in Translation.objects.filter(event=event):
        rows[row.submission_id, row.speaker_id, row.field][row.language] = row

    def entry(owner, key, field, original, name):
        source, translations = field.original(owner), rows[*key, field.name]

        def in_language(language):
            state = state_of(source, original, translations.get(language), language)
            return Entry(
                name,
                bcp47(original),
                lambda: f"{owner.orga_urls.base}#id_ofa-{field.name}-{language}",
                state,
                owner,
            )

        return in_language

    found = []
    for field in public_fields_of("submission").values():
        entries = [
            entry(s, (s.pk, None), field, s.content_locale, s.title)
            for s in sessions.rows
            if field.original(s).strip()
        ]
        found.append((field.name, field.label, entries))
    for field in public_fields_of("speaker").values():
        entries = [
            entry(
                profile,
                (None, profile.pk),
                field,
                biography_language(sessions.spoken[profile.pk], event),
                profile.get_display_name(),
            )
            for profile in sessions.speakers
            if field.original(profile).strip()
        ]
        found.append((field.name, field.label, entries))
    return found


def _names(event, sessions):
    """The same of names, roles and units: there in a language, or missing."""
    speakers = {profile.pk: profile for profile in sessions.speakers}
    public = [
        (speakers[pk], row)
        for pk, rows in public_affiliations(event).items()
        if pk in speakers
        for row in rows
    ]
    used = {row.organisation_id for _speaker, row in public}
    organisations = Organisation.objects.filter(pk__in=used).prefetch_related("names")
    entries = defaultdict(list)

    def add(kind, name, value, page):
        words = value if isinstance(value, dict) else _words(value, event.locale)
        if words:
            entries[kind].append(
                lambda language: Entry(
                    name, "", page, "original" if resolve(language, words) else "missing"
                )
            )

    for speaker, row in public:
        for kind in ("role", "unit"):
            text = getattr(row, kind)
            name = f"{speaker.get_display_name()}: {text}"
            add(kind, name, text, lambda speaker=speaker: speaker.orga_urls.base)
    tracks = {s.track_id for s in sessions.rows}
    types = {s.submission_type_id for s in sessions.rows}
    for kind, things in (
        ("tracks", [track for track in event.tracks.all() if track.pk in tracks]),
        ("types", [kind for kind in event.submission_types.all() if kind.pk in types]),
        ("rooms", event.rooms.all()),
    ):
        for thing in things:
            add(kind, str(thing.name), thing.name, lambda thing=thing: thing.urls.edit)
    for organisation in organisations:
        page = "organisation_edit" if organisation.event_id else "organisation"
        url = reverse(
            f"plugins:pretalx_ofa:{page}", kwargs={"event": event.slug, "pk": organisation.pk}
        )
        names = {n.language: n.value for n in organisation.names.all() if n.is_main and n.language}
        add("organisations", organisation.name, names or organisation.name, lambda url=url: url)
    return [(name, label, entries[name]) for name, label in NAMES.items()]


def _words(value, language):
    """{language: words} of a LazyI18nString; a plain str is in ``language``, as the record has it."""
    data = value.data if isinstance(value, LazyI18nString) else value
    data = data if isinstance(data, dict) else {language: data}
    return {code: text for code, text in data.items() if str(text or "").strip()}
