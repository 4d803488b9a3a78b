from django.urls import path

from pretalx_ofa.stars import views

public = [
    path("my/", views.MyProgramme.as_view(), name="my"),
    path("my/sessions/", views.ChooseSessions.as_view(), name="choose_sessions"),
]
