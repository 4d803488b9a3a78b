"""Every URL of the plugin. Each room lists its own; here is only where they hang."""

from django.urls import include, path

from pretalx_ofa.api import urls as api
from pretalx_ofa.clashes import urls as clashes
from pretalx_ofa.curation import urls as curation
from pretalx_ofa.embedding import urls as embedding
from pretalx_ofa.exports import urls as exports
from pretalx_ofa.journal import urls as journal
from pretalx_ofa.mails import urls as mails
from pretalx_ofa.me import urls as me
from pretalx_ofa.organisations import urls as organisations
from pretalx_ofa.overview import urls as overview
from pretalx_ofa.review import urls as review
from pretalx_ofa.stars import urls as stars
from pretalx_ofa.widgets import urls as widgets

urlpatterns = [
    # First: "orga" looks like the slug of an event.
    path("orga/p/ofa/", include(organisations.administration)),
    path(
        "<slug:event>/p/ofa/",
        include(
            [
                *widgets.public,
                *organisations.public,
                *me.public,
                *stars.public,
                *exports.public,
            ]
        ),
    ),
    path(
        "orga/event/<slug:event>/p/ofa/",
        include(
            [
                *overview.orga,
                *organisations.orga,
                *curation.orga,
                *exports.orga,
                *journal.orga,
                *clashes.orga,
                *embedding.orga,
                *review.orga,
                *mails.orga,
            ]
        ),
    ),
    path("orga/event/<slug:event>/settings/p/ofa/", include(overview.settings)),
    path("api/events/<slug:event>/p/ofa/", include([*widgets.api, *api.events])),
]
