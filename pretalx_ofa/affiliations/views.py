from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language, npgettext, pgettext
from django.views.generic import FormView, TemplateView
from django_context_decorator import context
from i18nfield.strings import LazyI18nString
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.affiliations.linking import link_names, link_unlinked
from pretalx_ofa.affiliations.queries import organisations_in_use, unlinked_words
from pretalx_ofa.languages import babel_locale
from pretalx_ofa.organisations import registry
from pretalx_ofa.organisations.editing import store
from pretalx_ofa.organisations.forms import OrganisationForm
from pretalx_ofa.organisations.queries import folded, name_in


class OrganisationsView(EventPermissionRequired, TemplateView):
    """Who is where: the organisations of an event's speakers, and the words that are none yet."""

    permission_required = "submission.orga_update_submission"
    template_name = "pretalx_ofa/affiliations/organisations.html"

    @context
    @cached_property
    def organisations(self):
        language = get_language()
        territories = babel_locale(language).territories
        rows = [
            {
                "pk": row.pk,
                "name": name_in(row, language),
                "place": ", ".join(p for p in (row.city, territories.get(row.country)) if p),
                "ror": row.ror,
                "is_own": row.event_id is not None,
                "people": row.people,
            }
            for row in organisations_in_use(self.request.event)
        ]
        return sorted(rows, key=lambda row: folded(row["name"]))

    @context
    @cached_property
    def unlinked(self):
        return unlinked_words(self.request.event)

    @context
    def release(self):
        return registry.current_release()

    def post(self, request, *args, **kwargs):
        count = link_unlinked(request.event, person=request.user)
        text = npgettext(
            "pretalx_ofa", "One affiliation was linked.", "{count} affiliations were linked.", count
        )
        messages.success(request, text.format(count=count))
        return redirect("plugins:pretalx_ofa:organisations", event=request.event.slug)


class OrganisationView(EventPermissionRequired, FormView):
    """An organisation of the event's own, to add or to change."""

    permission_required = "submission.orga_update_submission"
    template_name = "pretalx_ofa/affiliations/organisation.html"
    form_class = OrganisationForm

    @context
    @cached_property
    def organisation(self):
        if "pk" not in self.kwargs:
            return None
        found = self.request.event.ofa_organisations.filter(pk=self.kwargs["pk"]).first()
        if not found:
            raise Http404
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "event": self.request.event,
            "organisation": self.organisation,
        }

    def get_initial(self):
        if self.organisation:
            return OrganisationForm.initial_of(self.organisation)
        return {
            "name": LazyI18nString({self.request.event.locale: self.request.GET.get("name", "")})
        }

    def form_valid(self, form):
        event, person, data = self.request.event, self.request.user, form.cleaned_data
        organisation = store(
            event,
            self.organisation,
            names=data["name"].data,
            aliases=form.aliases(),
            person=person,
            **{name: data[name] for name in ("country", "city", "website")},
        )
        count = link_names(event, organisation, person=person)
        text = npgettext(
            "pretalx_ofa",
            "“{name}” is saved, and one affiliation linked to it.",
            "“{name}” is saved, and {count} affiliations linked to it.",
            count,
        )
        if not count:
            text = pgettext("pretalx_ofa", "“{name}” is saved.")
        messages.success(self.request, text.format(name=organisation.name, count=count))
        return redirect("plugins:pretalx_ofa:organisations", event=event.slug)
