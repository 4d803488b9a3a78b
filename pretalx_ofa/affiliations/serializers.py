"""Affiliations of speakers and sessions in the REST API."""

from django.db import transaction
from i18nfield.strings import LazyI18nString
from pretalx.api.serializers.mixins import DocumentedI18nField
from pretalx.api.versions import register_serializer
from pretalx.person.models import SpeakerProfile
from rest_framework import serializers

from pretalx_ofa.affiliations.editing import (
    EARLIEST,
    LATEST,
    MOST,
    TooManyError,
    choose_for_session,
    store,
)
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.queries import affiliations_on, published
from pretalx_ofa.affiliations.section import years_problem
from pretalx_ofa.base.activity import one_entry
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.base.wording import by_language, cleaned_i18n
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.serializers import (
    LineField,
    NameField,
    OrganisationSerializer,
)

# What only organisers know of an affiliation; everybody else is shown public ones alone.
INTERNAL = ("is_public", "confirmation", "source")
LAST_POSITION = 1000


@register_serializer()
class OfaOrganisationSerializer(OrganisationSerializer):
    """An organisation with ``speakers``: the codes of those there that the user may see."""

    speakers = serializers.SerializerMethodField()

    def get_speakers(self, organisation) -> list[str]:
        return sorted({affiliation.speaker.code for affiliation in organisation.visible})


class SpeakerField(serializers.Field):
    """A speaker of the event by their code, in any case."""

    def to_representation(self, speaker):
        return speaker.code

    def to_internal_value(self, data):
        event = self.context["request"].event
        found = SpeakerProfile.objects.filter(event=event, code__iexact=str(data)[:16]).first()
        if not found:
            raise serializers.ValidationError("There is no speaker with this code.")
        return found


class OrganisationIdField(serializers.Field):
    """An organisation that the event may use, by its id; null for none."""

    def to_representation(self, organisation):
        return organisation.pk

    def to_internal_value(self, data):
        usable = Organisation.objects.for_event(self.context["request"].event)
        pk = None if isinstance(data, bool) else read_id(str(data))
        found = None if pk is None else usable.filter(pk=pk).first()
        if not found:
            raise serializers.ValidationError("There is no organisation with this id.")
        return found


class OrganisationNameField(NameField):
    """The name of an affiliation's organisation, null without one."""

    def get_attribute(self, affiliation):
        organisation = affiliation.organisation
        return super().get_attribute(organisation) if organisation else None


class WordsField(DocumentedI18nField):
    """A line per language; a mere string is in the event's main one."""

    def __init__(self, *, longest, **kwargs):
        self.longest = longest
        super().__init__(**kwargs)

    def to_representation(self, value):
        written = {code: text for code, text in by_language(value, ()).items() if text}
        return super().to_representation(LazyI18nString(written))

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if not isinstance(value.data, dict):
            value.data = {self.context["request"].event.locale: str(value.data)}
        value = cleaned_i18n(value)
        for code, text in by_language(value, ()).items():
            if len(text) > self.longest:
                raise serializers.ValidationError(f"{code}: at most {self.longest} characters.")
        return value


def year():
    return serializers.IntegerField(
        min_value=EARLIEST, max_value=LATEST, allow_null=True, required=False
    )


@register_serializer()
class OfaAffiliationSerializer(serializers.Serializer):
    """A person at an organisation. Words in ``as_entered`` alone are linked as on a form: where they
    name one organisation for sure. ``organisation`` links them to that one, and leaves them as they are.
    """

    id = serializers.IntegerField(read_only=True)
    speaker = SpeakerField()
    organisation = OrganisationIdField(allow_null=True, required=False)
    organisation_name = OrganisationNameField(read_only=True)
    as_entered = LineField(max_length=500, allow_blank=True, required=False)
    role = WordsField(longest=200, required=False)
    unit = WordsField(longest=300, required=False)
    kind = serializers.ChoiceField(choices=Affiliation.Kind.choices, required=False)
    since, until = year(), year()
    position = serializers.IntegerField(min_value=0, max_value=LAST_POSITION, required=False)
    is_public = serializers.BooleanField(required=False)
    confirmation = serializers.ChoiceField(choices=Affiliation.Confirmation.choices, required=False)
    source = serializers.CharField(read_only=True)

    def to_representation(self, affiliation):
        if self.context["is_organiser"]:
            return super().to_representation(affiliation)
        data = super().to_representation(published(affiliation))
        if data["organisation"]:
            # The words that led there are for the organisers.
            data["as_entered"] = ""
        return {name: value for name, value in data.items() if name not in INTERNAL}

    def validate_speaker(self, speaker):
        if self.instance and self.instance.speaker != speaker:
            raise serializers.ValidationError("An affiliation stays with its speaker.")
        return speaker

    def validate(self, data):
        standing = self.instance or Affiliation()
        names = ("as_entered", "role", "unit", "kind", "since", "until")
        wanted = Affiliation(**{name: data.get(name, getattr(standing, name)) for name in names})
        # Other words are linked anew.
        linked = None if "as_entered" in data else standing.organisation
        wanted.organisation = data.get("organisation", linked)
        if wanted.is_empty:
            text = "An organisation, a role, a unit or another kind is needed."
            raise serializers.ValidationError({"organisation": [text]})
        if years_problem(wanted.since, wanted.until):
            raise serializers.ValidationError({"until": ["It is before the first year."]})
        return data

    def save(self):
        data = dict(self.validated_data)
        speaker = data.pop("speaker", None) or self.instance.speaker
        if "organisation" in data:
            organisation = data.pop("organisation")
            data["organisation_id"] = organisation and organisation.pk
            if organisation and not self.instance:
                data.setdefault("as_entered", organisation.name)
        elif "as_entered" in data:
            data["organisation"] = data.pop("as_entered")
        try:
            pk = store(speaker, self.instance, data, person=self.context["request"].user)
        except TooManyError:
            text = f"Nobody may have more than {MOST} affiliations."
            raise serializers.ValidationError({"speaker": [text]}) from None
        self.instance = Affiliation.objects.get(pk=pk)
        return self.instance


class GivenUnderSerializer(serializers.Serializer):
    speaker = serializers.CharField(max_length=16)
    affiliations = serializers.ListField(
        child=serializers.IntegerField(), allow_null=True, max_length=MOST
    )
    is_chosen = serializers.BooleanField(read_only=True)


@register_serializer()
class OfaSessionSerializer(serializers.Serializer):
    """Under which of their affiliations the speakers give a session: ids of public ones.

    Written, all of them or null means all that are public, also those added later; [] means none.
    Speakers that are not named keep what they have.
    """

    session = serializers.CharField(source="code", read_only=True)
    speakers = serializers.SerializerMethodField()

    def get_speakers(self, submission) -> list[dict]:
        found = self.context["given_under"].get(submission.pk, [])
        return GivenUnderSerializer(found, many=True).data


@register_serializer()
class OfaSessionWriteSerializer(serializers.Serializer):
    speakers = GivenUnderSerializer(many=True)

    def validate_speakers(self, asked):
        """[(speaker, ids that could be chosen, ids that are)]."""
        offered = {
            one.speaker.code: one for one in affiliations_on(self.instance, only_public=True)
        }
        found = []
        for entry in asked:
            one = offered.get(entry["speaker"].upper())
            if not one:
                text = f"{entry['speaker']} is no speaker of this session."
                raise serializers.ValidationError(text)
            ids = [row.pk for row in one.affiliations]
            wanted = ids if entry["affiliations"] is None else entry["affiliations"]
            for pk in wanted:
                if pk not in ids:
                    text = f"{pk} is no public affiliation of {entry['speaker']}."
                    raise serializers.ValidationError(text)
            found.append((one.speaker, ids, wanted))
        return found

    def save(self):
        with one_entry(), transaction.atomic():
            for speaker, offered, wanted in self.validated_data["speakers"]:
                person = self.context["request"].user
                choose_for_session(self.instance, speaker, offered, wanted, person=person)
        return self.instance
