"""What stands above pretalx's own organiser pages about the affiliations of speakers.

It never makes them fail, and is only for those who may open the list of speakers.
"""

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import npgettext

from pretalx_ofa.affiliations.facets import coverage
from pretalx_ofa.curation.forms import PeopleForm
from pretalx_ofa.curation.people import LIST, Person, list_asked, people_url
from pretalx_ofa.curation.tables import BY_NAME
from pretalx_ofa.host.session_page import never_failing

# Of the list from which a speaker's page was opened: pretalx leaves its address when it saves.
KEPT = "pretalx_ofa_speakers"
GAPS = "gap=none"


@never_failing
def above(request):
    """HTML for the page of this request; "" where there is nothing to say."""
    name = request.resolver_match.view_name
    draw = {
        "orga:speakers.list": _above_list,
        "orga:speakers.view": _neighbours,
        "orga:schedule.release": _before_release,
    }.get(name)
    may = draw and request.user.has_perm("submission.orga_update_submission", request.event)
    return draw(request) if may else ""


def _above_list(request):
    return _gaps(request, coverage(request.event))


def _before_release(request):
    found = coverage(request.event)
    return _gaps(request, found) if found.without else ""


def _gaps(request, found):
    url = people_url(request.event)
    given = {"coverage": found, "url": url, "gaps_url": f"{url}?{GAPS}"}
    return render_to_string("pretalx_ofa/curation/gaps.html", given, request=request)


def _neighbours(request):
    """The way to the next speaker of the list that the page was opened from, also once it is saved:
    whoever is in the list only for what was missing has left it by then."""
    code = request.resolver_match.kwargs["code"].upper()
    kept = request.session.get(KEPT) or {}
    if LIST in request.GET:
        kept = _places(request.event, list_asked(request), code)
        request.session[KEPT] = kept
    if kept.get("code") != code or kept.get("event") != request.event.pk:
        return ""
    near = {p.code: p for p in request.event.submitters.filter(code__in=kept["near"])}
    before, after = (
        Person(near[one], kept["query"]) if one in near else None for one in kept["near"]
    )
    given = kept | {
        "before": before,
        "after": after,
        "url": people_url(request.event, kept["query"]),
    }
    return render_to_string("pretalx_ofa/curation/neighbours.html", given, request=request)


def _places(event, query, code):
    form = PeopleForm(QueryDict(query), event=event)
    codes = list(form.speakers().order_by(*BY_NAME).values_list("code", flat=True))
    if code not in codes:
        return {}
    place = codes.index(code)
    near = [codes[n] if 0 <= n < len(codes) else "" for n in (place - 1, place + 1)]
    return {
        "event": event.pk,
        "code": code,
        "query": query,
        "near": near,
        "place": place + 1,
        "count": len(codes),
    }


def tile(event):
    """A tile of the dashboard; None where it has nothing to say.

    pretalx does not tell whose dashboard it is. Where names are hidden from a reviewer there is no
    tile: to them every page is as it would be without us.
    """
    if _hides_names(event) or not (found := coverage(event)).without:
        return None
    text = npgettext(
        "pretalx_ofa",
        "of one speaker without an affiliation",
        "of {count} speakers without an affiliation",
        found.speakers,
    )
    return {
        "large": found.without,
        "small": text.format(count=found.speakers),
        "url": people_url(event, GAPS),
        "priority": 57,
    }


def _hides_names(event):
    """Whether there is anybody who may review proposals and not know whose they are."""
    phase = event.active_review_phase
    teams = event.teams.filter(is_reviewer=True, can_change_submissions=False)
    if phase and phase.can_see_speaker_names:
        teams = teams.filter(force_hide_speaker_names=True)
    return teams.exists()
