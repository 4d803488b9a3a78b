from django.urls import path

from pretalx_ofa.curation import balance, organisations, people, queue, sources

orga = [
    path("affiliations/sources/", sources.SourcesView.as_view(), name="sources"),
    path("queue/", queue.QueueView.as_view(), name="queue"),
    path("organisations/", organisations.OrganisationsView.as_view(), name="organisations"),
    path(
        "organisations/new/", organisations.OrganisationFormView.as_view(), name="organisation_new"
    ),
    path(
        "organisations/<int:pk>/",
        organisations.OrganisationDetailView.as_view(),
        name="organisation",
    ),
    path(
        "organisations/<int:pk>/edit/",
        organisations.OrganisationFormView.as_view(),
        name="organisation_edit",
    ),
    path(
        "organisations/<int:pk>/merge/",
        organisations.MergeView.as_view(),
        name="organisation_merge",
    ),
    path(
        "organisations/<int:pk>/not-duplicates/",
        organisations.NotDuplicatesView.as_view(),
        name="organisation_not_duplicates",
    ),
    path(
        "organisations/<int:pk>/confirm/",
        organisations.ConfirmView.as_view(),
        name="organisation_confirm",
    ),
    path(
        "organisations/<int:pk>/delete/",
        organisations.DeleteView.as_view(),
        name="organisation_delete",
    ),
    path("speakers/", people.SpeakersView.as_view(), name="speakers"),
    path("speakers/<slug:code>/", people.SpeakerView.as_view(), name="speaker_organisations"),
    path("balance/", balance.BalanceView.as_view(), name="balance"),
    path("balance/balance.csv", balance.BalanceFileView.as_view(), name="balance_file"),
    path("proposals/<int:pk>/", organisations.ProposalView.as_view(), name="proposal"),
]
