from ipaddress import ip_address

from django.core.cache import cache
from django.http import Http404, JsonResponse
from django.utils.translation import get_language, pgettext
from django.views.generic import View
from pretalx.common.views.mixins import EventPermissionRequired
from pretalx.person.interfaces.forms.auth import get_client_ip

from pretalx_ofa.base.rules import profile_of
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.organisations.queries import suggestions

SHORTEST = 2
# How often somebody without an account may ask in a minute: faster than anybody types.
MOST, SECONDS = 120, 60


class SearchMixin:
    """Suggestions for the combobox as JSON, from the registry and the event; no people."""

    def get(self, request, *args, **kwargs):
        text = request.GET.get("q", "")[:200].strip()
        found = []
        if len(text) >= SHORTEST:
            found = suggestions(request.event, text, get_language())
        response = JsonResponse({"results": [entry._asdict() for entry in found]})
        response["Cache-Control"] = "private, max-age=60"
        return response


class OrganiserSearchView(EventPermissionRequired, SearchMixin, View):
    permission_required = "submission.orga_update_submission"


class SubmitterSearchView(SearchMixin, View):
    """For the forms of submitters: while the call is open, with a valid access code, or with a
    proposal sent in."""

    def get(self, request, *args, **kwargs):
        event = request.event
        may = event.cfp.is_open or self.has_access_code() or profile_of(request.user, event)
        if not event.is_public or not may:
            raise Http404
        if request.user.is_anonymous and self.asks_too_often():
            return JsonResponse(
                {"error": pgettext("pretalx_ofa", "Too many questions. Wait a minute.")}, status=429
            )
        return super().get(request, *args, **kwargs)

    def has_access_code(self):
        code = cleaned(self.request.GET.get("access_code", ""))
        found = code and self.request.event.submitter_access_codes.filter(code__iexact=code).first()
        return bool(found and found.is_valid)

    def asks_too_often(self):
        address = get_client_ip(self.request)
        # As pretalx's log-in does: behind a proxy that tells no address, all would share one.
        if not address or ip_address(address).is_private:
            return False
        key = f"pretalx_ofa_search_{address}"
        cache.add(key, 0, SECONDS)
        try:
            return cache.incr(key) > MOST
        except ValueError:
            # Gone in between, or a cache that keeps nothing.
            return False
