from rest_framework.routers import SimpleRouter

from pretalx_ofa.api import views

router = SimpleRouter()
router.register("organisations", views.OrganisationViewSet, basename="api_organisations")
events = router.urls
