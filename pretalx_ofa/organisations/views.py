from django.http import Http404, JsonResponse
from django.utils.translation import get_language, pgettext
from django.views.generic import View
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.base.asked import words_asked
from pretalx_ofa.base.limits import SECONDS, asks_too_often
from pretalx_ofa.base.rules import profile_of
from pretalx_ofa.organisations.queries import suggestions

SHORTEST = 2
# How often a submitter may ask in a minute: faster than anybody types.
MOST = 120


class SearchMixin:
    """Suggestions for the combobox as JSON, from the registry and the event; no people.

    What a question costs is bounded: 200 characters, of them eight words, and ten answers.
    """

    submitter = None

    def get(self, request, *args, **kwargs):
        text = words_asked(request, "q")
        found = []
        if len(text) >= SHORTEST:
            found = suggestions(request.event, text, get_language(), submitter=self.submitter)
        response = JsonResponse({"results": [entry._asdict() for entry in found]})
        response["Cache-Control"] = "private, max-age=60"
        return response


class OrganiserSearchView(EventPermissionRequired, SearchMixin, View):
    permission_required = "submission.orga_update_submission"


class SubmitterSearchView(SearchMixin, View):
    """For the forms of submitters: while the call is open, with a valid access code, or with a
    proposal sent in. They find the registry's organisations and those that they described."""

    @property
    def submitter(self):
        return self.request.user

    def get(self, request, *args, **kwargs):
        event = request.event
        may = event.cfp.is_open or self.has_access_code() or profile_of(request.user, event)
        if not event.is_public or not may:
            raise Http404
        if asks_too_often(request, "organisation_search", MOST):
            return JsonResponse(
                {"error": pgettext("pretalx_ofa", "Too many questions. Wait a minute.")},
                status=429,
                headers={"Retry-After": SECONDS},
            )
        return super().get(request, *args, **kwargs)

    def has_access_code(self):
        code = words_asked(self.request, "access_code")
        found = code and self.request.event.submitter_access_codes.filter(code__iexact=code).first()
        return bool(found and found.is_valid)
