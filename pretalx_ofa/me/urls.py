from django.urls import path

from pretalx_ofa.me import sessions, views

public = [
    path("me/", views.MeView.as_view(), name="me"),
    path("me/answer/", views.AnswerView.as_view(), name="answer"),
    path("me/earlier/", views.EarlierView.as_view(), name="earlier"),
    path("me/co-speakers/<slug:code>/", views.CoSpeakersView.as_view(), name="co_speakers"),
    path("me/data.json", views.DataView.as_view(), name="my_data"),
    path("me/clashes/<int:pk>/", views.DecideOwnView.as_view(), name="own_clash"),
    path("me/sessions/<slug:code>/", sessions.OwnSessionView.as_view(), name="own_session"),
    path("me/organisation/", views.ProposeView.as_view(), name="propose_organisation"),
]
