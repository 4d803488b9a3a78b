from django.urls import path

from pretalx_ofa.review import views

orga = [
    path("conflicts/", views.ConflictsView.as_view(), name="conflicts"),
    path("conflicts/<slug:code>/", views.StepAsideView.as_view(), name="step_aside"),
    path("conflicts/<slug:code>/take-back/", views.TakeBackView.as_view(), name="take_back"),
]
