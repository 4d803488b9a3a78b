"""The registry's page for administrators of the instance."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.generic import TemplateView
from django_context_decorator import context
from django_scopes import scopes_disabled
from pretalx.common.views.mixins import AsyncTaskProgressMixin, PermissionRequired

from pretalx_ofa.base import queueing
from pretalx_ofa.organisations.forms import SourceForm, UploadForm
from pretalx_ofa.organisations.models import Organisation, RegistryImport
from pretalx_ofa.organisations.registry import loaded, refresh, running
from pretalx_ofa.organisations.registry.faults import unreadable
from pretalx_ofa.organisations.registry.load import give_up_interrupted

RUNS = 10


class RegistryView(PermissionRequired, AsyncTaskProgressMixin, TemplateView):
    """The loaded release, the last loads, and forms to load another: by upload, address or monthly."""

    permission_required = "person.administrator_user"
    template_name = "pretalx_ofa/organisations/registry.html"

    @context
    def release(self):
        return loaded.current_import()

    @context
    def statuses(self):
        labels = dict(Organisation.Status.choices)
        counts = Organisation.objects.registry().values_list("status")
        return [
            (labels[status], number)
            for status, number in counts.annotate(n=Count("pk")).order_by("status")
        ]

    @context
    def percentage(self):
        """How far the load is that runs on this server."""
        return running.percentage()

    @context
    def has_index(self):
        return loaded.index_stamp() == loaded.stamp()

    @context
    def runs(self):
        give_up_interrupted()
        with scopes_disabled():
            news = Count("proposals__organisation", distinct=True)
            return list(RegistryImport.objects.annotate(news=news).order_by("-pk")[:RUNS])

    def get_context_data(self, **kwargs):
        address, monthly = refresh.preferences()
        return {
            "upload_form": UploadForm(prefix="upload"),
            "source_form": SourceForm(initial={"address": address, "monthly": monthly}),
        } | super().get_context_data(**kwargs)

    def get(self, request, *args, **kwargs):
        if "async_id" in request.GET and not queueing.has_workers():
            # Where tasks run in the request nobody keeps their results.
            return redirect(self.here())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "upload" in request.POST:
            form = UploadForm(request.POST, request.FILES, prefix="upload")
            if form.is_valid() and self.is_busy():
                return redirect(self.here())
            if form.is_valid() and (path := self.kept(form)):
                if queueing.has_workers():
                    return self.queue(path=path)
                return self.start("import", path, "--delete")
            return self.again(upload_form=form)
        form = SourceForm(request.POST)
        if not form.is_valid():
            return self.again(source_form=form)
        address, monthly = form.cleaned_data["address"], form.cleaned_data["monthly"]
        refresh.prefer(address, monthly=monthly)
        if "load" in request.POST:
            return self.queue(address=address) if queueing.has_workers() else self.start("fetch")
        messages.success(request, pgettext("pretalx_ofa", "The settings are saved."))
        return redirect(self.here())

    def again(self, **forms):
        return render(self.request, self.template_name, self.get_context_data(**forms))

    @staticmethod
    def kept(form):
        """The path of the uploaded file; None, and an error of the form, where it has no place."""
        try:
            return str(refresh.keep_upload(form.cleaned_data["file"]))
        except OSError as error:
            form.add_error("file", _sentence(error))
            return None

    def queue(self, **source):
        return self.dispatch_async_task(
            self.request, queueing.task_named("load_registry"), **source
        )

    def start(self, *arguments):
        if not self.is_busy():
            try:
                refresh.start(*arguments)
            except OSError as error:
                messages.error(self.request, _sentence(error))
        return redirect(self.here())

    def is_busy(self):
        """Whether a load runs on this server; says so, before an upload is kept for nothing."""
        if running.percentage() is None:
            return False
        self.say_busy()
        return True

    def say_busy(self):
        text = pgettext("pretalx_ofa", "The registry is being loaded already.")
        messages.warning(self.request, text)

    @staticmethod
    def here():
        return reverse("plugins:pretalx_ofa:registry")

    def get_task_success_url(self, result):
        return self.here()

    def get_task_error_url(self):
        return self.here()

    def get_task_progress_title(self):
        return pgettext("pretalx_ofa", "Loading the registry of organisations")

    def handle_task_success(self, request, result):
        if result["state"] == "busy":
            self.say_busy()
        elif result["state"] == RegistryImport.State.FAILED:
            text = pgettext(
                "pretalx_ofa", "“{release}” was not loaded; what served before still serves."
            )
            messages.error(request, text.format(release=result["release"]))
        else:
            text = pgettext("pretalx_ofa", "“{release}” is loaded.")
            messages.success(request, text.format(release=result["release"]))


def _sentence(error):
    """What is wrong with a file or folder of this server, in the reader's language."""
    fault = unreadable(error)
    return pgettext("pretalx_ofa", fault.message).format(**fault.values)
