"""Sections on pretalx's speaker and proposal pages."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext, pgettext_lazy

from pretalx_ofa.affiliations.editing import MOST, TooManyError
from pretalx_ofa.affiliations.models import Affiliation, PersonDetails
from pretalx_ofa.affiliations.orcid import is_mistyped, read_orcid
from pretalx_ofa.affiliations.rows import MORE, AffiliationRows, split
from pretalx_ofa.affiliations.section import (
    DETAILS,
    ORDER,
    SessionSection,
    SpeakerSection,
    named,
    years_problem,
)
from pretalx_ofa.base.fields import LineField
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.clashes.comparing import digest
from pretalx_ofa.clashes.forms import ComparedSectionForm
from pretalx_ofa.clashes.keeping import keep, save
from pretalx_ofa.organisations.queries import known_names

NEW, GONE = "new", "gone"


class AffiliationsForm(AffiliationRows, ComparedSectionForm):
    """A speaker's affiliations as rows, with empty ones to add to, and how to file their name."""

    label = pgettext_lazy("pretalx_ofa", "Affiliations")
    template_name = "pretalx_ofa/affiliations/rows.html"

    def __init__(self, *, speaker, **kwargs):
        self.speaker, self.event = speaker, speaker.event
        super().__init__(**kwargs)
        self.languages = self.add_languages(self.event)
        self.section = SpeakerSection(speaker, self.languages)
        self.standing = self.section.standing
        self.add_made_from()
        self._add_details()
        for number, row in enumerate(self.rows):
            self.add_row(number, row if isinstance(row, Affiliation) else Affiliation())

    @property
    def is_sent(self):
        return any(key.startswith(("ofa-affiliation-", "ofa-person-")) for key in self.data)

    @cached_property
    def rows(self):
        """The affiliation of each row; NEW for one to add, GONE for one that is there no more."""
        if not self.is_bound:
            return [*self.standing.values(), *[NEW] * min(MOST - len(self.standing), self.more)]
        rows = []
        # One more than can be stored, so that somebody is told of it.
        while len(rows) <= len(self.standing) + MOST:
            pk = self.data.get(self.key(len(rows), "id"))
            if pk is None:
                break
            rows.append(self.standing.get(read_id(pk), GONE) if pk else NEW)
        return rows

    @property
    def more(self):
        return 1 if self.standing else 2

    def _add_details(self):
        details = PersonDetails.objects.filter(speaker=self.speaker).first() or PersonDetails()
        if not self.is_own:
            self.fields["ofa-person-sort_name"] = LineField(
                label=pgettext("pretalx_ofa", "Sort name"),
                help_text=pgettext("pretalx_ofa", "How lists file the name: “Silva, Ana da”."),
                max_length=200,
                required=False,
                initial=details.sort_name,
            )
        self.fields["ofa-person-orcid"] = OrcidField(
            label=pgettext("pretalx_ofa", "ORCID iD"),
            help_text=pgettext(
                "pretalx_ofa", "As in 0000-0002-1825-0097. It is shown in the programme."
            ),
            required=False,
            initial=details.orcid,
        )

    def get_context(self):
        return super().get_context() | {
            "carried": self.carried,
            "organisations": [] if self.is_own else known_names(self.event),
            "details": [self[name] for name in self.fields if name.startswith("ofa-person-")],
            "rows": [
                self.row_context(number, row if isinstance(row, Affiliation) else Affiliation())
                for number, row in enumerate(self.rows)
            ],
        }

    def name_of(self, field):
        if field.startswith("ofa-person-"):
            return super().name_of(field)
        number = field.removeprefix("ofa-affiliation-").partition("-")[0]
        text = pgettext("pretalx_ofa", "row {number}, {field}")
        return text.format(number=int(number) + 1, field=self.fields[field].label)

    def store(self):
        person = self.request.user
        posted = self._sent_details()
        for number, row in enumerate(self.rows):
            if row is GONE:
                self._keep_gone(number)
            elif row is not NEW and self.cleaned_data.get(self.key(number, "delete")):
                posted[f"{row.pk}.delete"] = True
            elif row is not NEW:
                posted |= {f"{row.pk}.{name}": v for name, v in self.sent(number, row).items()}
        saved = save(self.section, posted, self.made_from, person=person)
        self.clashes += saved.clashes
        numbers = {
            str(row.pk): n for n, row in enumerate(self.rows) if isinstance(row, Affiliation)
        }
        for key, problem in saved.problems.items():
            pk, name = key.split(".")
            self.problems[self.key(numbers[pk], name)] = [problem]
        self._store_order(self._add_new())

    def _keep_gone(self, number):
        """A row that somebody removed is not added again; what was changed in it is kept."""
        pk = read_id(self.data[self.key(number, "id")]) or 0
        if self.cleaned_data.get(self.key(number, "delete")):
            return
        sent = self.sent(number)
        text = pgettext(
            "pretalx_ofa", "{section}: “{name}” was removed meanwhile and is not added again."
        )
        name = self.section.readable("organisation", sent.get("organisation", "")) or number + 1
        messages.warning(self.request, text.format(section=self.label, name=name))
        is_changed = any(
            self.made_from.get(key := f"{pk}.{name}") != digest(key, value)
            for name, value in sent.items()
        )
        if is_changed:
            self.clashes += keep(self.section, {str(pk): sent}, person=self.request.user)

    def _add_new(self):
        """Adds the rows that are new; {number of the row: primary key} of them."""
        added = {}
        known = {row.pk for row in self.rows if isinstance(row, Affiliation)}
        for number, row in enumerate(self.rows):
            if row is not NEW:
                continue
            sent = self.sent(number)
            if problem := years_problem(sent.get("since"), sent.get("until")):
                self.problems[self.key(number, "until")] = [problem]
                del sent["until"]
            try:
                pk = self.section.add(sent, person=self.request.user, known=known)
            except TooManyError as error:
                self.problems[self.key(number, "organisation")] = [str(error)]
                break
            if pk:
                added[number] = pk
                known.add(pk)
        return added

    def _store_order(self, added):
        """Whoever changes a number moves that row to this place; a row's own number is its place."""
        places, page = [], []
        for number, row in enumerate(self.rows):
            pk = row.pk if isinstance(row, Affiliation) else added.get(number)
            if not pk or self.cleaned_data.get(self.key(number, "delete")):
                continue
            place = self.cleaned_data.get(self.key(number, "position"))
            place = number + 1 if place is None else place
            moved = (place > number + 1) - (place < number + 1)
            places.append((place, moved, number, pk))
            page.append(pk)
        if not any(moved for _place, moved, *_rest in places):
            return
        rest = [pk for pk in self.section.rows() if pk not in page]
        order = [pk for *_place, pk in sorted(places)]
        made_from = {ORDER: digest(ORDER, page + rest)} if self.made_from else {}
        saved = save(self.section, {ORDER: order + rest}, made_from, person=self.request.user)
        self.clashes += saved.clashes

    def _sent_details(self):
        return {
            f"{DETAILS}.{name}": self.cleaned_data[f"ofa-person-{name}"]
            for name in ("sort_name", "orcid")
            if f"ofa-person-{name}" in self.data and f"ofa-person-{name}" in self.cleaned_data
        }


class OwnAffiliationsForm(AffiliationsForm):
    """For the speaker: one field a row, the others folded away, and of them what the event asks for."""

    template_name = "pretalx_ofa/affiliations/own_rows.html"
    is_own = True
    more = MORE

    def get_context(self):
        context = super().get_context()
        return context | split(context["rows"])

    def decide_url(self):
        return reverse("plugins:pretalx_ofa:me", kwargs={"event": self.event.slug})


class OrcidField(LineField):
    """An ORCID iD, with or without hyphens and address. Its check digit is verified; nothing is fetched."""

    def clean(self, value):
        value = super().clean(value)
        found = read_orcid(value) if value else ""
        if found is None and is_mistyped(value):
            text = pgettext(
                "pretalx_ofa",
                "This is not an ORCID iD: its last character does not fit the others. One of them is mistyped.",
            )
            raise ValidationError(text)
        if found is None:
            text = pgettext(
                "pretalx_ofa",
                "This is not an ORCID iD. It has 16 characters, as in 0000-0002-1825-0097.",
            )
            raise ValidationError(text)
        return found


class SessionAffiliationsForm(ComparedSectionForm):
    """For speakers with several affiliations: which of them a session is given under.

    ``only`` for one of them: the speaker's own form.
    """

    label = pgettext_lazy("pretalx_ofa", "Given under these affiliations")

    def __init__(self, *, submission, only=None, **kwargs):
        self.section = SessionSection(submission, only)
        super().__init__(**kwargs)
        self.speakers = {}
        for speaker, offered, chosen in self.section.choices:
            name = f"ofa-under-{speaker.pk}"
            self.speakers[name] = str(speaker.pk)
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=speaker.get_display_name(),
                choices=[(affiliation.pk, named(affiliation)) for affiliation in offered],
                coerce=read_id,
                initial=chosen,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if self.speakers:
            self.add_made_from()
            self.fields["ofa-under"] = forms.CharField(
                initial="1", required=False, widget=forms.HiddenInput
            )

    @property
    def is_sent(self):
        return "ofa-under" in self.data

    def store(self):
        posted = {}
        for name, key in self.speakers.items():
            ticked = [read_id(pk) for pk in self.data.getlist(name)]
            if self.made_from.get(key) == digest(key, ticked):
                # Untouched, also where one of them can be chosen no longer.
                self.problems.pop(name, None)
            elif name in self.cleaned_data:
                posted[key] = self.cleaned_data[name]
        self.clashes += save(self.section, posted, self.made_from, person=self.request.user).clashes

    def decide_url(self):
        if self.section.only:
            session = self.section.thing
            where = {"event": session.event.slug, "code": session.code}
            return reverse("plugins:pretalx_ofa:own_session", kwargs=where)
        return super().decide_url()
