from django.urls import path

from pretalx_ofa.mails import views

orga = [path("write/", views.WriteView.as_view(), name="write")]
