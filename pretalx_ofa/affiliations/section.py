"""What the forms of affiliations have in them, field by field, so that two people can edit at once."""

from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations import editing, invited
from pretalx_ofa.affiliations.models import Affiliation, PersonDetails
from pretalx_ofa.affiliations.queries import choices_for_session, of_invited
from pretalx_ofa.base.activity import log
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.wording import by_language, with_languages
from pretalx_ofa.clashes.sections import Section, section
from pretalx_ofa.i18n.languages import bcp47, language_name
from pretalx_ofa.organisations.queries import name_in

DETAILS, ORDER, DELETE = "person", "order", "delete"
WORDS = ("role", "unit")
PLAIN = ("kind", "since", "until", "is_public")


@section
class SpeakerSection(Section):
    """Keys are ``person.sort_name`` and ``person.orcid``, ``order`` (a list of ids), and of each
    affiliation ``ID.organisation`` (words, or [words, id of the record that is meant]), ``ID.kind``,
    ``ID.since``, ``ID.until``, ``ID.is_public``, ``ID.role.LANGUAGE`` and ``ID.unit.LANGUAGE``.

    ``ID.delete`` is True for one to remove; stored it is all of the affiliation, so that removing
    clashes with any change. ``ID`` alone is a row that was removed: {name: value}.
    """

    name = "affiliations"
    owner = "speaker"
    permission = "person.update_speakerprofile"

    def __init__(self, thing, languages=None, recording=None):
        super().__init__(thing)
        self.languages = languages or event_languages(self.event)
        # Of a page whose changes can be undone.
        self.recording = recording

    def rows(self):
        """{primary key: :class:`Affiliation`} in order."""
        found = Affiliation.objects.filter(speaker=self.thing).select_related("organisation")
        return {row.pk: row for row in found}

    @cached_property
    def standing(self):
        """:meth:`rows` as they were when first asked for."""
        return self.rows()

    def stored(self):
        details = PersonDetails.objects.filter(speaker=self.thing).first() or PersonDetails()
        rows = self.rows()
        values = {
            f"{DETAILS}.sort_name": details.sort_name,
            f"{DETAILS}.orcid": details.orcid,
            ORDER: list(rows),
        }
        for pk, row in rows.items():
            own = self.values_of(row)
            values |= {f"{pk}.{name}": value for name, value in own.items()}
            values[f"{pk}.{DELETE}"] = own
        return values

    def values_of(self, row):
        """{name: value} of an affiliation."""
        values = {"organisation": str(row.organisation or row.as_entered)}
        for name in WORDS:
            words = by_language(getattr(row, name), self.languages)
            values |= {f"{name}.{code}": text for code, text in words.items()}
        return values | {name: getattr(row, name) for name in PLAIN}

    def problems(self, stored, changed):
        found, values = {}, stored | changed
        for key in changed:
            pk, _, name = key.partition(".")
            if pk.isdecimal() and name and f"{pk}.{DELETE}" not in stored:
                found[key] = pgettext("pretalx_ofa", "the affiliation was removed meanwhile.")
        for pk in {key.partition(".")[0] for key in changed}:
            if pk in changed and pk.isdecimal() and len(stored[ORDER]) >= editing.MOST:
                found[pk] = str(editing.TooManyError())
            since, until = values.get(f"{pk}.since"), values.get(f"{pk}.until")
            if is_wrong := years_problem(since, until):
                found[f"{pk}.until" if f"{pk}.until" in changed else f"{pk}.since"] = is_wrong
        return found

    def write(self, values, *, person):
        by_row = {}
        for key, value in values.items():
            pk, _, name = key.partition(".")
            by_row.setdefault(pk, {})[name] = value
        if details := by_row.pop(DETAILS, None):
            editing.describe(self.thing, details, person=person)
        order = by_row.pop(ORDER, None)
        rows = self.rows()
        for pk, changed in by_row.items():
            row = rows.get(int(pk))
            if row and changed.get(DELETE):
                editing.remove(row, person=person)
            elif row:
                self._store(row, changed, person)
            elif "" in changed:
                self.add(changed[""], person=person)
        if order:
            self._arrange(order[""], person)

    def add(self, values, *, person, known=()):
        """Adds an affiliation of {name: value}; its primary key.

        One that is there already with the same content is not stored twice, unless it is among the
        ``known`` ones (primary keys). None where there is no content. Raises :class:`TooManyError`.
        """
        blank = self.values_of(Affiliation())
        own = blank | values
        if own | {"is_public": True} == blank:
            return None
        rows = self.rows()
        for pk, row in rows.items():
            standing = self.values_of(row)
            if pk not in known and own | _words_of(row, own) == standing:
                if row.confirmation == Affiliation.Confirmation.SUGGESTED:
                    editing.confirm(row, person=person)
                return pk
        return self._store(None, own, person)

    def _store(self, row, changed, person):
        fields = fields_of(changed, row)
        return editing.store(self.thing, row, fields, person=person, recording=self.recording)

    def _arrange(self, order, person):
        rows = self.rows()
        # Those that the person did not know of follow.
        ids = [pk for pk in order if pk in rows] + [pk for pk in rows if pk not in order]
        for position, pk in enumerate(ids):
            if rows[pk].position != position:
                editing.store(self.thing, rows[pk], {"position": position}, person=person)

    def label(self, key):
        pk, _, name = key.partition(".")
        if key == ORDER:
            return pgettext("pretalx_ofa", "Order")
        if pk == DETAILS:
            return _label(name)
        row = self.standing.get(int(pk))
        thing = f"“{row}”" if row else pgettext("pretalx_ofa", "Removed affiliation")
        return f"{thing}: {_label(name)}" if name and name != DELETE else thing

    def readable(self, key, value):
        pk, _, name = key.partition(".")
        if key == ORDER:
            rows = self.standing
            return "; ".join(str(rows[pk]) for pk in value or () if pk in rows)
        if isinstance(value, dict):
            parts = {part: _readable(part, one) for part, one in value.items()}
            return "\n".join(f"{_label(part)}: {text}" for part, text in parts.items() if text)
        if value is None and pk.isdecimal() and int(pk) not in self.standing:
            return pgettext("pretalx_ofa", "Removed")
        return _readable(name, value)

    def language(self, key):
        return bcp47(key.split(".")[2]) if key.count(".") == 2 else ""

    def url(self):
        return self.thing.orga_urls.base


def fields_of(changed, row=None):
    """{name: value} of an affiliation as forms have it, as :func:`editing.fill` takes it.

    ``row`` is the stored one, whose words in other languages stay.
    """
    values = {name: value for name, value in changed.items() if "." not in name}
    if isinstance(words := values.get("organisation"), list):
        values["organisation"], values["chosen"] = words
    for name in WORDS:
        words = {
            code: changed[f"{name}.{code}"]
            for code in _languages(changed)
            if f"{name}.{code}" in changed
        }
        if words:
            standing = getattr(row, name) if row else LazyI18nString({})
            values[name] = with_languages(standing, words)
    return values


def years_problem(since, until):
    """A sentence on why a period cannot be; "" if it can."""
    if since and until and since > until:
        return pgettext("pretalx_ofa", "the last year is before the first one.")
    return ""


def _words_of(row, own):
    """The organisation of a stored row, where it is what was typed for another one."""
    typed = own["organisation"]
    words, chosen = typed if isinstance(typed, list) else (typed, None)
    is_same = words in {row.as_entered, str(row.organisation or row.as_entered)}
    if is_same and chosen in {None, row.organisation_id}:
        return {"organisation": str(row.organisation or row.as_entered)}
    return {}


def _languages(values):
    return {name.partition(".")[2] for name in values if "." in name}


def _label(name):
    name, _, code = name.partition(".")
    labels = {
        "sort_name": pgettext("pretalx_ofa", "Sort name"),
        "orcid": pgettext("pretalx_ofa", "ORCID iD"),
        "organisation": pgettext("pretalx_ofa", "Organisation"),
        "kind": pgettext("pretalx_ofa", "Kind"),
        "role": pgettext("pretalx_ofa", "Role"),
        "unit": pgettext("pretalx_ofa", "Unit or department"),
        "since": pgettext("pretalx_ofa", "Since (year)"),
        "until": pgettext("pretalx_ofa", "Until (year)"),
        "is_public": pgettext("pretalx_ofa", "Public"),
    }
    return f"{labels[name]} ({language_name(code, get_language())})" if code else labels[name]


def _readable(name, value):
    if name == DELETE:
        return pgettext("pretalx_ofa", "Remove")
    if name == "is_public":
        return pgettext("pretalx_ofa", "Yes") if value else pgettext("pretalx_ofa", "No")
    if name == "kind":
        return str(dict(Affiliation.Kind.choices).get(value, value))
    if isinstance(value, list):
        return value[0]
    return str(value or "")


def named(affiliation):
    """Where somebody is, in the reader's language."""
    organisation = affiliation.organisation
    return name_in(organisation, get_language()) if organisation else str(affiliation)


@section
class SessionSection(Section):
    """Which affiliations a session is given under: by the primary key of a speaker a list of ids, in
    order, of those that are public. ``only`` of one speaker."""

    name = "given-under"
    owner = "submission"
    permission = "submission.orga_update_submission"

    def __init__(self, thing, only=None):
        super().__init__(thing)
        self.only = only

    @cached_property
    def choices(self):
        return choices_for_session(self.thing, self.only)

    def stored(self):
        return {
            str(speaker.pk): [row.pk for row in offered if row.pk in chosen]
            for speaker, offered, chosen in self.choices
        }

    def has(self, key):
        return not self.only or key == str(self.only.pk)

    def write(self, values, *, person):
        for speaker, offered, _chosen in self.choices:
            if str(speaker.pk) in values:
                editing.choose_for_session(
                    self.thing,
                    speaker,
                    [row.pk for row in offered],
                    values[str(speaker.pk)],
                    person=person,
                )

    def label(self, key):
        text = pgettext("pretalx_ofa", "Given under these affiliations")
        speakers = {str(speaker.pk): speaker for speaker, *_rest in self.choices}
        return f"{text}: {speakers[key].get_display_name()}" if key in speakers else text

    def readable(self, key, value):
        names = {row.pk: named(row) for _one, offered, _chosen in self.choices for row in offered}
        return "; ".join(names[pk] for pk in value or () if pk in names)

    def url(self):
        return self.thing.orga_urls.base


def session_sections(speaker):
    """The :class:`SessionSection` of each of a speaker's proposals."""
    return [SessionSection(session, speaker) for session in speaker.submissions.all()]


@section
class InvitedSection(Section):
    """Where people work who are invited to a proposal: by address a list of names, or of [name, id of
    the record that is meant]."""

    name = "invited"
    owner = "submission"
    permission = "submission.update_submission"

    def stored(self):
        values = {invitation.email.lower(): [] for invitation in self.thing.invitations.all()}
        for row in of_invited(self.thing).select_related("organisation"):
            values.setdefault(row.invited, []).append(str(row.organisation or row.as_entered))
        return values

    def write(self, values, *, person):
        for address, names in values.items():
            invited.write(
                self.thing,
                address,
                [fields_of({"organisation": name}) for name in names],
                person=person,
            )
        # Without words: nobody can erase them from the history of a proposal.
        log(self.thing, "pretalx_ofa.affiliation.invited", person=person, orga=False)

    def problems(self, stored, changed):
        text = pgettext("pretalx_ofa", "the invitation is there no longer.")
        return {key: text for key in changed if key not in stored}

    def label(self, key):
        return key

    def readable(self, key, value):
        return "; ".join(name if isinstance(name, str) else name[0] for name in value or ())

    def url(self):
        return self.thing.orga_urls.base
