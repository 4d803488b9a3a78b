from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, npgettext, pgettext
from django.views.generic import FormView, ListView, TemplateView, View
from django_context_decorator import context
from i18nfield.strings import LazyI18nString
from pretalx.common.ui import Button
from pretalx.common.views.mixins import (
    ActionConfirmMixin,
    EventPermissionRequired,
    Filterable,
    PaginationMixin,
)

from pretalx_ofa.affiliations import linking
from pretalx_ofa.affiliations.log import ACTIVITY_LABELS
from pretalx_ofa.affiliations.queries import (
    affiliations_at,
    organisations_in_use,
    suggested,
)
from pretalx_ofa.affiliations.suggestions.queue import count_open
from pretalx_ofa.base.activity import one_entry
from pretalx_ofa.base.asked import words_asked
from pretalx_ofa.base.http import FORM_METHODS
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.clashes.forms import tell_clashes
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.undoing import UndoMixin
from pretalx_ofa.organisations.duplicates import likely_duplicates
from pretalx_ofa.organisations.editing import store
from pretalx_ofa.organisations.forms import OrganisationForm, TargetForm
from pretalx_ofa.organisations.models import Organisation, RegistryProposal
from pretalx_ofa.organisations.queries import folded, suggestions
from pretalx_ofa.organisations.registry import loaded
from pretalx_ofa.organisations.registry.changes import open_proposals
from pretalx_ofa.organisations.view import OrganisationView

CHANGES = 10


class OrganisationsMixin(UndoMixin, EventPermissionRequired):
    """Pages about organisations, for those who may change proposals."""

    permission_required = "submission.orga_update_submission"

    def usable(self, pk):
        """An organisation of the registry or the event's own; 404 for anything else."""
        return get_object_or_404(Organisation.objects.for_event(self.request.event), pk=pk)

    def own(self, pk):
        return get_object_or_404(Organisation.objects.own(self.request.event), pk=pk)

    def back(self):
        return redirect("plugins:pretalx_ofa:organisations", event=self.request.event.slug)

    def undone_url(self):
        return reverse(
            "plugins:pretalx_ofa:organisations", kwargs={"event": self.request.event.slug}
        )


class OrganisationsView(OrganisationsMixin, PaginationMixin, Filterable, ListView):
    """The organisations of an event's speakers, and the open decisions about them."""

    template_name = "pretalx_ofa/curation/organisations.html"
    context_object_name = "organisations"

    @cached_property
    def query(self):
        return words_asked(self.request, "q")

    def get_queryset(self):
        rows = [
            OrganisationView(row, get_language(), people=row.people)
            for row in organisations_in_use(self.request.event)
        ]
        wanted = folded(self.query).split()
        rows = [row for row in rows if all(word in row.search for word in wanted)]
        return sorted(rows, key=lambda row: folded(row.name))

    @context
    @cached_property
    def elsewhere(self):
        """[:class:`Suggestion`] from the registry for the query, without those listed here already."""
        if len(self.query) < 2:
            return []
        here = {row.pk for row in self.object_list}
        found = suggestions(self.request.event, self.query, get_language())
        return [entry for entry in found if entry.id not in here]

    @context
    @cached_property
    def decisions(self):
        """Registry changes, proposals of speakers, likely duplicates, and how much the queue has."""
        if self.query or self.request.GET.get("page", "1") != "1":
            return None
        event, language = self.request.event, get_language()
        return {
            "proposals": open_proposals(event),
            "suggested": [
                OrganisationView(o, language) for o in suggested(event).prefetch_related("names")
            ],
            "duplicates": [
                (
                    OrganisationView(t.organisation, language),
                    OrganisationView(t.other, language),
                    t.why,
                )
                for t in likely_duplicates(event)
            ],
            "queue": count_open(event, self.request.user),
        }

    @context
    def changes(self):
        entries = JournalEntry.objects.filter(event=self.request.event).select_related("person")
        return [
            {"entry": entry, "label": ACTIVITY_LABELS.get(entry.action, entry.action)}
            for entry in entries[:CHANGES]
        ]

    @context
    def release(self):
        return loaded.current_import()


class OrganisationDetailView(OrganisationsMixin, TemplateView):
    """An organisation: its names, who is there, and merging it into another one."""

    template_name = "pretalx_ofa/curation/organisation.html"

    @context
    @cached_property
    def organisation(self):
        return OrganisationView(self.usable(self.kwargs["pk"]), get_language())

    @context
    @cached_property
    def affiliations(self):
        return affiliations_at(self.request.event, self.organisation.record)

    @context
    def target_form(self):
        return TargetForm(event=self.request.event)


class OrganisationFormView(OrganisationsMixin, FormView):
    """An organisation of the event's own, to add or to change."""

    http_method_names = FORM_METHODS
    template_name = "pretalx_ofa/curation/organisation_form.html"
    extra_context = {"submit_buttons": [Button(color="primary")]}
    form_class = OrganisationForm

    @context
    @cached_property
    def organisation(self):
        return self.own(self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "event": self.request.event,
            "organisation": self.organisation,
        }

    def get_initial(self):
        if self.organisation:
            return OrganisationForm.initial_of(self.organisation)
        name = words_asked(self.request, "name")
        return {"name": LazyI18nString({self.request.event.locale: name})}

    def form_valid(self, form):
        event, person, organisation = self.request.event, self.request.user, self.organisation
        with one_entry():
            if organisation:
                saved = form.save(person=person)
                tell_clashes(self.request, saved.clashes, form.section.url())
                for problem in set(saved.problems.values()):
                    messages.error(self.request, problem)
                organisation = self.own(organisation.pk)
            else:
                organisation = store(event, None, person=person, **form.values())
            count = linking.link_names(event, organisation, person=person)
        text = pgettext("pretalx_ofa", "“{name}” is saved.")
        messages.success(self.request, text.format(name=organisation.name))
        if count:
            # A message of its own: what is undone is the linking alone.
            self.succeeded(linked(count), count=count)
        return self.back()


def linked(count):
    return npgettext(
        "pretalx_ofa", "One affiliation was linked.", "{count} affiliations were linked.", count
    )


class MergeView(OrganisationsMixin, View):
    """Merges an organisation and the one of :class:`TargetForm`. ``stays`` says whose name stays: that
    of the target (the default) or of the source."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        source = self.usable(pk)
        form = TargetForm(request.POST, event=request.event, source=source)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(errors))
            return redirect("plugins:pretalx_ofa:organisation", event=request.event.slug, pk=pk)
        target = form.cleaned_data["target"]
        keep_name = request.POST.get("stays") == "source"
        count = linking.merge(
            request.event, source, target, person=request.user, keep_name=keep_name
        )
        if keep_name:
            source, target = target, source
        text = npgettext(
            "pretalx_ofa",
            "“{source}” is “{target}” now; one affiliation moved.",
            "“{source}” is “{target}” now; {count} affiliations moved.",
            count,
        )
        self.succeeded(text, source=source, target=target, count=count)
        return self.back()


class NotDuplicatesView(OrganisationsMixin, View):
    """Two organisations are no duplicates: they are not offered for merging again."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        organisation, other = self.own(pk), self.usable(read_id(request.POST.get("other")))
        linking.mark_not_duplicates(organisation, other, person=request.user)
        text = pgettext(
            "pretalx_ofa", "“{name}” and “{other}” stay two, and are not offered for merging again."
        )
        self.succeeded(text, name=organisation, other=other)
        return self.back()


class ConfirmView(OrganisationsMixin, View):
    """Confirms an organisation that a speaker proposed; others who typed its name are there too."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        organisation = self.own(pk)
        linking.confirm(organisation, person=request.user)
        linking.link_names(request.event, organisation, person=request.user)
        text = pgettext("pretalx_ofa", "“{name}” is one of your organisations now.")
        self.succeeded(text, name=organisation)
        return self.back()


class DeleteView(OrganisationsMixin, ActionConfirmMixin, TemplateView):
    """Deletes an organisation of the event's own; its affiliations keep their words."""

    @property
    def action_text(self):
        text = pgettext(
            "pretalx_ofa",
            "Its affiliations stay with the words that were typed, and are no longer linked. This "
            "cannot be undone.",
        )
        if merged := self.own(self.kwargs["pk"]).merged.all():
            more = pgettext(
                "pretalx_ofa",
                "These were merged into it and become organisations of their own again: {names}.",
            )
            text = f"{text} {more.format(names=', '.join(map(str, merged)))}"
        return text

    @property
    def action_object_name(self):
        return str(self.own(self.kwargs["pk"]))

    @property
    def action_back_url(self):
        return reverse(
            "plugins:pretalx_ofa:organisation",
            kwargs={"event": self.request.event.slug, "pk": self.kwargs["pk"]},
        )

    def post(self, request, *args, pk, **kwargs):
        organisation = self.own(pk)
        linking.delete_organisation(organisation, person=request.user)
        self.succeeded(pgettext("pretalx_ofa", "“{name}” is deleted."), name=organisation)
        return self.back()


class ProposalView(OrganisationsMixin, View):
    """Accepts or declines a :class:`RegistryProposal`."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        proposal = get_object_or_404(
            RegistryProposal.objects.select_related("organisation", "successor", "event"),
            event=request.event,
            pk=pk,
            answer=RegistryProposal.Answer.OPEN,
        )
        is_accepted = "accept" in request.POST
        answer = linking.accept if is_accepted else linking.decline
        answer(proposal, person=request.user)
        text = (
            pgettext("pretalx_ofa", "“{name}” follows the registry.")
            if is_accepted
            else pgettext("pretalx_ofa", "“{name}” stays as it is.")
        )
        self.succeeded(text, name=proposal.organisation)
        return self.back()
