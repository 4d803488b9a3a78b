from django.urls import path

from pretalx_ofa.widgets import views

public = [
    path("", views.FrontView.as_view(), name="front"),
    path("tracks/<str:track>/", views.TrackView.as_view(), name="track"),
    path("people/<str:code>/", views.PersonView.as_view(), name="person"),
]
