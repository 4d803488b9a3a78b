from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import pgettext
from django.views.generic import View
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.mails.writing import MOST, editor_url, has_address


class WriteView(EventPermissionRequired, View):
    """Opens pretalx's mail editor for the speakers whose codes were posted, at most MOST of them."""

    permission_required = "mail.send_queuedmail"
    http_method_names = ["post"]

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        event = request.event
        codes = request.POST.get("speakers", "").upper().split(",")[:MOST]
        # Of letters and digits alone: PostgreSQL refuses to look for others.
        found = event.submitters.filter(code__in=[code for code in codes if code.isalnum()])
        profiles = [profile for profile in found if has_address(profile)]
        if not profiles:
            text = pgettext("pretalx_ofa", "None of these people has a real e-mail address.")
            messages.error(request, text)
            return redirect("plugins:pretalx_ofa:overview", event=event.slug)
        return redirect(editor_url(event, profiles))
