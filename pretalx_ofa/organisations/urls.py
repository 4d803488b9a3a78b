from django.urls import path

from pretalx_ofa.organisations import views
from pretalx_ofa.organisations.registry import administration as admin

public = [
    path(
        "organisations/search",
        views.SubmitterSearchView.as_view(),
        name="organisation_search",
    )
]
administration = [path("", admin.RegistryView.as_view(), name="registry")]
orga = [
    path(
        "organisations/search",
        views.OrganiserSearchView.as_view(),
        name="orga_organisation_search",
    )
]
