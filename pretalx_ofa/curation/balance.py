"""Which organisations, countries and types of organisations a programme is made of."""

from django import forms
from django.db.models import Count as CountOf
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import pgettext, pgettext_lazy
from django.views.generic import TemplateView, View
from django_context_decorator import context
from pretalx.common.forms.fields import CountableOption
from pretalx.common.forms.renderers import InlineFormRenderer
from pretalx.common.text.path import safe_filename
from pretalx.common.views.mixins import EventPermissionRequired
from pretalx.submission.enums import SubmissionStates

from pretalx_ofa.base.counted import proposals
from pretalx_ofa.base.http import cache_control
from pretalx_ofa.curation.counting import Across, Balance, By, Count
from pretalx_ofa.curation.fields import one_of, several
from pretalx_ofa.tables.csv_files import write_csv

# So many rows stand on the page; the file has all.
MOST_ROWS, MOST_PANELS = 200, 100


def _one_of(choices):
    """A choice whose first one is meant where none is asked for."""
    return forms.TypedChoiceField(
        choices=choices.choices,
        required=False,
        empty_value=choices.values[0],
        widget=one_of(),
    )


class BalanceForm(forms.Form):
    """What the rows and columns are, and which proposals count."""

    default_renderer = InlineFormRenderer

    by = _one_of(By)
    across = _one_of(Across)
    count = _one_of(Count)
    track = several(pgettext_lazy("pretalx_ofa", "Tracks"))
    state = several(pgettext_lazy("pretalx_ofa", "States"))

    class Media:
        css = {"all": ["orga/css/forms/search.css"]}

    def __init__(self, data, *, event):
        super().__init__(data)
        self.event, self.proposals = event, proposals(event)
        self._offer("state", SubmissionStates.choices)
        if event.get_feature_flag("use_tracks"):
            self._offer("track", [(track.pk, track.name) for track in event.tracks.all()])
        else:
            del self.fields["track"]

    def _offer(self, name, entries):
        rows = self.proposals.order_by().values_list(name).annotate(CountOf("pk"))
        counts = dict(rows)
        self.fields[name].choices = [
            (value, CountableOption(label, counts.get(value, 0))) for value, label in entries
        ]

    def balance(self):
        """The :class:`Balance` that is asked for; what cannot be asked for is ignored."""
        self.full_clean()
        asked, found = self.cleaned_data, self.proposals
        for name in ("track", "state"):
            if asked.get(name):
                found = found.filter(**{f"{name}__in": asked[name]})
        return Balance(
            self.event,
            found,
            asked.get("by", By.ORGANISATION),
            asked.get("across", Across.ALL),
            asked.get("count", Count.PROPOSALS),
        )


class BalanceMixin(EventPermissionRequired):
    permission_required = "submission.orga_update_submission"

    @context
    @cached_property
    def filter_form(self):
        return BalanceForm(self.request.GET, event=self.request.event)

    @context
    @cached_property
    def balance(self):
        return self.filter_form.balance()


class BalanceView(BalanceMixin, TemplateView):
    template_name = "pretalx_ofa/curation/balance.html"

    @cached_property
    def every_row(self):
        return self.balance.rows()

    @context
    def rows(self):
        return self.every_row[:MOST_ROWS]

    @context
    def more(self):
        return max(0, len(self.every_row) - MOST_ROWS)

    @cached_property
    def every_panel(self):
        return self.balance.panels()

    @context
    def panels(self):
        return self.every_panel[:MOST_PANELS]

    @context
    def more_panels(self):
        return max(0, len(self.every_panel) - MOST_PANELS)


class BalanceFileView(BalanceMixin, View):
    """The table as CSV."""

    def get(self, request, *args, **kwargs):
        name = pgettext("pretalx_ofa", "Name")
        rows = [[name, *(label for _key, label in self.balance.columns)]]
        rows += [[row.label, *(cell.number for cell in row.cells)] for row in self.balance.rows()]
        filename = safe_filename(f"{request.event.slug}-balance.csv")
        response = HttpResponse(
            write_csv(rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{filename}"'},
        )
        return cache_control(response, visible_to_everyone=False)
