"""Stepping aside on pretalx's review pages: the way to do it, and what came of it."""

from django.template.loader import render_to_string

from pretalx_ofa.host.session_page import never_failing
from pretalx_ofa.review.forms import ConflictForm
from pretalx_ofa.review.models import Conflict
from pretalx_ofa.review.queries import (
    conflicts_in,
    own_conflict,
    stepped_aside_from,
    with_reviews,
)

ONE, ALL = "orga:submissions.reviews", "orga:reviews.bulk"


@never_failing
def above(request):
    """What was stated: for the reviewer their own, for organisers everybody's."""
    page = _page(request)
    if page == ALL:
        return _drawn(request, "aside", proposals=stepped_aside_from(request.event, request.user))
    if page == ONE and (submission := _submission(request)):
        return _own(request, submission) + _stated(request, submission)
    return ""


@never_failing
def below(request):
    """The form of a reviewer who has not stepped aside."""
    submission = _submission(request) if _page(request) == ONE else None
    if not submission or not request.user.has_perm(Conflict.get_perm("create"), submission):
        return ""
    if own_conflict(request.user, submission):
        return ""
    return _drawn(request, "step_aside", submission=submission, form=ConflictForm())


def _page(request):
    return request.resolver_match.view_name if request.resolver_match else ""


def _submission(request):
    code = request.resolver_match.kwargs["code"]
    return request.event.submissions.filter(code__iexact=code).first()


def _own(request, submission):
    conflict = own_conflict(request.user, submission)
    if not conflict:
        return ""
    ((_conflict, before),) = with_reviews([conflict])
    return _drawn(
        request,
        "own_conflict",
        submission=submission,
        conflict=conflict,
        before=before,
        may_take_back=request.user.has_perm(Conflict.get_perm("create"), submission),
    )


def _stated(request, submission):
    if not request.user.has_perm(Conflict.get_perm("list"), submission):
        return ""
    same = request.event.submissions.filter(pk=submission.pk)
    return _drawn(request, "stated", conflicts=with_reviews(conflicts_in(same, request.user)))


def _drawn(request, template, **context):
    return render_to_string(f"pretalx_ofa/review/{template}.html", context, request=request)
