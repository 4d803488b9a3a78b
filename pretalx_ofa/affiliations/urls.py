from django.urls import path

from pretalx_ofa.affiliations import views

orga = [
    path("organisations/", views.OrganisationsView.as_view(), name="organisations"),
    path("organisations/new/", views.OrganisationView.as_view(), name="organisation_new"),
    path("organisations/<int:pk>/", views.OrganisationView.as_view(), name="organisation"),
]
