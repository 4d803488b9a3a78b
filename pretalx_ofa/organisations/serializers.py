from i18nfield.strings import LazyI18nString
from pretalx.api.serializers.mixins import DocumentedI18nField
from pretalx.api.versions import register_serializer
from rest_framework import serializers

from pretalx_ofa.base.ids import read_id
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.languages import babel_locale
from pretalx_ofa.organisations.editing import store, taken_name
from pretalx_ofa.organisations.forms import LENGTH, MOST_ALIASES
from pretalx_ofa.organisations.identifiers import read_website
from pretalx_ofa.organisations.models import Organisation


class NameField(DocumentedI18nField):
    """The displayed name in every language that has one."""

    def get_attribute(self, instance):
        names = _main_names(instance)
        return LazyI18nString({language or "und": name for language, name in names.items()})


class LineField(serializers.CharField):
    """A name or another text on one line."""

    def to_internal_value(self, data):
        return cleaned(super().to_internal_value(data))


class AliasesField(serializers.ListField):
    child = LineField(max_length=LENGTH)

    def get_attribute(self, instance):
        return [name.value for name in instance.names.all() if not name.is_main]


class OrganisationSerializer(serializers.Serializer):
    """An organisation in the REST API."""

    id = serializers.IntegerField(read_only=True)
    name = NameField()
    aliases = AliasesField(required=False, max_length=MOST_ALIASES)
    ror = serializers.CharField(read_only=True)
    types = serializers.MultipleChoiceField(choices=Organisation.Type.choices, required=False)
    country = serializers.CharField(max_length=2, allow_blank=True, required=False)
    city = LineField(max_length=200, allow_blank=True, required=False)
    website = LineField(allow_blank=True, required=False)
    status = serializers.CharField(read_only=True)
    confirmation = serializers.CharField(read_only=True)
    is_own = serializers.SerializerMethodField()

    def get_is_own(self, organisation) -> bool:
        return organisation.event_id is not None

    def validate_country(self, value):
        value = value.upper()
        if value and value not in babel_locale("en").territories:
            raise serializers.ValidationError(f"“{value}” is no ISO 3166 code of a country.")
        return value

    def validate_website(self, value):
        if value and not read_website(value):
            raise serializers.ValidationError("This is not the address of a website.")
        return value

    def validate_name(self, value):
        event = self.context["request"].event
        names = {code: cleaned(text) for code, text in _by_language(value, event).items()}
        names = {code: text for code, text in names.items() if text}
        if not names:
            raise serializers.ValidationError("A name is needed.")
        for code, text in names.items():
            if len(text) > LENGTH:
                raise serializers.ValidationError(f"{code}: at most {LENGTH} characters.")
        if taken := taken_name(event, self.instance, names.values()):
            raise serializers.ValidationError(f"There is an organisation “{taken}” already.")
        return names

    def save(self):
        request, data = self.context["request"], self.validated_data
        standing = self.instance
        fields = {k: data[k] for k in ("country", "city", "website") if k in data}
        if "types" in data:
            fields["types"] = sorted(data["types"])
        self.instance = store(
            request.event,
            standing,
            names=data.get("name") or _main_names(standing),
            aliases=data["aliases"] if "aliases" in data else _aliases(standing),
            person=request.user,
            **fields,
        )
        return self.instance


def _main_names(organisation):
    """{language: name}, the displayed one first; the language is empty where nobody knows it."""
    names = {}
    for name in sorted(organisation.names.all(), key=lambda name: name.kind != "display"):
        if name.is_main:
            names.setdefault(name.language, name.value)
    return names


def _by_language(value, event):
    """{language: text}; a mere string is in the event's main language."""
    return value.data if isinstance(value.data, dict) else {event.locale: str(value.data)}


def _aliases(organisation):
    return AliasesField().get_attribute(organisation) if organisation else []


@register_serializer()
class OfaMergeSerializer(serializers.Serializer):
    """``into`` is the id of the organisation that stays."""

    into = serializers.CharField()

    def validate_into(self, value):
        if (pk := read_id(value)) is None:
            raise serializers.ValidationError("This is no id of an organisation.")
        return pk
