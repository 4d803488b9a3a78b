from django.urls import path

from pretalx_ofa.exports import views

public = [
    path("files/<str:name>", views.FileView.as_view(), name="file"),
    path("calendar/", views.CalendarView.as_view(), name="calendar"),
]
orga = [
    path("files/", views.FilesView.as_view(), name="files"),
    path("files/lists/<str:name>", views.ListView.as_view(), name="list"),
    path("files/draft/<slug:source>/<str:name>", views.DraftView.as_view(), name="draft"),
    path("files/archive/<int:snapshot>/<str:name>", views.ArchiveView.as_view(), name="archive"),
]
