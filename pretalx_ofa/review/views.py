"""Stating a conflict of interest and taking it back, and the organisers' list of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View
from django_context_decorator import context
from pretalx.common.views.mixins import EventPermissionRequired, PermissionRequired

from pretalx_ofa.base.answering import with_undo
from pretalx_ofa.review.forms import ConflictForm
from pretalx_ofa.review.models import Conflict
from pretalx_ofa.review.queries import conflicts_in, own_conflict, with_reviews
from pretalx_ofa.review.stepping_aside import step_aside, take_back

ON_PAGE = 50


class ConflictsView(EventPermissionRequired, TemplateView):
    """Who stepped aside from what, and why; with the reviews that were written before."""

    permission_required = Conflict.get_perm("list")
    template_name = "pretalx_ofa/review/conflicts.html"

    @context
    @cached_property
    def page_obj(self):
        proposals = self.request.event.submissions.all()
        pages = Paginator(conflicts_in(proposals, self.request.user), ON_PAGE)
        return pages.get_page(self.request.GET.get("page"))

    @context
    def conflicts(self):
        return with_reviews(self.page_obj)


class OwnConflictView(PermissionRequired, View):
    """A reviewer's own conflict with a proposal."""

    permission_required = Conflict.get_perm("create")
    http_method_names = ["post"]

    @cached_property
    def submission(self):
        return get_object_or_404(self.request.event.submissions, code__iexact=self.kwargs["code"])

    def get_permission_object(self):
        return self.submission

    def back(self):
        return redirect(self.submission.orga_urls.reviews)


class StepAsideView(OwnConflictView):
    def post(self, request, *args, code, **kwargs):
        form = ConflictForm(request.POST)
        if not form.is_valid():
            for problem in form.errors["reason"]:
                messages.error(request, problem)
            return self.back()
        step_aside(self.submission, request.user, form.cleaned_data["reason"])
        text = pgettext("pretalx_ofa", "The proposal has left your list.")
        undo = reverse(
            "plugins:pretalx_ofa:take_back",
            kwargs={"event": request.event.slug, "code": self.submission.code},
        )
        messages.success(request, with_undo(request, text, undo))
        return self.back()


class TakeBackView(OwnConflictView):
    def post(self, request, *args, code, **kwargs):
        if conflict := own_conflict(request.user, self.submission):
            take_back(conflict)
            text = pgettext("pretalx_ofa", "You took the conflict of interest back.")
            messages.success(request, text)
        return self.back()
