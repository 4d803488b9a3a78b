from django.urls import path

from pretalx_ofa.clashes import views

orga = [path("clashes/<int:pk>/", views.DecideView.as_view(), name="clash")]
