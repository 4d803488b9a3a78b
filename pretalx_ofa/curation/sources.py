"""From what is there: what answers, biographies and files say, before any of it is an affiliation."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, npgettext, pgettext
from django.views.generic import ListView
from django_context_decorator import context
from pretalx.common.views.mixins import (
    AsyncTaskProgressMixin,
    EventPermissionRequired,
    PaginationMixin,
)

from pretalx_ofa.affiliations.sources.forms import SourcesForm
from pretalx_ofa.affiliations.sources.labels import labels
from pretalx_ofa.affiliations.suggestions.deciding import accept, dismiss
from pretalx_ofa.affiliations.suggestions.queries import (
    as_they_stood,
    certain,
    count_by_tier,
    found,
    open_suggestions,
    standing,
    surest_first,
)
from pretalx_ofa.affiliations.suggestions.view import changed_since, views_of
from pretalx_ofa.base import queueing
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.journal.undoing import UndoMixin
from pretalx_ofa.organisations.recognising import Tier
from pretalx_ofa.organisations.registry import loaded


class SourcesView(
    UndoMixin, EventPermissionRequired, AsyncTaskProgressMixin, PaginationMixin, ListView
):
    """Chooses what is read, shows what it says, and accepts what is certain.

    A POST finds, accepts all certain ones that stood on the page (``accept``), or leaves one out
    (``dismiss``: its primary key).
    """

    permission_required = "submission.orga_update_submission"
    template_name = "pretalx_ofa/curation/sources.html"

    @property
    def url(self):
        return reverse("plugins:pretalx_ofa:sources", kwargs={"event": self.request.event.slug})

    def undone_url(self):
        return self.url

    @context
    def right(self):
        """{tier: how many of a hundred were right}"""
        return {str(one): one.right for one in Tier}

    @context
    @cached_property
    def tier(self):
        asked = self.request.GET.get("tier")
        return asked if asked in Tier.values else ""

    def suggestions(self):
        return found(open_suggestions(self.request.event, self.request.user))

    def get_queryset(self):
        rows = self.suggestions()
        return surest_first(rows.filter(tier=self.tier) if self.tier else rows)

    def get_context_data(self, **kwargs):
        data = super().get_context_data(**kwargs)
        if "form" not in data:
            data["form"] = SourcesForm(event=self.request.event, user=self.request.user)
        rows = list(data["object_list"])
        for row in rows:
            row.speaker.event = self.request.event
        data["suggestions"] = views_of(rows, labels(self.request.event, rows), get_language())
        return data

    @context
    @cached_property
    def tiers(self):
        """[(:class:`Tier`, number of open suggestions)]."""
        return list(count_by_tier(self.suggestions()).items())

    @context
    def total(self):
        return sum(number for _tier, number in self.tiers)

    @context
    @cached_property
    def certain_ones(self):
        return standing(self.acceptable())

    def acceptable(self):
        return found(certain(self.request.event, self.request.user))

    @context
    def release(self):
        return loaded.current_import()

    def get(self, request, *args, **kwargs):
        if "async_id" in request.GET and not queueing.has_workers():
            # Where tasks run in the request nobody keeps their results.
            return redirect(self.url)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "accept" in request.POST:
            return self.accept()
        if "dismiss" in request.POST:
            return self.dismiss()
        form = SourcesForm(request.POST, request.FILES, event=request.event, user=request.user)
        if form.is_valid():
            return self.dispatch_async_task(
                request,
                queueing.task_named("find_affiliations"),
                event_id=request.event.pk,
                chosen=form.chosen,
                rows=form.rows,
            )
        self.object_list = self.get_queryset()
        return self.render_to_response(self.get_context_data(form=form))

    def accept(self):
        """Accepts the certain ones as they stood on the page; what changed since is shown first."""
        asked = as_they_stood(self.acceptable(), self.request.POST["accept"])
        result = accept(self.request.event, asked, person=self.request.user)
        if result.accepted:
            text = npgettext(
                "pretalx_ofa",
                "One affiliation was accepted.",
                "{count} affiliations were accepted.",
                result.accepted,
            )
            self.succeeded(text, count=result.accepted)
        if result.full:
            text = npgettext(
                "pretalx_ofa",
                "One was not: the person has as many affiliations as a person may have.",
                "{count} were not: these persons have as many affiliations as a person may have.",
                result.full,
            )
            messages.warning(self.request, text.format(count=result.full))
        if result.gone or result.decided or not result.accepted or self.acceptable().exists():
            messages.warning(self.request, changed_since())
        return redirect(self.url)

    def dismiss(self):
        pk = read_id(self.request.POST["dismiss"])
        if row := self.suggestions().filter(pk=pk).first():
            dismiss(self.request.event, [row], person=self.request.user)
            text = pgettext("pretalx_ofa", "“{words}” is left out.")
            self.succeeded(text, words=row.words)
        else:
            messages.warning(self.request, changed_since())
        return redirect(self.url)

    def get_task_success_url(self, result):
        return self.url

    def get_task_error_url(self):
        return self.url

    def get_task_progress_title(self):
        return pgettext("pretalx_ofa", "Looking for organisations")

    def get_task_success_message(self, result):
        new = result[0] if result else 0
        if not new:
            return pgettext("pretalx_ofa", "There is nothing new.")
        text = npgettext(
            "pretalx_ofa",
            "One new suggestion was found.",
            "{count} new suggestions were found.",
            new,
        )
        return text.format(count=new)
