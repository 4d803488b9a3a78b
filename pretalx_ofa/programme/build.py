"""Building a :class:`Programme` from the rows of an event.

No text and no stored row can fail a build: a record that cannot be built is replaced by a plain one
and reported to organisers as a :class:`Problem`.
"""

import logging
from typing import NamedTuple

import msgspec
from django.utils.timezone import now
from django.utils.translation import override
from i18nfield.strings import LazyI18nString
from pretalx.schedule.models import TalkSlot
from pretalx.submission.domain.queries.submission import featured_submissions
from pretalx.submission.enums import SubmissionStates

from pretalx_ofa.organisations.models import OrganisationName
from pretalx_ofa.programme import records
from pretalx_ofa.programme.documents import Documents
from pretalx_ofa.programme.rows import AffiliationRows, Rows
from pretalx_ofa.programme.text import Text, Value
from pretalx_ofa.tracks.colour import clean
from pretalx_ofa.translations.fields import public_fields_of
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import biography_language, fingerprint

COMING = (SubmissionStates.ACCEPTED, SubmissionStates.CONFIRMED)
# Sources whose sessions have no slots.
WITHOUT_TIMES = {"featured", "accepted"}
logger = logging.getLogger(__name__)


class Problem(NamedTuple):
    """A text or record that is shown without its formatting. ``code`` is a session's or person's."""

    kind: str
    code: str
    field: str
    error: str


class Built(NamedTuple):
    """A programme and the [:class:`Problem`] found while building it."""

    programme: records.Programme
    problems: list


def build_released(event, schedule=None, *, reconstructed=False, earlier=None, working=None):
    """:class:`Built` of a released version, the current one by default, without drafts.

    ``earlier`` is a programme whose documents and times of change are taken over where the texts
    are the same. ``working`` is called for every session: a long build stays known as alive.
    Raises ValueError where nothing is released.
    """
    schedule = schedule or event.current_schedule
    if not schedule or not schedule.version:
        raise ValueError("nothing is released")
    shown = schedule.talks.filter(is_visible=True, start__isnull=False, room__isnull=False)
    submissions = event.submissions.filter(pk__in=shown.values("submission_id"))
    rows = Rows(event, schedule.talks.all(), submissions, only_visible=True)
    source = "reconstructed" if reconstructed else "released"
    return _Builder(rows, earlier, working).build(source, schedule.version, schedule.published)


def build_featured(event, *, earlier=None, working=None):
    """:class:`Built` of the sessions that pretalx features, without any times.

    ``earlier`` and ``working`` are those of :func:`build_released`.
    """
    submissions = event.submissions.filter(pk__in=featured_submissions(event).values("pk"))
    rows = Rows(event, TalkSlot.objects.none(), submissions)
    return _Builder(rows, earlier, working).build("featured")


def build_unreleased(event):
    """The draft of the schedule editor: the accepted and confirmed sessions with a time."""
    slots = event.wip_schedule.talks
    timed = slots.filter(start__isnull=False)
    submissions = event.submissions.filter(pk__in=timed.values("submission_id"), state__in=COMING)
    return _Builder(Rows(event, slots.all(), submissions)).build("unreleased").programme


def build_accepted(event):
    """The draft of all accepted and confirmed proposals, without any times."""
    submissions = event.submissions.filter(state__in=COMING)
    return _Builder(Rows(event, TalkSlot.objects.none(), submissions)).build("accepted").programme


def build_speaker(profile):
    """A programme of nothing but a speaker, with the affiliations that the public may know of."""
    return _Builder(AffiliationRows(profile.event, profile)).speaker(profile)


class _Builder:
    def __init__(self, rows, earlier=None, working=None):
        self.rows, self.event = rows, rows.event
        self.earlier = earlier
        self.working = working or (lambda: None)
        self.documents = Documents(earlier)
        self.problems, self.is_careful = [], False
        self.seen = now()
        self.logistic_tracks = set(self.event.settings.ofa_logistics_tracks)
        self.logistic_types = set(self.event.settings.ofa_logistics_types)
        # pretalx shows no photos of an event that does not ask for them.
        self.has_photos = self.event.cfp.request_avatar

    def build(self, *about):
        """:class:`Built`, from ``source, version, released``.

        The JSON is decoded once as a test. Where that fails each record is tried by itself, to find
        the one that breaks it.
        """
        # pretalx has words for whoever has no name: in the language of the event, not of the reader
        # who happens to build.
        with override(self.event.locale):
            try:
                programme = _stored_and_read(self._programme(*about))
            except (ValueError, RecursionError):
                self.is_careful, self.problems, self.documents.failed = True, [], []
                programme = _stored_and_read(self._programme(*about))
        return Built(programme, self.problems)

    def _programme(self, source, version="", released=None):
        rows = self.rows
        sessions = [self._guarded("session", s, s.code) for s in rows.submissions.values()]
        sessions = [s for s in sessions if s and (s.slots or source in WITHOUT_TIMES)]
        present = {speaking.person for session in sessions for speaking in session.speakers}
        people = [self._guarded("person", p, p.code) for p in rows.profiles if p.code in present]
        breaks = [self._guarded("break", slot, "") for slot in rows.breaks]
        breaks = [item for item in breaks if item]
        rooms = {slot.room for session in sessions for slot in session.slots}
        rooms |= {item.slot.room for item in breaks}
        tracks = {session.track for session in sessions}
        types = {session.type for session in sessions}
        return records.Programme(
            format=records.FORMAT,
            event=self._event(),
            languages=rows.languages,
            source=source,
            version=version,
            released=released,
            rooms=[
                records.Room(
                    id=room.pk,
                    name=self._i18n(room.name),
                    description=self._i18n(room.description),
                )
                for room in rows.rooms
                if room.pk in rooms
            ],
            tracks=[self._track(track) for track in rows.tracks if track.pk in tracks],
            types=[
                records.SessionType(id=kind.pk, name=self._i18n(kind.name))
                for kind in rows.types.values()
                if kind.pk in types
            ],
            organisations=self._organisations(people),
            people=people,
            sessions=sessions,
            breaks=breaks,
        )

    def speaker(self, profile):
        """A programme of nothing but a speaker's public affiliations."""
        person = records.Person(
            code=profile.code,
            name=_word(profile.get_display_name()),
            affiliations=self._affiliations(profile),
        )
        return records.Programme(
            format=records.FORMAT,
            event=self._event(),
            languages=self.rows.languages,
            source="accepted",
            organisations=self._organisations([person]),
            people=[person],
        )

    def _event(self):
        return records.Event(
            slug=self.event.slug,
            name=self._i18n(self.event.name),
            timezone=self.event.timezone,
            date_from=self.event.date_from,
            date_to=self.event.date_to,
        )

    # A session or person that cannot be recorded in full is recorded plain: it costs nobody else
    # a page.

    def _guarded(self, kind, row, code):
        """The record that ``_KIND(row)`` makes, or ``_plain_KIND(row)`` where that fails, else None."""
        self.working()
        known = len(self.documents.failed)
        for make in (getattr(self, f"_{kind}"), getattr(self, f"_plain_{kind}")):
            try:
                record = make(row)
                if self.is_careful:
                    _stored_and_read(record)
            except Exception as error:  # whatever is in the row
                logger.exception("The %s %s cannot be recorded as it stands", kind, code)
                self.problems.append(Problem(kind, code, "", repr(error)[:500]))
            else:
                for text in self.documents.failed[known:]:
                    self.problems.append(Problem(kind, code, "text", text[:100]))
                return record
        return None

    def _plain_session(self, submission):
        return records.Session(
            code=submission.code,
            title=_plain(submission.content_locale, submission.title),
            abstract=_plain(submission.content_locale, submission.abstract),
            language=_word(submission.content_locale) or "und",
            minutes=0,
            type=submission.submission_type_id,
            track=submission.track_id,
            speakers=[
                records.Speaking(person=profile.code)
                for profile in self.rows.speakers[submission.pk]
            ],
            slots=[self._slot(slot) for slot in self.rows.slots[submission.pk]],
        )

    def _plain_person(self, profile):
        return records.Person(code=profile.code, name=_word(profile.get_display_name()))

    def _plain_break(self, slot):
        return records.Break(title=Text(), slot=self._slot(slot))

    def _slot(self, slot):
        return records.Slot(
            start=slot.start.astimezone(self.event.tz),
            end=(slot.end or slot.start).astimezone(self.event.tz),
            room=slot.room_id,
            uid=str(slot.uuid) if slot.submission_id else "",
        )

    def _break(self, slot):
        return records.Break(title=self._i18n(slot.description), slot=self._slot(slot))

    def _session(self, submission):
        rows, original = self.rows, submission.content_locale
        slots = [self._slot(slot) for slot in rows.slots[submission.pk]]
        kind = rows.types[submission.submission_type_id]
        scheduled = int((slots[0].end - slots[0].start).total_seconds() // 60) if slots else 0
        translations = rows.translations[submission.pk, None]
        resources = rows.resources[submission.pk]
        session = records.Session(
            code=submission.code,
            id=submission.pk,
            guid=rows.guids.get(submission.pk, ""),
            **self._texts("submission", submission, original, translations),
            language=original,
            minutes=scheduled or submission.duration or kind.default_duration,
            type=kind.pk,
            track=submission.track_id,
            speakers=[
                records.Speaking(
                    person=profile.code,
                    affiliations=rows.chosen.get((submission.pk, profile.pk)),
                )
                for profile in rows.speakers[submission.pk]
            ],
            slots=slots,
            links=[records.Link(title=r.description, url=r.link) for r in resources if r.link],
            attachments=[
                records.Attachment(title=r.description, file=r.resource.name)
                for r in resources
                if r.resource and not r.link
            ],
            logistics=submission.track_id in self.logistic_tracks or kind.pk in self.logistic_types,
            do_not_record=submission.do_not_record,
        )
        return msgspec.structs.replace(session, changed=self._changed(session))

    def _changed(self, session):
        """When the present content was first seen: as an earlier programme says, or now."""
        earlier = self.earlier and self.earlier.session.get(session.code)
        if earlier and msgspec.structs.replace(earlier, changed=None) == session:
            return earlier.changed
        return self.seen

    def _person(self, profile):
        details = self.rows.details.get(profile.pk)
        photo = profile.profile_picture if profile.profile_picture_id else None
        return records.Person(
            code=profile.code,
            name=profile.get_display_name(),
            sort_name=details.sort_name if details else "",
            orcid=details.orcid if details else "",
            photo=records.Photo(file=photo.avatar.name, thumbnail=photo.avatar_thumbnail.name or "")
            if photo and photo.has_avatar and self.has_photos
            else None,
            **self._texts(
                "speaker",
                profile,
                biography_language(self.rows.spoken[profile.pk], self.event),
                self.rows.translations[None, profile.pk],
            ),
            affiliations=self._affiliations(profile),
        )

    def _affiliations(self, profile):
        return [self._affiliation(row) for row in self.rows.affiliations.get(profile.pk, ())]

    def _affiliation(self, row):
        return records.Affiliation(
            id=row.pk,
            organisation=row.organisation_id,
            name="" if row.organisation_id else row.as_entered,
            kind=row.kind,
            # Nobody knows the language of what came without one.
            role=self._i18n(row.role, unlabelled="und"),
            unit=self._i18n(row.unit, unlabelled="und"),
            since=row.since,
            until=row.until,
        )

    def _organisations(self, people):
        used = {a.organisation for person in people for a in person.affiliations} - {None}
        return [self._organisation(self.rows.organisations[pk]) for pk in sorted(used)]

    def _organisation(self, organisation):
        values, original = {}, "und"
        for name, language, kind in self.rows.names[organisation.pk]:
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
        look = self.rows.looks[track.pk]
        return records.Track(
            id=track.pk,
            name=self._i18n(track.name),
            color=clean(track.color),
            code=look.code,
            shape=look.shape,
            ink=look.ink,
            tint=look.tint,
            mark=look.mark,
            description=self._i18n(track.description, is_markdown=True),
        )

    def _i18n(self, value, *, is_markdown=False, unlabelled=None):
        """The :class:`Text` of a LazyI18nString; a plain str is in ``unlabelled``, by default the
        event's main language. The original is that language, else the programme's first that is there.
        """
        data = value.data if isinstance(value, LazyI18nString) else value
        if not isinstance(data, dict):
            data = {unlabelled or self.event.locale: data}
        words = {code: _word(text) for code, text in data.items() if _word(text)}
        order = (self.event.locale, *self.rows.languages, *words)
        original = next((code for code in order if code in words), "")
        values = {
            code: Value(
                text=text,
                state="original" if code == original else "approved",
                document=self.documents.of(text) if is_markdown else None,
            )
            for code, text in words.items()
        }
        return Text(original=original, values=values)

    def _texts(self, kind, owner, original, translations):
        """{field: :class:`Text`} of what the public may read of an owner's texts."""
        return {
            name: self._text(original, field, field.original(owner), translations)
            for name, field in public_fields_of(kind).items()
        }

    def _text(self, original, field, source, translations):
        """A submitted text and its translations; of those that are not approved only the state.

        Without a source there is no text.
        """
        if not _word(source):
            return Text()
        values = {original: self._value(field, source)}
        for translation in translations:
            if translation.field != field.name or translation.language == original:
                continue
            outdated = translation.source_hash != fingerprint(source)
            if translation.state != Translation.State.APPROVED:
                values[translation.language] = Value(state=translation.state, outdated=outdated)
            else:
                values[translation.language] = self._value(
                    field, translation.text, state="approved", outdated=outdated
                )
        return Text(original=original, values=values)

    def _value(self, field, text, **about):
        return Value(
            text=text, document=self.documents.of(text) if field.markdown else None, **about
        )


def _stored_and_read(record):
    """The record as it comes back from its JSON; raises ValueError where it does not."""
    return msgspec.json.decode(msgspec.json.encode(record), type=type(record))


def _plain(language, text):
    language = _word(language) or "und"
    text = _word(text)
    return Text(original=language, values={language: Value(text=text)}) if text else Text()


def _word(text):
    """The text without lone surrogates (which JSON cannot hold); "" for blank ones."""
    text = str(text or "").encode("utf-8", "replace").decode()
    return text if text.strip() else ""
