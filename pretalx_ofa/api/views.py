import django_filters
from django.db.models import Prefetch, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from pretalx.api.views.mixins import PretalxViewSetMixin
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response

from pretalx_ofa.affiliations.linking import MergeError, delete_organisation, merge
from pretalx_ofa.affiliations.queries import affiliations_known_to, of_speaker
from pretalx_ofa.affiliations.serializers import OfaOrganisationSerializer
from pretalx_ofa.api.parsers import BoundedJSONParser
from pretalx_ofa.api.permissions import EventPermission
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.serializers import OfaMergeSerializer

CHANGE = Organisation.get_perm("update")


class OrganisationFilter(django_filters.FilterSet):
    is_own = django_filters.BooleanFilter(field_name="event", lookup_expr="isnull", exclude=True)
    type = django_filters.ChoiceFilter(choices=Organisation.Type.choices, method="with_type")
    country = django_filters.CharFilter(lookup_expr="iexact")
    speaker = django_filters.CharFilter(method="of_speaker")

    class Meta:
        model = Organisation
        fields = ("ror", "status", "confirmation")

    def with_type(self, queryset, name, value):
        # Databases differ in looking into lists; their text is the same.
        queryset = queryset.annotate(types_text=Cast("types", TextField()))
        return queryset.filter(types_text__contains=f'"{value}"')

    def of_speaker(self, queryset, name, value):
        visible = self.request.parser_context["view"].affiliations
        return queryset.filter(pk__in=of_speaker(visible, value).values("organisation"))


class OrganisationViewSet(PretalxViewSetMixin, viewsets.ModelViewSet):
    """The organisations of an event: of the speakers one may see, and for organisers all its own."""

    queryset = Organisation.objects.none()
    serializer_class = OfaOrganisationSerializer
    parser_classes = (BoundedJSONParser,)
    permission_classes = (EventPermission,)
    permission_map = {"merge": CHANGE}
    # pretalx limits tokens by its own endpoints: whoever may use speakers may use these.
    endpoint = "speakers"
    filterset_class = OrganisationFilter
    search_fields = ("name", "names__value")
    ordering_fields = ("id", "name", "country")
    ordering = ("name", "id")

    @property
    def is_organiser(self):
        return self.request.user.has_perm(CHANGE, self.event)

    @property
    def affiliations(self):
        return affiliations_known_to(self.request.user, self.event)

    def get_queryset(self):
        visible = self.affiliations
        found = Organisation.objects.filter(pk__in=visible.values("organisation"))
        if self.is_organiser:
            found |= Organisation.objects.own(self.event)
        if self.request.method not in SAFE_METHODS and self.action != "merge":
            found = Organisation.objects.own(self.event)
        shown = Prefetch("affiliations", visible.select_related("speaker"), to_attr="visible")
        return found.prefetch_related("names", shown)

    def perform_create(self, serializer):
        """Domain functions store and log; the answer is read anew from the database."""
        serializer.save()
        serializer.instance = self.get_queryset().get(pk=serializer.instance.pk)

    perform_update = perform_create

    def perform_destroy(self, instance):
        delete_organisation(instance, person=self.request.user)

    @action(detail=True, methods=["POST"])
    def merge(self, request, **kwargs):
        """Moves all affiliations here to the organisation ``into``, which is the answer."""
        asked = OfaMergeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        usable = Organisation.objects.for_event(self.event)
        target = get_object_or_404(usable, pk=asked.validated_data["into"])
        try:
            merge(self.event, self.get_object(), target, person=request.user)
        except MergeError:
            raise ValidationError({"into": ["These are the same already."]}) from None
        return Response(self.get_serializer(self.get_queryset().get(pk=target.pk)).data)
