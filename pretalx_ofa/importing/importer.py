"""From a :class:`Programme` to pretalx objects of an event.

Entries are found again by their key in the file, so that a second run changes nothing and a newer
file changes what is new. People get accounts under ``.invalid`` that never receive mail. What
organisers may have edited since (affiliations, translations) is only ever added.
"""

import hashlib
from collections import Counter, defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django_scopes import scope, scopes_disabled
from i18nfield.strings import LazyI18nString
from pretalx.event.domain.event import initialise_event
from pretalx.event.domain.plugins import enable_plugin
from pretalx.event.models import Event
from pretalx.person.models import SpeakerProfile, User
from pretalx.schedule.domain.release import freeze_schedule
from pretalx.schedule.enums import SlotType
from pretalx.schedule.models import Room, TalkSlot
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models import Submission, SubmissionType, Track
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.editing import (
    EARLIEST,
    LATEST,
    add_imported,
    choose_imported,
    describe_imported,
)
from pretalx_ofa.affiliations.orcid import read_orcid
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.base.wording import cleaned
from pretalx_ofa.organisations.models import Organisation, OrganisationName
from pretalx_ofa.organisations.queries import folded, organisations_by_name
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.models import ImportedObject
from pretalx_ofa.tracks.looks import ensure_themes
from pretalx_ofa.translations.fields import TITLE_LENGTH, public_fields_of
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import fingerprint

BATCH = 500
NAME_LENGTH = 120


class Report:
    """What an import did: ``counts[kind][created|updated|unchanged]`` and notes for a person."""

    def __init__(self):
        self.counts = defaultdict(Counter)
        self.notes = []

    def __str__(self):
        lines = [
            f"{kind}: " + ", ".join(f"{number} {done}" for done, number in sorted(counter.items()))
            for kind, counter in self.counts.items()
        ]
        return "\n".join([*lines, *self.notes])

    @property
    def changed(self):
        return any(c["created"] or c["updated"] for c in self.counts.values())


class _DryRun(Exception):  # noqa: N818 -- never leaves this module
    pass


def import_programme(programme, *, event=None, slug="", organiser=None, dry_run=False):
    """Imports into ``event``, or makes an event ``slug`` of ``organiser`` and releases it.

    All or nothing. Returns (event, :class:`Report`); raises ValueError for what cannot be stored.
    """
    report = Report()
    try:
        with transaction.atomic(), scopes_disabled():
            is_new = event is None
            if is_new:
                event = _make_event(programme, slug, organiser)
            with scope(event=event):
                _Importer(event, programme, report, is_new=is_new).run()
                if is_new:
                    _release(event, programme, report)
            if dry_run:
                raise _DryRun  # noqa: TRY301 -- how a transaction is taken back
    except _DryRun:
        pass
    else:
        with scope(event=event):
            snapshots.refresh(event)
    return event, report


def _make_event(programme, slug, organiser):
    known = dict(settings.LANGUAGES)
    spoken = Counter(session.language for session in programme.sessions)
    locales = [code for code in programme.languages if code in known] or ["en"]
    event = Event.objects.create(
        organiser=organiser,
        slug=slug,
        name=_i18n(programme.event.name) or slug,
        date_from=programme.event.date_from,
        date_to=programme.event.date_to,
        timezone=programme.event.timezone,
        email=f"{slug}@{slug}.invalid",
        is_public=True,
        locale=locales[0],
        locales=locales,
        content_locales=list(dict.fromkeys([*locales, *programme.languages, *spoken])),
    )
    initialise_event(event)
    event.feature_flags |= {"use_tracks": True, "present_multiple_times": True}
    event.save()
    enable_plugin(event, "pretalx_ofa")
    if programme.languages != locales:
        event.settings.set("ofa_languages", programme.languages)
    return event


def _release(event, programme, report):
    version = programme.version.strip()[:190]
    if not version or version in {"wip", "latest"}:
        version = "1.0"
    freeze_schedule(event.wip_schedule, version, notify_speakers=False)
    for name in ("current_schedule", "wip_schedule"):
        event.__dict__.pop(name, None)
    report.notes.append(f"released as version {version}")


class _Importer:
    def __init__(self, event, programme, report, *, is_new):
        self.event, self.programme, self.report, self.is_new = event, programme, report, is_new
        self.known = defaultdict(dict)
        for row in ImportedObject.objects.filter(event=event):
            self.known[row.kind][row.key] = row.object_id
        self.fresh = []

    def run(self):
        self.rooms = self._named("rooms", self.programme.rooms, self.event.rooms, self._new_room)
        self.tracks = self._named(
            "tracks", self.programme.tracks, self.event.tracks, self._new_track
        )
        self.types = self._named(
            "types", self.programme.types, self.event.submission_types, self._new_type
        )
        self._looks()
        self._people()
        self._sessions()
        self._slots()
        self._roles()
        self._details()
        self._affiliations()
        self._translations()
        self._logistics()
        ImportedObject.objects.bulk_create(self.fresh, batch_size=BATCH)
        mark_changed(self.event)

    def _remember(self, kind, key, thing):
        self.known[kind][str(key)] = thing.pk
        self.fresh.append(
            ImportedObject(event=self.event, kind=kind, key=str(key)[:190], object_id=thing.pk)
        )

    def _named(self, kind, records, existing, make):
        """{id in the file: object} for rooms, tracks and types; equal names are one object."""
        by_pk = {thing.pk: thing for thing in existing.all()}
        by_name = {}
        for thing in by_pk.values():
            for name in _names(thing.name):
                by_name.setdefault(name, thing)
        taken = {pk for pk in self.known[kind].values() if pk in by_pk}
        found = {}
        for record in records:
            thing = by_pk.get(self.known[kind].get(str(record.id)))
            if not thing:
                same = [by_name[n] for n in _names(_i18n(record.name)) if n in by_name]
                thing = next((t for t in same if t.pk not in taken), None)
                if thing:
                    taken.add(thing.pk)
                    self._remember(kind, record.id, thing)
            done = "unchanged"
            if not thing:
                thing = make(record)
                self._remember(kind, record.id, thing)
                done = "created"
            self.report.counts[kind][done] += 1
            found[record.id] = thing
        return found

    def _new_room(self, record):
        return Room.objects.create(event=self.event, name=_i18n(record.name, 100))

    def _new_track(self, record):
        return Track.objects.create(
            event=self.event,
            name=_i18n(record.name),
            description=_i18n(record.description, None) or "",
            color=record.color,
            position=self.event.tracks.count(),
        )

    def _looks(self):
        wanted = {
            self.tracks[record.id].pk: (record.code, record.shape)
            for record in self.programme.tracks
        }
        ensure_themes(self.event, self.tracks.values(), wanted=wanted)

    def _new_type(self, record):
        lengths = Counter(s.minutes for s in self.programme.sessions if s.type == record.id)
        length = lengths.most_common(1)[0][0] if lengths else 30
        name = _i18n(record.name, 100)
        if self.is_new and not self.known["types"]:
            # A new event has one session type already; a stray "Talk" would help nobody.
            default = self.event.cfp.default_type
            default.name, default.default_duration = name, length
            default.save()
            return default
        return SubmissionType.objects.create(event=self.event, name=name, default_duration=length)

    def _people(self):
        self.profiles = self._existing("people", SpeakerProfile, self.programme.people)
        fresh = [p for p in self.programme.people if p.code not in self.profiles]
        changed = []
        for person in self.programme.people:
            if person.code in self.profiles:
                self._update("people", self.profiles[person.code], _person(person), changed)
        names = ["name", *(field.source for field in public_fields_of("speaker").values())]
        SpeakerProfile.objects.bulk_update(changed, names, batch_size=BATCH)
        self._new_people(fresh)

    def _new_people(self, fresh):
        addresses = {person.code: self._address(person) for person in fresh}
        accounts = {
            user.email: user
            for chunk in _chunks(list(addresses.values()))
            for user in User.objects.filter(email__in=chunk)
        }
        missing = [p for p in fresh if addresses[p.code] not in accounts]
        codes = iter(User.generate_unique_codes(len(missing)))
        users = [
            User(
                email=addresses[person.code],
                name=person.name[:NAME_LENGTH],
                code=next(codes),
                locale=self.event.locale,
                timezone=self.event.timezone,
            )
            for person in missing
        ]
        for user in users:
            user.set_unusable_password()
        User.objects.bulk_create(users, batch_size=BATCH)
        accounts |= {user.email: user for user in users}
        codes = iter(SpeakerProfile.generate_unique_codes(len(fresh), event=self.event))
        taken = set(SpeakerProfile.objects.filter(event=self.event).values_list("code", flat=True))
        profiles = []
        for person in fresh:
            spare = next(codes)
            code = person.code if _is_code(person.code) and person.code not in taken else spare
            taken.add(code)
            profile = SpeakerProfile(
                event=self.event,
                user=accounts[addresses[person.code]],
                code=code,
                **_person(person),
            )
            # Since pretalx 2026.3 it is stored, by save(), which bulk_create does not call.
            if hasattr(profile, "compute_guid"):
                profile.guid = profile.compute_guid()
            profiles.append(profile)
        SpeakerProfile.objects.bulk_create(profiles, batch_size=BATCH)
        for person, profile in zip(fresh, profiles, strict=True):
            self.profiles[person.code] = profile
            self._remember("people", person.code, profile)
        self.report.counts["people"]["created"] += len(fresh)

    def _address(self, person):
        """Never to be mailed (RFC 2606), and the same for the same person of the same event."""
        digest = hashlib.sha256(person.code.encode()).hexdigest()[:20]
        return f"{digest}@{self.event.slug}.invalid".lower()

    def _sessions(self):
        records = self.programme.sessions
        self.submissions = self._existing("sessions", Submission, records)
        fresh, changed = [], []
        for record in records:
            if record.code in self.submissions:
                self._update(
                    "sessions", self.submissions[record.code], self._fields(record), changed
                )
            else:
                fresh.append(record)
        names = list(self._fields(records[0])) if records else []
        Submission.objects.bulk_update(changed, names, batch_size=BATCH)
        spare = iter(Submission.generate_unique_codes(len(fresh)))
        taken = self._codes_elsewhere([r.code for r in fresh if _is_code(r.code)])
        created = []
        for record in fresh:
            code = next(spare)
            if _is_code(record.code) and record.code not in taken:
                code = record.code
            taken.add(code)
            created.append(
                Submission(
                    event=self.event,
                    code=code,
                    state=SubmissionStates.CONFIRMED,
                    slot_count=max(1, len(record.slots)),
                    **self._fields(record),
                )
            )
        Submission.objects.bulk_create(created, batch_size=BATCH)
        for record, submission in zip(fresh, created, strict=True):
            self.submissions[record.code] = submission
            self._remember("sessions", record.code, submission)
        self.report.counts["sessions"]["created"] += len(fresh)

    @staticmethod
    def _codes_elsewhere(wanted):
        """Codes are unique in the whole instance, not per event."""
        with scopes_disabled():
            return {
                code
                for chunk in _chunks(wanted)
                for code in Submission.all_objects.filter(code__in=chunk).values_list(
                    "code", flat=True
                )
            }

    def _fields(self, record):
        texts = _originals(record, "submission")
        if len(title := texts["title"]) > TITLE_LENGTH:
            # Nothing is lost: the whole title opens the abstract.
            texts["abstract"] = f"**{title}**\n\n{texts['abstract']}".strip()
            texts["title"] = title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
        kind = self.types.get(record.type) or self.event.cfp.default_type
        track = self.tracks.get(record.track)
        return {
            **texts,
            "content_locale": record.language,
            "submission_type_id": kind.pk,
            "track_id": track and track.pk,
            "duration": record.minutes or None,
            "do_not_record": record.do_not_record,
        }

    def _existing(self, kind, model, records):
        """{code in the file: object} of those that an earlier run made and nobody deleted."""
        by_pk = {}
        wanted = [self.known[kind][r.code] for r in records if r.code in self.known[kind]]
        for chunk in _chunks(wanted):
            by_pk |= model.objects.filter(event=self.event).in_bulk(chunk)
        found = {}
        for record in records:
            pk = self.known[kind].get(record.code)
            if pk in by_pk:
                found[record.code] = by_pk[pk]
            elif pk:
                # Deleted since: it comes back, under a new entry.
                ImportedObject.objects.filter(event=self.event, kind=kind, key=record.code).delete()
        return found

    def _update(self, kind, thing, values, changed):
        differs = {k: v for k, v in values.items() if _plain(getattr(thing, k)) != _plain(v)}
        for name, value in differs.items():
            setattr(thing, name, value)
        if differs:
            changed.append(thing)
        self.report.counts[kind]["updated" if differs else "unchanged"] += 1

    def _slots(self):
        wip = self.event.wip_schedule
        standing, breaks = defaultdict(set), set()
        for slot in wip.talks.all():
            if slot.submission_id:
                standing[slot.submission_id].add((slot.start, slot.end, slot.room_id))
            else:
                breaks.add((slot.start, slot.end, slot.room_id, str(slot.description)))
        fresh, moved = [], []
        for record in self.programme.sessions:
            submission = self.submissions[record.code]
            wanted = {at for slot in record.slots if (at := self._at(slot, record))}
            if not wanted:
                self.report.notes.append(f"not placed: {submission.title}")
            if not wanted or wanted == standing[submission.pk]:
                continue
            moved.append(submission.pk)
            fresh += [self._slot(wip, *at, submission=submission) for at in sorted(wanted, key=str)]
        for chunk in _chunks(moved):
            wip.talks.filter(submission__in=chunk).delete()
        for record in self.programme.breaks:
            title = _i18n(record.title) or ""
            at = self._at(record.slot, record)
            if at and (*at, str(title)) not in breaks:
                fresh.append(self._slot(wip, *at, slot_type=SlotType.BREAK, description=title))
                self.report.counts["breaks"]["created"] += 1
            elif at:
                self.report.counts["breaks"]["unchanged"] += 1
        TalkSlot.objects.bulk_create(fresh, batch_size=BATCH)
        if moved:
            self.report.counts["times"]["created"] += len(moved)

    def _at(self, slot, record):
        """(start, end, room) of a slot that can stand in this event's schedule, else None."""
        room = self.rooms.get(slot.room)
        local = slot.start.astimezone(self.event.tz).date()
        if not (self.event.date_from <= local <= self.event.date_to):
            return None
        if not room and hasattr(record, "code"):
            return None
        return slot.start, slot.end, room and room.pk

    @staticmethod
    def _slot(schedule, start, end, room, **fields):
        return TalkSlot(schedule=schedule, start=start, end=end, room_id=room, **fields)

    def _roles(self):
        standing = defaultdict(dict)
        for role in SpeakerRole.objects.filter(submission__event=self.event):
            standing[role.submission_id][role.speaker_id] = role
        fresh = []
        for record in self.programme.sessions:
            submission = self.submissions[record.code]
            wanted = list(dict.fromkeys(s.person for s in record.speakers))
            for position, person in enumerate(wanted):
                profile = self.profiles.get(person)
                if profile and profile.pk not in standing[submission.pk]:
                    fresh.append(
                        SpeakerRole(submission=submission, speaker=profile, position=position)
                    )
        SpeakerRole.objects.bulk_create(fresh, batch_size=BATCH)

    def _affiliations(self):
        organisations = self._organisations()
        records = [(p, record) for p in self.programme.people for record in p.affiliations]
        ids = add_imported(
            self.event,
            [
                (self.profiles[person.code].pk, self._affiliation(record, organisations))
                for person, record in records
            ],
        )
        made = {
            (person.code, record.id): pk
            for (person, record), pk in zip(records, ids, strict=True)
            if pk
        }
        if made:
            self.report.counts["affiliations"]["created"] += len(made)
        if lost := len(records) - len(made):
            self.report.notes.append(f"affiliations that were not added: {lost}")
        self._session_affiliations(made)

    @staticmethod
    def _affiliation(record, organisations):
        organisation = organisations.get(record.organisation)
        return {
            "organisation": organisation,
            "as_entered": cleaned(str(organisation or record.name))[:500],
            "role": _i18n(record.role) or "",
            "unit": _i18n(record.unit, 300) or "",
            "since": _year(record.since),
            "until": _year(record.until),
            "kind": record.kind,
        }

    def _session_affiliations(self, made):
        """Stores the choices: an empty list is an explicit none, no list means all affiliations."""
        people = {person for person, _number in made}
        own = {p.code: [a.id for a in p.affiliations] for p in self.programme.people}
        choose_imported(
            {
                (self.submissions[session.code].pk, self.profiles[speaking.person].pk): [
                    made[speaking.person, number]
                    for number in speaking.affiliations
                    if (speaking.person, number) in made
                ]
                for session in self.programme.sessions
                for speaking in session.speakers
                if speaking.affiliations is not None
                and speaking.person in people
                # Files of before listed all of them in their own order, which is no choice.
                and speaking.affiliations != own[speaking.person]
            }
        )

    def _details(self):
        details = {
            self.profiles[person.code].pk: (person.sort_name, read_orcid(person.orcid) or "")
            for person in self.programme.people
            if person.sort_name or person.orcid
        }
        describe_imported(details)

    def _organisations(self):
        """{id in the file: organisation}: the registry's or the event's own by its id, else by a
        name of the event's own, else a new one of its own."""
        found, named = {}, organisations_by_name(self.event)
        ids = [record.ror for record in self.programme.organisations if record.ror]
        known = {}
        for chunk in _chunks(ids):
            usable = Organisation.objects.for_event(self.event).filter(ror__in=chunk)
            # The registry's come last and win: what it says of them is kept up to date.
            known |= {o.ror: o for o in usable.order_by(F("event").asc(nulls_last=True))}
        for record in self.programme.organisations:
            name = _original(record.name)
            thing = known.get(record.ror) or named.get(folded(name))
            if not thing:
                thing = self._new_organisation(record, name)
                self.report.counts["organisations"]["created"] += 1
            found[record.id] = thing
        return found

    def _new_organisation(self, record, name):
        organisation = Organisation.objects.create(
            event=self.event,
            name=name[:500],
            ror=record.ror or None,
            country=record.country[:2],
            city=record.city[:200],
            website=record.website[:500],
        )
        original = record.name.original
        OrganisationName.objects.bulk_create(
            OrganisationName(
                organisation=organisation,
                value=value.text[:500],
                language="" if code == "und" else code,
                kind="display" if code == original else "label",
            )
            for code, value in record.name.values.items()
        )
        return organisation

    def _translations(self):
        standing = set(
            Translation.objects.filter(event=self.event).values_list(
                "submission_id", "speaker_id", "field", "language"
            )
        )
        fresh = []
        sources = [
            (self.submissions[s.code].pk, None, field, getattr(s, field))
            for s in self.programme.sessions
            for field in public_fields_of("submission")
        ]
        sources += [
            (None, self.profiles[p.code].pk, field, getattr(p, field))
            for p in self.programme.people
            for field in public_fields_of("speaker")
        ]
        for submission, speaker, field, text in sources:
            for language, value in text.values.items():
                key = (submission, speaker, field, language)
                if language == text.original or key in standing:
                    continue
                fresh.append(
                    Translation(
                        event=self.event,
                        submission_id=submission,
                        speaker_id=speaker,
                        field=field,
                        language=language,
                        text=value.text,
                        source_hash="" if value.outdated else fingerprint(_original(text)),
                    )
                )
        Translation.objects.bulk_create(fresh, batch_size=BATCH)
        if fresh:
            self.report.counts["translations"]["created"] += len(fresh)

    def _logistics(self):
        """Marks tracks and types whose sessions are all logistics; single sessions cannot be marked."""
        if not self.is_new:
            return
        for name, known in (("track", self.tracks), ("type", self.types)):
            members = defaultdict(list)
            for session in self.programme.sessions:
                members[getattr(session, name)].append(session.logistics)
            out = [known[key].pk for key, flags in members.items() if key in known and all(flags)]
            if out:
                self.event.settings.set(f"ofa_logistics_{name}s", out)


def _original(text):
    value = text.values.get(text.original) or next(iter(text.values.values()), None)
    return value.text if value else ""


def _originals(record, owner):
    """{attribute of pretalx's object: text} of what can be translated."""
    return {
        field.source: _original(getattr(record, name))
        for name, field in public_fields_of(owner).items()
    }


def _person(record):
    return {"name": record.name[:NAME_LENGTH], **_originals(record, "speaker")}


def _year(year):
    return year if year and EARLIEST <= year <= LATEST else None


def _i18n(text, length=200):
    data = {code: value.text[:length] for code, value in text.values.items()}
    return LazyI18nString(data) if data else None


def _names(value):
    data = getattr(value, "data", value)
    values = data.values() if isinstance(data, dict) else [data]
    return [str(name).strip().casefold() for name in values if name]


def _plain(value):
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


def _is_code(code):
    return 3 <= len(code) <= 16 and set(code) <= set(Submission.code_charset)


def _chunks(items):
    return (items[n : n + BATCH] for n in range(0, len(items), BATCH))
