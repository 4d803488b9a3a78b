from rest_framework.routers import SimpleRouter

from pretalx_ofa.api import affiliations, views

router = SimpleRouter()
router.register("organisations", views.OrganisationViewSet, basename="api_organisations")
router.register("affiliations", affiliations.AffiliationViewSet, basename="api_affiliations")
router.register("sessions", affiliations.SessionViewSet, basename="api_sessions")
events = router.urls
