from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import pgettext
from django.views.generic import View
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.clashes.keeping import RefusedError, take
from pretalx_ofa.clashes.models import Clash
from pretalx_ofa.clashes.sections import section_of


def decide(request, clash):
    """Stores what was typed (POST ``take``), or keeps what is stored; says so."""
    if "take" not in request.POST:
        clash.delete()
        messages.success(request, pgettext("pretalx_ofa", "What is stored stays."))
        return
    try:
        take(clash, seen=request.POST.get("seen", ""), person=request.user)
    except RefusedError as error:
        text = pgettext("pretalx_ofa", "It was not stored: {problem}")
        messages.error(request, text.format(problem=error))
    else:
        messages.success(request, pgettext("pretalx_ofa", "What was typed is stored."))


class DecideView(EventPermissionRequired, View):
    """An organiser decides on a clash: whoever may use the form may."""

    permission_required = "event.orga_access_event"
    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        clash = Clash.objects.filter(event=request.event, pk=pk).first()
        section = clash and section_of(clash)
        if not section or not section.may_change(request.user):
            raise Http404
        decide(request, clash)
        return redirect(section.url())
