from django.urls import path

from pretalx_ofa.curation import sources, views

orga = [
    path("affiliations/sources/", sources.SourcesView.as_view(), name="sources"),
    path("organisations/", views.OrganisationsView.as_view(), name="organisations"),
    path("organisations/link/", views.LinkView.as_view(), name="organisations_link"),
    path("organisations/new/", views.OrganisationFormView.as_view(), name="organisation_new"),
    path("organisations/<int:pk>/", views.OrganisationDetailView.as_view(), name="organisation"),
    path(
        "organisations/<int:pk>/edit/",
        views.OrganisationFormView.as_view(),
        name="organisation_edit",
    ),
    path("organisations/<int:pk>/merge/", views.MergeView.as_view(), name="organisation_merge"),
    path(
        "organisations/<int:pk>/not-duplicates/",
        views.NotDuplicatesView.as_view(),
        name="organisation_not_duplicates",
    ),
    path(
        "organisations/<int:pk>/confirm/", views.ConfirmView.as_view(), name="organisation_confirm"
    ),
    path("organisations/<int:pk>/delete/", views.DeleteView.as_view(), name="organisation_delete"),
    path("proposals/<int:pk>/", views.ProposalView.as_view(), name="proposal"),
]
