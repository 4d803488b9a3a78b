from django.urls import path

from pretalx_ofa.journal import views

orga = [path("journal/<int:pk>/undo/", views.UndoView.as_view(), name="undo")]
