"""Affiliations of speakers and sessions over REST: organisers read all and write, others read what
is public of those they may see."""

import django_filters
from pretalx.api.views.mixins import PretalxViewSetMixin
from pretalx.submission.domain.queries.submission import submissions_for_user
from rest_framework import mixins, viewsets
from rest_framework.response import Response

from pretalx_ofa.affiliations.editing import remove
from pretalx_ofa.affiliations.queries import (
    affiliations_shown_to,
    given_under,
    no_affiliations,
    of_speaker,
    without_proposed,
)
from pretalx_ofa.affiliations.serializers import (
    OfaAffiliationSerializer,
    OfaSessionSerializer,
    OfaSessionWriteSerializer,
)
from pretalx_ofa.api.parsers import BoundedJSONParser
from pretalx_ofa.api.permissions import EventPermission


class AffiliationFilter(django_filters.FilterSet):
    speaker = django_filters.CharFilter(method="of_speaker")
    session = django_filters.CharFilter(method="of_session")
    organisation = django_filters.NumberFilter(method="at_organisation")
    kind = django_filters.CharFilter()
    is_public = django_filters.BooleanFilter()
    confirmation = django_filters.CharFilter()

    def of_speaker(self, queryset, name, value):
        return of_speaker(queryset, value)

    def of_session(self, queryset, name, value):
        sessions = submissions_for_user(self.request.event, self.request.user)
        sessions = sessions.filter(code__iexact=value).order_by().values("pk")
        return queryset.filter(speaker__submissions__in=sessions)

    def at_organisation(self, queryset, name, value):
        view = self.request.parser_context["view"]
        found = queryset.filter(organisation=value)
        return found if view.is_organiser else without_proposed(found)


class AffiliationViewSet(PretalxViewSetMixin, viewsets.ModelViewSet):
    queryset = no_affiliations()
    serializer_class = OfaAffiliationSerializer
    parser_classes = (BoundedJSONParser,)
    permission_classes = (EventPermission,)
    # pretalx limits tokens by its own endpoints: whoever may use speakers may use these.
    endpoint = "speakers"
    filterset_class = AffiliationFilter
    search_fields = ()
    ordering_fields = ("id", "position")
    ordering = ("speaker__code", "position", "id")

    @property
    def is_organiser(self):
        return self.has_perm("update")

    def get_queryset(self):
        found = affiliations_shown_to(self.request.user, self.event)
        return found.select_related("speaker", "organisation").prefetch_related(
            "organisation__names"
        )

    def get_serializer_context(self):
        return super().get_serializer_context() | {"is_organiser": self.is_organiser}

    def perform_create(self, serializer):
        """Domain functions store and log."""
        serializer.save()

    perform_update = perform_create

    def perform_destroy(self, instance):
        remove(instance, person=self.request.user)


class SessionFilter(django_filters.FilterSet):
    speaker = django_filters.CharFilter(field_name="speakers__code", lookup_expr="iexact")


class SessionViewSet(
    PretalxViewSetMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    viewsets.GenericViewSet,
):
    # Whoever may see affiliations.
    queryset = no_affiliations()
    parser_classes = (BoundedJSONParser,)
    permission_classes = (EventPermission,)
    endpoint = "submissions"
    lookup_field = "code__iexact"
    lookup_url_kwarg = "code"
    filterset_class = SessionFilter
    search_fields = ("code", "title")
    ordering_fields = ("code",)
    ordering = ("code",)

    def get_queryset(self):
        return submissions_for_user(self.event, self.request.user)

    def get_unversioned_serializer_class(self):
        return OfaSessionSerializer

    def get_serializer(self, instance, **kwargs):
        sessions = instance if kwargs.get("many") else [instance]
        context = self.get_serializer_context() | {"given_under": given_under(self.event, sessions)}
        return super().get_serializer(instance, context=context, **kwargs)

    def update(self, request, **kwargs):
        submission = self.get_object()
        written = OfaSessionWriteSerializer(
            submission, data=request.data, context=self.get_serializer_context()
        )
        written.is_valid(raise_exception=True)
        written.save()
        return Response(self.get_serializer(submission).data)
