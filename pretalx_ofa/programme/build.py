"""From pretalx's database to a :class:`Programme`, in a constant number of queries."""

from collections import defaultdict
from itertools import chain

from i18nfield.strings import LazyI18nString
from pretalx.common.templatetags.rich_text import markdown_engine
from pretalx.schedule.enums import SlotType
from pretalx.schedule.models import TalkSlot
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.queries import (
    chosen_affiliations,
    person_details,
    public_affiliations,
)
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.organisations.models import OrganisationName
from pretalx_ofa.organisations.registry.changes import names_until_accepted
from pretalx_ofa.programme import records
from pretalx_ofa.programme.markup import from_html
from pretalx_ofa.programme.text import Text, Value
from pretalx_ofa.tracks.colour import clean
from pretalx_ofa.tracks.looks import looks
from pretalx_ofa.translations.fields import public_fields_of
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
        self.tracks = list(event.tracks.all())
        self.looks = looks(event)
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

        self.affiliations = public_affiliations(event)
        self.details = person_details(event)
        self.organisation_names = defaultdict(list)
        names = OrganisationName.objects.filter(
            organisation__in={
                affiliation.organisation_id
                for affiliation in chain.from_iterable(self.affiliations.values())
            },
            kind__in=OrganisationName.MAIN,
        )
        for pk, *name in names.values_list("organisation_id", "value", "language", "kind"):
            self.organisation_names[pk].append(name)
        self.organisation_names |= names_until_accepted(event)

        self.session_affiliations = chosen_affiliations(event)

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
            **self._texts("submission", submission, original, translations),
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
        return self.session_affiliations.get((submission.pk, profile.pk))

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
            for a in self.affiliations.get(profile.pk, ())
        ]
        details = self.details.get(profile.pk)
        return records.Person(
            code=profile.code,
            name=profile.get_display_name(),
            sort_name=details.sort_name if details else "",
            orcid=details.orcid if details else "",
            affiliations=affiliations,
            **self._texts(
                "speaker",
                profile,
                biography_language(self.spoken[profile.pk], self.event),
                self.translations[None, profile.pk],
            ),
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
        look = self.looks[track.pk]
        return records.Track(
            id=track.pk,
            name=self._i18n(track.name),
            color=clean(track.color),
            **look._asdict(),
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

    def _texts(self, kind, owner, original, translations):
        """{field: :class:`Text`} of an owner's translatable texts."""
        return {
            name: self._text(original, field, field.original(owner), translations)
            for name, field in public_fields_of(kind).items()
        }

    @staticmethod
    def _text(original, field, source, translations):
        """A submitted text and its approved translations; without a source there is none."""
        if not source.strip():
            return Text()
        rich = field.markdown
        values = {original: Value(text=source, document=document_of(source) if rich else None)}
        for translation in translations:
            if translation.field == field.name and translation.language != original:
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
