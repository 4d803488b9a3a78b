from django.urls import path

from pretalx_ofa.widgets import views

page = views.WidgetPage.as_view()
public = [
    path("", views.FrontPage.as_view(), {"name": "agenda"}, name="front"),
    path("now/", page, {"name": "now"}, name="now"),
    path("tracks/", page, {"name": "tracks"}, name="tracks"),
    path("tracks/<str:track>/", page, {"name": "track"}, name="track"),
    path("rooms/", page, {"name": "rooms"}, name="rooms"),
    path("rooms/<str:room>/", page, {"name": "room"}, name="room"),
    path("people/", page, {"name": "speakers"}, name="people"),
    path("people/<str:person>/", page, {"name": "person"}, name="person"),
    path(
        "organisations/<str:organisation>/",
        page,
        {"name": "organisation"},
        name="public_organisation",
    ),
    path("offline.js", views.OfflineWorker.as_view(), {"name": "offline.js"}, name="offline"),
    path("widgets/<str:name>/", page, name="widget"),
    path("widgets/<str:name>/embed/", views.WidgetEmbed.as_view(), name="embed"),
]
asset = views.WidgetAsset.as_view()
api = [
    path("widgets/<str:name>/", views.WidgetFragment.as_view(), name="api_widget"),
    path("widget.js", asset, {"name": "widget.js"}, name="api_loader"),
    path("widgets.css", asset, {"name": "widgets.css"}, name="api_styles"),
]
