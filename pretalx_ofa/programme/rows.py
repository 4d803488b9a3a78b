"""What one build reads from the database, in a constant number of queries."""

from collections import defaultdict
from contextlib import suppress
from uuid import UUID

from pretalx.person.models import SpeakerProfile, User
from pretalx.schedule.enums import SlotType
from pretalx.submission.models import Resource
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.queries import (
    chosen_affiliations,
    person_details,
    public_affiliations,
)
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.organisations.models import OrganisationName
from pretalx_ofa.organisations.registry.changes import names_until_accepted
from pretalx_ofa.programme.models import ImportedObject
from pretalx_ofa.tracks.looks import looks
from pretalx_ofa.translations.fields import public_fields_of
from pretalx_ofa.translations.models import Translation

# Only what the record is made of: reading whole rows takes twice as long.
SLOT = "schedule_id submission_id room_id start end is_visible slot_type description".split()
TRANSLATION = "submission_id speaker_id field language text state source_hash".split()
SUBMISSION = (
    "event_id code content_locale duration do_not_record track_id submission_type_id".split()
)
SPEAKER = "event_id code name user_id profile_picture__avatar".split()
SPEAKER += ["profile_picture__avatar_thumbnail"]


def _with_texts(names, owner):
    return [*names, *(field.source for field in public_fields_of(owner).values())]


class AffiliationRows:
    """Of one speaker of an event, or of all, what is public of their affiliations."""

    def __init__(self, event, speaker):
        self.event, self.languages = event, event_languages(event)
        self._read_affiliations(speaker)

    def _read_affiliations(self, speaker=None):
        """``affiliations``: {profile's key: what is public}, ``organisations`` by key, ``names``:
        {organisation's key: [[name, language, kind]]}."""
        self.affiliations = public_affiliations(self.event, speaker)
        self.organisations = {
            affiliation.organisation_id: affiliation.organisation
            for group in self.affiliations.values()
            for affiliation in group
            if affiliation.organisation_id
        }
        names = OrganisationName.objects.filter(
            organisation__in=self.organisations, kind__in=OrganisationName.MAIN
        )
        self.names = defaultdict(list)
        for pk, *name in names.values_list("organisation_id", "value", "language", "kind"):
            self.names[pk].append(name)
        self.names |= names_until_accepted(self.event)


class Rows(AffiliationRows):
    """Rows of an event for a programme of these slots and submissions.

    ``slots`` are all of the schedule's, also those that are not shown: pretalx numbers the slots of a
    session among them.
    """

    def __init__(self, event, slots, submissions, *, only_visible=False):
        self.event, self.only_visible = event, only_visible
        self.languages = event_languages(event)
        self.submissions = {
            s.pk: s
            for s in submissions.only(*_with_texts(SUBMISSION, "submission")).order_by("code")
        }
        self._read_slots(slots)
        self.tracks = list(event.tracks.all())
        self.looks = looks(event)
        self.types = {kind.pk: kind for kind in event.submission_types.all()}
        self.rooms = list(event.rooms.all())
        self._read_people(submissions)
        self._read_affiliations()
        self.chosen = chosen_affiliations(self.event, self.affiliations)
        self.resources = defaultdict(list)
        for resource in Resource.objects.filter(
            submission__in=submissions, is_public=True
        ).order_by("pk"):
            self.resources[resource.submission_id].append(resource)
        # A file gives each time of a session a guid of its own: the first one stays.
        imported = ImportedObject.objects.filter(event=event, kind="sessions").order_by("-pk")
        self.guids = {
            pk: key for pk, key in imported.values_list("object_id", "key") if _is_uuid(key)
        }
        self.translations = defaultdict(list)
        rows = Translation.objects.filter(event=event, language__in=self.languages)
        for translation in rows.values_list(*TRANSLATION, named=True).iterator():
            owner = translation.submission_id, translation.speaker_id
            self.translations[owner].append(translation)

    def _read_slots(self, slots):
        """``slots``: {submission's key: its slots in order}, ``breaks``: slots of breaks."""
        self.slots, self.breaks, numbered = defaultdict(list), [], defaultdict(list)
        for slot in slots.only(*SLOT).order_by("start", "pk"):
            if slot.submission_id:
                numbered[slot.submission_id].append(slot)
            elif slot.slot_type != SlotType.BLOCKER and self._is_shown(slot):
                self.breaks.append(slot)
        repeats = self.event.get_feature_flag("present_multiple_times")
        for key, group in numbered.items():
            for number, slot in enumerate(group):
                if key not in self.submissions:
                    continue
                # What pretalx would find out by a query for each slot.
                slot.submission = self.submissions[key]
                slot.id_suffix = f"-{number}" if repeats and len(group) > 1 else ""
                # A session without a room is not public.
                if slot.room_id and self._is_shown(slot):
                    self.slots[key].append(slot)

    def _is_shown(self, slot):
        return bool(slot.start) and (slot.is_visible or not self.only_visible)

    def _read_people(self, submissions):
        """``speakers``: {submission's key: profiles in order}, ``profiles`` by code."""
        roles = SpeakerRole.objects.filter(submission__in=submissions)
        found = SpeakerProfile.objects.filter(pk__in=roles.order_by().values("speaker_id"))
        found = found.select_related("profile_picture").only(*_with_texts(SPEAKER, "speaker"))
        profiles = {profile.pk: profile for profile in found.order_by("code")}
        self.profiles = list(profiles.values())
        self.speakers = defaultdict(list)
        ordered = roles.order_by("position", "pk").values_list("submission_id", "speaker_id")
        for submission_id, speaker_id in ordered:
            self.speakers[submission_id].append(profiles[speaker_id])
        # Most have a name of their own; of the others the account's is shown.
        nameless = [profile for profile in self.profiles if not profile.name and profile.user_id]
        users = User.objects.only("name").in_bulk({profile.user_id for profile in nameless})
        for profile in nameless:
            profile.user = users[profile.user_id]
        self.details = person_details(self.event)
        self.spoken = defaultdict(set)
        for submission in self.submissions.values():
            for profile in self.speakers[submission.pk]:
                self.spoken[profile.pk].add(submission.content_locale)


def _is_uuid(key):
    with suppress(ValueError):
        return bool(UUID(key))
    return False
