from django.urls import path

from pretalx_ofa.overview import views

orga = [
    path("", views.OverviewView.as_view(), name="overview"),
    path("missing/<slug:what>/", views.MissingView.as_view(), name="missing"),
    path("logistics/", views.LogisticsView.as_view(), name="logistics"),
]
settings = [path("", views.SettingsView.as_view(), name="settings")]
