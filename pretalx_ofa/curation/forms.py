"""The forms of the speakers list: what it is filtered by, and one speaker's organisations."""

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, pgettext, pgettext_lazy
from pretalx.common.forms.fields import CountableOption
from pretalx.common.forms.renderers import InlineFormRenderer
from pretalx.common.forms.widgets import SearchInput

from pretalx_ofa.affiliations.editing import MOST, TooManyError
from pretalx_ofa.affiliations.facets import Facets, Gap, named
from pretalx_ofa.affiliations.section import SpeakerSection
from pretalx_ofa.base.asked import MOST_CHARACTERS
from pretalx_ofa.base.counted import counted_sessions, speakers_of
from pretalx_ofa.base.fields import IdField, LineField
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.clashes.comparing import digest
from pretalx_ofa.clashes.forms import ComparedForm, MadeFromField
from pretalx_ofa.clashes.keeping import keep, save
from pretalx_ofa.curation.fields import one_of, several
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.languages import babel_locale
from pretalx_ofa.organisations.queries import names_of

# So many organisations are offered, those of most speakers; words find the others.
OFFERED = 200
LENGTH = 500
EVERYBODY, NEW = "all", "new"


class PeopleForm(forms.Form):
    """What the list of speakers is filtered by; each choice with the number of its speakers."""

    default_renderer = InlineFormRenderer

    q = LineField(
        label=pgettext_lazy("pretalx_ofa", "Search"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=SearchInput,
    )
    who = forms.ChoiceField(
        label=pgettext_lazy("pretalx_ofa", "Who"),
        choices=(
            ("counted", pgettext_lazy("pretalx_ofa", "Speakers that count now")),
            (EVERYBODY, pgettext_lazy("pretalx_ofa", "Everybody with a proposal")),
        ),
        required=False,
        widget=one_of(),
    )
    gap = several(pgettext_lazy("pretalx_ofa", "What is missing"))
    organisation = several(pgettext_lazy("pretalx_ofa", "Organisations"))
    country = several(pgettext_lazy("pretalx_ofa", "Countries"))
    track = several(pgettext_lazy("pretalx_ofa", "Tracks"))

    class Media:
        # Also those of the fields that htmx brings later.
        js = [forms.Script("pretalx_ofa/combobox.js", defer="")]
        css = {"all": ["orga/css/forms/search.css", "pretalx_ofa/sections.css"]}

    def __init__(self, data, *, event):
        super().__init__(data)
        self.event = event
        is_everybody = data.get("who") == EVERYBODY
        self.sessions = event.submissions.all() if is_everybody else counted_sessions(event)
        self.facets = Facets(event, speakers_of(self.sessions))
        self._offer("gap", [(gap.value, gap.label, self.facets.gaps[gap]) for gap in Gap])
        self._offer("organisation", self._organisations())
        self._offer("country", self._countries())
        self._offer_tracks()

    def _offer(self, name, entries):
        self.fields[name].choices = [
            (value, CountableOption(label, len(speakers))) for value, label, speakers in entries
        ]

    # What is asked for and nobody has is offered too: it finds nobody, and not everybody.

    def _organisations(self):
        found = sorted(self.facets.organisations.items(), key=lambda entry: -len(entry[1]))
        asked = {read_id(pk) for pk in self.data.getlist("organisation")} - {None}
        pks = dict.fromkeys([*(pk for pk, _speakers in found[:OFFERED]), *asked])
        names = names_of(pks, get_language())
        return [(pk, names[pk], self.facets.organisations[pk]) for pk in pks if pk in names]

    def _countries(self):
        territories = babel_locale(get_language()).territories
        asked = territories.keys() & self.data.getlist("country")
        codes = sorted(asked | self.facets.countries.keys())
        return [(c, territories.get(c, c), self.facets.countries[c]) for c in codes]

    def _offer_tracks(self):
        if not self.event.get_feature_flag("use_tracks"):
            del self.fields["track"]
            return
        found = self.sessions.order_by().values_list("track")
        counts = dict(found.annotate(Count("speakers", distinct=True)))
        self.fields["track"].choices = [
            (track.pk, CountableOption(track.name, counts.get(track.pk, 0)))
            for track in self.event.tracks.all()
        ]

    def speakers(self):
        """The profiles that are asked for; what cannot be asked for is ignored."""
        self.full_clean()
        asked = self.cleaned_data
        found = speakers_of(self._sessions(asked.get("track")))
        for name, facet, read in (
            ("gap", self.facets.gaps, str),
            ("organisation", self.facets.organisations, int),
            ("country", self.facets.countries, str),
        ):
            if values := asked.get(name):
                found = found.filter(pk__in=set().union(*(facet[read(v)] for v in values)))
        return named(found, asked["q"]) if asked.get("q") else found

    def _sessions(self, tracks):
        return self.sessions.filter(track__in=tracks) if tracks else self.sessions


class OrganisationsForm(ComparedForm, forms.Form):
    """The organisations of one speaker: one field for each affiliation, and one to add another.

    ``affiliations`` are the speaker's, in order. What else an affiliation says stays as it is.
    """

    class Media:
        js = [forms.Script("pretalx_ofa/combobox.js", defer="")]
        css = {"all": ["pretalx_ofa/sections.css"]}

    def __init__(self, data=None, *, speaker, affiliations):
        super().__init__(data, auto_id=f"ofa-{speaker.code}-%s")
        self.section = SpeakerSection(speaker)
        self.known = {row.pk: str(row.organisation or row.as_entered) for row in affiliations}
        search = reverse(
            "plugins:pretalx_ofa:orga_organisation_search", kwargs={"event": speaker.event.slug}
        )
        for pk, name in (*self.known.items(), (NEW, "")):
            self.fields[f"organisation-{pk}"] = LineField(
                label=pgettext("pretalx_ofa", "Organisation"),
                max_length=LENGTH,
                initial=name,
                required=False,
                widget=forms.TextInput(
                    attrs={
                        "data-ofa-search": search,
                        "data-ofa-chosen": f"chosen-{pk}",
                        "placeholder": pgettext("pretalx_ofa", "Add an organisation"),
                    }
                ),
            )
            self.fields[f"chosen-{pk}"] = IdField(required=False)
        self.add_made_from()

    def add_made_from(self):
        stored = {f"{pk}.organisation": name for pk, name in self.known.items()}
        self.fields[self.made_from_name] = MadeFromField({} if self.is_bound else stored)

    @property
    def rows(self):
        """[(field of the words, field of the choice)]"""
        return [(self[f"organisation-{pk}"], self[f"chosen-{pk}"]) for pk in (*self.known, NEW)]

    def save(self, *, person, recording):
        """Stores what was changed; :class:`Saved`, with the keys of new affiliations in it."""
        self.section.recording = recording
        sent = {pk: self._sent(pk) for pk in self.known if f"organisation-{pk}" in self.data}
        posted = {f"{pk}.organisation": value for pk, value in sent.items()}
        saved = save(self.section, posted, self.made_from, person=person)
        kept = keep(self.section, self._gone(), person=person)
        saved = saved._replace(clashes=saved.clashes + kept)
        if value := self._sent(NEW):
            try:
                pk = self.section.add({"organisation": value}, person=person, known=self.known)
                saved.changed.add(f"{pk}.organisation")
            except TooManyError:
                text = pgettext("pretalx_ofa", "nobody may have more than {number} affiliations.")
                saved.problems[NEW] = text.format(number=MOST)
        return saved

    def words(self):
        """What was typed in the fields that differ, or what stood there, for a person to read."""
        typed = {pk: self.cleaned_data[f"organisation-{pk}"] for pk in (*self.known, NEW)}
        standing = self.known | {NEW: ""}
        changed = [words or standing[pk] for pk, words in typed.items() if words != standing[pk]]
        return "; ".join(changed)

    def _gone(self):
        """{key: value} of what was typed for affiliations that are there no more."""
        typed = {
            read_id(name.removeprefix("organisation-")): cleaned(words)[:LENGTH]
            for name, words in self.data.items()
            if name.startswith("organisation-")
        }
        return {
            str(pk): {"organisation": words}
            for pk, words in typed.items()
            if pk
            and pk not in self.known
            and self.made_from.get(key := f"{pk}.organisation") != digest(key, words)
        }

    def _sent(self, pk):
        """The words, or [words, id of the record that is meant], as the section has them."""
        words = self.cleaned_data[f"organisation-{pk}"]
        chosen = self.cleaned_data[f"chosen-{pk}"]
        return [words, chosen] if words and chosen else words
