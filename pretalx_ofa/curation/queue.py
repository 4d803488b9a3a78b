"""The queue: words that nobody has decided on yet, and one click for each decision."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, npgettext, pgettext
from django.views.generic import ListView
from django_context_decorator import context
from pretalx.common.views.helpers import is_htmx
from pretalx.common.views.mixins import PaginationMixin

from pretalx_ofa.affiliations.suggestions import deciding
from pretalx_ofa.affiliations.suggestions.queries import (
    as_they_stood,
    certain,
    open_suggestions,
    standing,
)
from pretalx_ofa.affiliations.suggestions.queue import open_groups, rows_of, suggestions_with
from pretalx_ofa.affiliations.suggestions.view import changed_since
from pretalx_ofa.base.activity import one_entry
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.curation.organisations import OrganisationsMixin
from pretalx_ofa.organisations.forms import TargetForm
from pretalx_ofa.organisations.queries import event_country, name_in, territory_name

# More than any row has: what one request may decide on.
MOST = 5000
NAMED = 20


class QueueView(OrganisationsMixin, PaginationMixin, ListView):
    """The groups of spellings to decide on, 50 a page; ``?row=ID,ID`` are those of some suggestions.

    A POST decides on the suggestions ``row`` as ``decision`` says. With htmx both answer with what
    takes the place of the row.
    """

    template_name = "pretalx_ofa/curation/queue.html"

    @property
    def url(self):
        return reverse("plugins:pretalx_ofa:queue", kwargs={"event": self.request.event.slug})

    @cached_property
    def ids(self):
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        keys = [read_id(key) for keys in asked.getlist("row") for key in keys.split(",")]
        return list(filter(None, keys))[:MOST]

    def get_queryset(self):
        groups = open_groups(self.request.event, self.request.user)
        if self.ids:
            named = open_suggestions(self.request.event, self.request.user).filter(pk__in=self.ids)
            groups = groups.filter(group__in=named.order_by().values("group"))
        return groups

    def get_template_names(self):
        name = "pretalx_ofa/curation/queue_rows.html" if is_htmx(self.request) else None
        return [name or self.template_name]

    def get_context_data(self, **kwargs):
        data = super().get_context_data(**kwargs)
        groups = [entry["group"] for entry in data["object_list"]]
        rows = rows_of(self.request.event, self.request.user, groups, get_language())
        return data | {"rows": rows}

    @context
    def certain_ones(self):
        return standing(self.acceptable())

    def acceptable(self):
        return certain(self.request.event, self.request.user)

    @context
    def country(self):
        return territory_name(event_country(self.request.event), get_language())

    @context
    def search_url(self):
        return reverse(
            "plugins:pretalx_ofa:orga_organisation_search",
            kwargs={"event": self.request.event.slug},
        )

    def post(self, request, *args, **kwargs):
        decide = DECISIONS.get(request.POST.get("decision"))
        if request.POST.get("organisation"):
            decide = QueueView.link
        if not decide:
            raise Http404
        self.suggestions = suggestions_with(request.event, request.user, self.ids)
        with one_entry():
            decide(self)
        if is_htmx(request):
            # What is refused, and spellings that were left out, stay where they were.
            groups = list(dict.fromkeys(row.group for row in self.suggestions))
            left = rows_of(request.event, request.user, groups, get_language())
            given = {"view": self, "rows": left, "search_url": self.search_url()}
            return render(request, "pretalx_ofa/curation/queue_rows.html", given)
        page = read_id(request.POST.get("page"))
        return redirect(f"{self.url}?{urlencode({'page': page})}" if page else self.url)

    def undone_url(self):
        # Servers take addresses of 4,094 bytes; all are of one row.
        asked = {"row": ",".join(map(str, self.ids[:NAMED]))} if self.ids else {}
        return f"{self.url}?{urlencode(asked)}"

    def link(self):
        self._link([self.usable(read_id(self.request.POST["organisation"]))])

    def link_typed(self):
        self._link(self._targets("typed"))

    def link_two(self):
        self._link(self._targets("first", "second"))

    def _link(self, organisations):
        keys = [organisation.pk for organisation in organisations]
        if keys:
            names = " + ".join(name_in(one, get_language()) for one in organisations)
            self._tell(
                self._decided(deciding.link, keys),
                pgettext("pretalx_ofa", "“{words}” is linked to {organisation}."),
                organisation=names,
            )

    def _targets(self, *prefixes):
        """The organisations that were typed; [] where one of them is none, which is told."""
        forms = [
            TargetForm(self.request.POST, event=self.request.event, prefix=prefix)
            for prefix in prefixes
        ]
        problems = [error for form in forms for errors in form.errors.values() for error in errors]
        for problem in problems:
            messages.error(self.request, problem)
        return [] if problems else [form.cleaned_data["target"] for form in forms]

    def make(self):
        try:
            outcome = self._decided(deciding.make)
        except deciding.NameTakenError as error:
            text = pgettext("pretalx_ofa", "There is an organisation “{name}” already.")
            messages.error(self.request, text.format(name=error.args[0]))
        else:
            self._tell(
                outcome, pgettext("pretalx_ofa", "“{words}” is one of your organisations now.")
            )

    def mark_independent(self):
        self._tell(
            self._decided(deciding.mark_independent),
            pgettext("pretalx_ofa", "“{words}” speaks for no organisation: independent."),
        )

    def dismiss(self):
        self._tell(
            self._decided(deciding.dismiss),
            pgettext("pretalx_ofa", "“{words}” is no organisation, and is not public."),
        )

    def leave(self):
        self._tell(
            self._decided(deciding.leave),
            pgettext("pretalx_ofa", "“{words}” stays as it was typed."),
        )

    def accept_certain(self):
        """Needs no ``row``: what can be accepted without looking at each, as it stood on the page."""
        shown = as_they_stood(self.acceptable(), self.request.POST.get("stood", ""))
        self.suggestions = list(shown)
        outcome = self._decided(deciding.accept)
        text = npgettext(
            "pretalx_ofa",
            "One name is linked that is certain.",
            "{count} names are linked that are certain.",
            outcome.accepted,
        )
        self._tell(outcome, text, count=outcome.accepted)
        if not outcome.accepted or self.acceptable().exists():
            messages.warning(self.request, changed_since())

    def _decided(self, decision, *args):
        event, person = self.request.event, self.request.user
        return decision(event, self.suggestions, *args, person=person)

    def _tell(self, outcome, text, **words):
        """Says what became of the suggestions, and what did not."""
        request = self.request
        if outcome.accepted:
            self.succeeded(text, words=self.suggestions[0].words, **words)
        missing = len(set(self.ids) - {row.pk for row in self.suggestions})
        if decided := outcome.decided + missing:
            problem = npgettext(
                "pretalx_ofa",
                "Somebody else has decided on one of them meanwhile; that stays as it is.",
                "Somebody else has decided on {count} of them meanwhile; that stays as it is.",
                decided,
            )
            messages.warning(request, problem.format(count=decided))
        if outcome.gone:
            messages.error(
                request,
                pgettext("pretalx_ofa", "What it leads to is there no longer. Choose again."),
            )
        if outcome.full:
            problem = npgettext(
                "pretalx_ofa",
                "One person has the greatest number of affiliations already.",
                "{count} people have the greatest number of affiliations already.",
                outcome.full,
            )
            messages.error(request, problem.format(count=outcome.full))


# What a button of a row is called, and does. Those of its candidates carry an organisation instead.
DECISIONS = {
    "certain": QueueView.accept_certain,
    "typed": QueueView.link_typed,
    "two": QueueView.link_two,
    "make": QueueView.make,
    "independent": QueueView.mark_independent,
    "dismiss": QueueView.dismiss,
    "leave": QueueView.leave,
}
