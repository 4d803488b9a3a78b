"""Who speaks for which organisation in which session, as one table, for organisers."""

from collections import defaultdict

from i18nfield.strings import LazyI18nString
from pretalx.person.models import SpeakerProfile
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.queries import all_affiliations, all_chosen
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.i18n.languages import babel_locale
from pretalx_ofa.i18n.words import pgettext_noop, words
from pretalx_ofa.organisations.queries import names_of

HEADINGS = (
    pgettext_noop("pretalx_ofa", "Session code"),
    pgettext_noop("pretalx_ofa", "Title"),
    pgettext_noop("pretalx_ofa", "Track"),
    pgettext_noop("pretalx_ofa", "Type"),
    pgettext_noop("pretalx_ofa", "State"),
    pgettext_noop("pretalx_ofa", "Order in the session"),
    pgettext_noop("pretalx_ofa", "Speaker code"),
    pgettext_noop("pretalx_ofa", "Speaker"),
    pgettext_noop("pretalx_ofa", "Order of the affiliation"),
    pgettext_noop("pretalx_ofa", "Given under it"),
    pgettext_noop("pretalx_ofa", "Role"),
    pgettext_noop("pretalx_ofa", "Unit or department"),
    pgettext_noop("pretalx_ofa", "Organisation"),
    pgettext_noop("pretalx_ofa", "ROR id"),
    pgettext_noop("pretalx_ofa", "Country code"),
    pgettext_noop("pretalx_ofa", "Country"),
    pgettext_noop("pretalx_ofa", "Kind"),
    pgettext_noop("pretalx_ofa", "Public"),
    pgettext_noop("pretalx_ofa", "Confirmation"),
    pgettext_noop("pretalx_ofa", "Source"),
    pgettext_noop("pretalx_ofa", "Words as typed"),
)
# The columns of a session, of a speaker in it, and of an affiliation.
SESSION, SPEAKER, AFFILIATION = 5, 3, 13


def affiliation_rows(event):
    """Rows of cells, the first the HEADINGS: one a session, person and affiliation, in any state.

    A session without a speaker, and a speaker without an affiliation, have one with empty cells. Names
    are in the programme's first language. What scripts compare are keys ("confirmed", "import") and
    yes or no as 1 or 0.
    """
    language = event_languages(event)[0]
    translate = words(language).translate
    cells = _Cells(event, language)
    return [[translate(heading) for heading in HEADINGS], *cells.rows()]


class _Cells:
    def __init__(self, event, language):
        self.event, self.language = event, language
        self.affiliations, self.chosen = all_affiliations(event), all_chosen(event)
        rows = [row for group in self.affiliations.values() for row in group]
        self.names = names_of({r.organisation_id for r in rows if r.organisation_id}, language)
        self.territories = babel_locale(language).territories
        self.tracks = {track.pk: track.name for track in event.tracks.all()}
        self.types = {kind.pk: kind.name for kind in event.submission_types.all()}
        profiles = SpeakerProfile.objects.filter(event=event).select_related("user")
        self.profiles = {profile.pk: profile for profile in profiles}
        self.speakers = defaultdict(list)
        roles = SpeakerRole.objects.filter(submission__event=event).order_by("position", "pk")
        for session, speaker in roles.values_list("submission_id", "speaker_id"):
            self.speakers[session].append(speaker)

    def rows(self):
        for session in self.event.submissions.order_by("code").only(
            "code", "title", "track_id", "submission_type_id", "state", "event_id"
        ):
            about = [
                session.code,
                session.title,
                self._named(self.tracks.get(session.track_id)),
                self._named(self.types.get(session.submission_type_id)),
                session.state,
            ]
            speakers = self.speakers.get(session.pk)
            if not speakers:
                yield [*about, *[""] * (SPEAKER + AFFILIATION)]
            for place, speaker in enumerate(speakers or (), start=1):
                profile = self.profiles[speaker]
                person = [place, profile.code, profile.get_display_name()]
                for cells in self._affiliations(session.pk, speaker):
                    yield [*about, *person, *cells]

    def _affiliations(self, session, speaker):
        chosen = self.chosen.get((session, speaker))
        rows = self.affiliations.get(speaker)
        if not rows:
            yield [""] * AFFILIATION
        for place, row in enumerate(rows or (), start=1):
            organisation = row.organisation
            country = organisation.country if organisation else ""
            yield [
                place,
                int(chosen is None or row.pk in chosen),
                self._named(row.role),
                self._named(row.unit),
                self.names.get(row.organisation_id, ""),
                (organisation and organisation.ror) or "",
                country,
                self.territories.get(country, ""),
                row.kind,
                int(row.is_public),
                row.confirmation,
                row.source,
                row.as_entered,
            ]

    def _named(self, value):
        if isinstance(value, LazyI18nString):
            return value.localize(self.language)
        return str(value or "")
