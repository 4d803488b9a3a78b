"""What two people changed at once, above the organisers' page that has the form."""

import logging

from django.template.loader import render_to_string
from pretalx.person.models import SpeakerProfile
from pretalx.submission.models import Submission

from pretalx_ofa.clashes.keeping import clashes_of
from pretalx_ofa.clashes.sections import sections_of
from pretalx_ofa.organisations.models import Organisation

logger = logging.getLogger(__name__)
# The name of a page: whose sections it has, and how that is found.
PAGES = {
    "orga:speakers.view": "speaker",
    "orga:submissions.content.view": "submission",
    "plugins:pretalx_ofa:organisation_edit": "organisation",
    "plugins:pretalx_ofa:settings": "",
}


def clash_block(request):
    """HTML for an organiser who may use the form; never raises, since pretalx would answer 500."""
    try:
        match = request.resolver_match
        owner = PAGES.get(match.view_name) if match else None
        return "" if owner is None else _block(request, owner, match.kwargs)
    except Exception:  # whatever it is, the page matters more
        logger.exception("What two people changed at once could not be shown")
        return ""


def _block(request, owner, kwargs):
    thing = _thing(request.event, owner, kwargs)
    sections = [kind(thing) for kind in sections_of(owner)] if thing else []
    clashes = clashes_of([s for s in sections if s.may_change(request.user)])
    if not clashes:
        return ""
    context = {"clashes": clashes, "decide_url": "plugins:pretalx_ofa:clash"}
    return render_to_string("pretalx_ofa/clashes/clashes.html", context, request=request)


def _thing(event, owner, kwargs):
    if owner == "speaker":
        return SpeakerProfile.objects.filter(event=event, code__iexact=kwargs["code"]).first()
    if owner == "submission":
        return Submission.objects.filter(event=event, code__iexact=kwargs["code"]).first()
    if owner == "organisation":
        return Organisation.objects.own(event).filter(pk=kwargs["pk"]).first()
    return event
