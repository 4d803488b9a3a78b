from django.urls import path

from pretalx_ofa.overview import views

orga = [
    path("", views.OverviewView.as_view(), name="overview"),
    path("missing/<slug:language>/", views.MissingView.as_view(), name="missing"),
    path("missing/<slug:language>/<slug:field>/", views.FieldView.as_view(), name="missing_field"),
    path("languages/", views.LanguagesView.as_view(), name="languages"),
    path("logistics/", views.LogisticsView.as_view(), name="logistics"),
]
settings = [path("", views.SettingsView.as_view(), name="settings")]
