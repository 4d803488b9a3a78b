from django.urls import path

from pretalx_ofa.embedding import views

orga = [
    path("embed/", views.EmbedView.as_view(), name="embedding"),
    path("embed/<str:ground>/<str:name>/", views.PreviewView.as_view(), name="preview"),
]
