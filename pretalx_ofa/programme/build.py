"""From pretalx's database to a :class:`Programme`, in a constant number of queries."""

from collections import defaultdict

from i18nfield.strings import LazyI18nString
from pretalx.common.templatetags.rich_text import markdown_engine
from pretalx.schedule.enums import SlotType
from pretalx.schedule.models import TalkSlot
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliation
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.organisations.models import OrganisationName
from pretalx_ofa.organisations.registry.changes import names_until_accepted
from pretalx_ofa.programme import records
from pretalx_ofa.programme.markup import from_html
from pretalx_ofa.programme.text import Text, Value
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import biography_language, fingerprint

COMING = (SubmissionStates.ACCEPTED, SubmissionStates.CONFIRMED)


def build_released(event, schedule=None, *, reconstructed=False):
    """The picture of a released version (the current one by default).

    Raises ValueError where nothing is released.
    """
    schedule = schedule or event.current_schedule
    if not schedule or not schedule.version:
        raise ValueError("nothing is released")
    slots = schedule.talks.filter(is_visible=True, start__isnull=False)
    submissions = event.submissions.filter(pk__in=slots.values("submission_id"))
    source = "reconstructed" if reconstructed else "released"
    return _Builder(event, slots, submissions).build(source, schedule.version)


def build_unreleased(event):
    """The draft picture of the schedule editor: the accepted and confirmed sessions with a time."""
    slots = event.wip_schedule.talks.filter(start__isnull=False)
    submissions = event.submissions.filter(pk__in=slots.values("submission_id"), state__in=COMING)
    return _Builder(event, slots, submissions).build("unreleased")


def build_accepted(event):
    """The draft picture of all accepted and confirmed proposals, without any times."""
    submissions = event.submissions.filter(state__in=COMING)
    return _Builder(event, TalkSlot.objects.none(), submissions).build("accepted")


class _Builder:
    """What one build has read; every method turns some of it into records of the picture."""

    def __init__(self, event, slots, submissions):
        self.event = event
        self.languages = event_languages(event)
        self.logistic_tracks = set(event.settings.ofa_logistics_tracks)
        self.logistic_types = set(event.settings.ofa_logistics_types)
        self.slots = list(slots.order_by("start", "pk"))
        self.submissions = list(submissions.order_by("code"))
        self.tracks = list(event.tracks.select_related("ofa_theme"))
        self.types = {kind.pk: kind for kind in event.submission_types.all()}

        self.speakers, profiles = defaultdict(list), {}
        roles = SpeakerRole.objects.filter(submission__in=submissions)
        for role in roles.select_related("speaker__user").order_by("position", "pk"):
            self.speakers[role.submission_id].append(role.speaker)
            profiles[role.speaker_id] = role.speaker
        self.spoken = defaultdict(set)
        for submission in self.submissions:
            for profile in self.speakers[submission.pk]:
                self.spoken[profile.pk].add(submission.content_locale)
        self.profiles = sorted(profiles.values(), key=lambda profile: profile.code)

        self.affiliations = defaultdict(list)
        shown = Affiliation.objects.filter(
            speaker__event=event, is_public=True, confirmation=Affiliation.Confirmation.CONFIRMED
        )
        self.organisation_names, kept = defaultdict(list), {}
        for affiliation in shown.select_related("organisation").annotate(
            kept_names=names_until_accepted(event, "organisation")
        ):
            if affiliation.speaker_id in profiles:
                self.affiliations[affiliation.speaker_id].append(affiliation)
                if affiliation.kept_names:
                    kept[affiliation.organisation_id] = affiliation.kept_names
        names = OrganisationName.objects.filter(
            organisation__in=shown.values("organisation_id"), kind__in=OrganisationName.MAIN
        )
        for pk, *name in names.values_list("organisation_id", "value", "language", "kind"):
            self.organisation_names[pk].append(name)
        self.organisation_names |= kept

        self.session_affiliations = defaultdict(list)
        for row in SessionAffiliation.objects.filter(submission__event=event):
            self.session_affiliations[row.submission_id].append(row.affiliation_id)

        self.translations = defaultdict(list)
        for translation in Translation.objects.filter(
            event=event, state=Translation.State.APPROVED, language__in=self.languages
        ):
            owner = translation.submission_id, translation.speaker_id
            self.translations[owner].append(translation)

    def build(self, source, version=""):
        times, breaks = self._times()
        sessions = [self._session(submission, times) for submission in self.submissions]
        if source != "accepted":
            sessions = [session for session in sessions if session.slots]
        present = {speaking.person for session in sessions for speaking in session.speakers}
        people = [self._person(p) for p in self.profiles if p.code in present]
        rooms = {slot.room for session in sessions for slot in session.slots}
        rooms |= {item.slot.room for item in breaks}
        tracks = {session.track for session in sessions}
        types = {session.type for session in sessions}
        return records.Programme(
            format=records.FORMAT,
            event=records.Event(
                slug=self.event.slug,
                name=self._i18n(self.event.name),
                timezone=self.event.timezone,
                date_from=self.event.date_from,
                date_to=self.event.date_to,
            ),
            languages=self.languages,
            source=source,
            version=version,
            rooms=[
                records.Room(id=room.pk, name=self._i18n(room.name))
                for room in self.event.rooms.all()
                if room.pk in rooms
            ],
            tracks=[self._track(track) for track in self.tracks if track.pk in tracks],
            types=[
                records.SessionType(id=kind.pk, name=self._i18n(kind.name))
                for kind in self.types.values()
                if kind.pk in types
            ],
            organisations=self._organisations(people),
            people=people,
            sessions=sessions,
            breaks=breaks,
        )

    def _times(self):
        """Session slots by submission, and the breaks. A session without a room is not public."""
        times, breaks = defaultdict(list), []
        for slot in self.slots:
            at = records.Slot(
                start=slot.start.astimezone(self.event.tz),
                end=(slot.end or slot.start).astimezone(self.event.tz),
                room=slot.room_id,
            )
            if slot.submission_id and slot.room_id:
                times[slot.submission_id].append(at)
            elif not slot.submission_id and slot.slot_type != SlotType.BLOCKER:
                breaks.append(records.Break(title=self._i18n(slot.description), slot=at))
        return times, breaks

    def _session(self, submission, times):
        slots = times[submission.pk]
        kind = self.types[submission.submission_type_id]
        scheduled = int((slots[0].end - slots[0].start).total_seconds() // 60) if slots else 0
        translations = self.translations[submission.pk, None]
        original = submission.content_locale
        return records.Session(
            code=submission.code,
            title=self._text(original, "title", submission.title, translations),
            abstract=self._text(original, "abstract", submission.abstract, translations),
            description=self._text(original, "description", submission.description, translations),
            language=original,
            minutes=scheduled or submission.duration or kind.default_duration,
            type=kind.pk,
            track=submission.track_id,
            speakers=[
                records.Speaking(person=profile.code, affiliations=self._under(profile, submission))
                for profile in self.speakers[submission.pk]
            ],
            slots=slots,
            logistics=submission.track_id in self.logistic_tracks or kind.pk in self.logistic_types,
            do_not_record=submission.do_not_record,
        )

    def _under(self, profile, submission):
        own = [affiliation.pk for affiliation in self.affiliations[profile.pk]]
        return [pk for pk in self.session_affiliations[submission.pk] if pk in own] or own

    def _person(self, profile):
        affiliations = [
            records.Affiliation(
                id=a.pk,
                organisation=a.organisation_id,
                name="" if a.organisation_id else a.as_entered,
                kind=a.kind,
                role=self._i18n(a.role),
                unit=self._i18n(a.unit),
                since=a.since,
                until=a.until,
            )
            for a in self.affiliations[profile.pk]
        ]
        return records.Person(
            code=profile.code,
            name=profile.get_display_name(),
            biography=self._text(
                biography_language(self.spoken[profile.pk], self.event),
                "biography",
                profile.biography,
                self.translations[None, profile.pk],
            ),
            affiliations=affiliations,
        )

    def _organisations(self, people):
        used = {a.organisation for person in people for a in person.affiliations}
        found = {
            a.organisation_id: a.organisation
            for group in self.affiliations.values()
            for a in group
            if a.organisation_id in used and a.organisation_id
        }
        return [self._organisation(found[pk]) for pk in sorted(found)]

    def _organisation(self, organisation):
        names = self.organisation_names[organisation.pk]
        values, original = {}, "und"
        for name, language, kind in names:
            code = language or "und"
            if kind == OrganisationName.Kind.DISPLAY:
                original = code
                values[code] = Value(text=name)
            else:
                values.setdefault(code, Value(text=name, state="approved"))
        return records.Organisation(
            id=organisation.pk,
            name=Text(
                original=original, values=values or {original: Value(text=organisation.name)}
            ),
            ror=organisation.ror or "",
            country=organisation.country,
            city=organisation.city,
            website=organisation.website,
        )

    def _track(self, track):
        theme = getattr(track, "ofa_theme", None)
        return records.Track(
            id=track.pk,
            name=self._i18n(track.name),
            color=(theme and theme.color) or track.color or "#808080",
            code=theme.code if theme else "",
            shape=theme.shape if theme else "",
            description=self._i18n(track.description, rich=True),
        )

    def _i18n(self, value, *, rich=False):
        """What an organiser filled in; a plain string stands in the event's main language."""
        data = value.data if isinstance(value, LazyI18nString) else value
        if not isinstance(data, dict):
            data = {self.event.locale: data}
        values = {
            code: Value(
                text=str(text),
                state="original" if code == self.event.locale else "approved",
                document=document_of(text) if rich else None,
            )
            for code, text in data.items()
            if text and str(text).strip()
        }
        return Text(original=self.event.locale, values=values) if values else Text()

    @staticmethod
    def _text(original, name, source, translations):
        """A submitted text and its approved translations; without a source there is none."""
        if not (source or "").strip():
            return Text()
        rich = name != "title"
        values = {original: Value(text=source, document=document_of(source) if rich else None)}
        for translation in translations:
            if translation.field == name and translation.language != original:
                values[translation.language] = Value(
                    text=translation.text,
                    state="approved",
                    outdated=translation.source_hash != fingerprint(source),
                    document=document_of(translation.text) if rich else None,
                )
        return Text(original=original, values=values)


def document_of(markdown):
    """The tree of a text in pretalx's Markdown (None where it is nothing but a plain line)."""
    return from_html(markdown_engine().reset().convert(str(markdown))) or None
