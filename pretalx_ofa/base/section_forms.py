"""A section of ours on one of pretalx's organiser pages.

pretalx saves such sections after its own form and then leaves the page; one that is invalid would
take the page down (2026.2: ``f.errors[0]`` of a dict). So a section is always valid: it saves what
it can, and says of the rest which field was not saved and why.
"""

from django import forms
from django.contrib import messages
from django.utils.translation import pgettext

from pretalx_ofa.base.activity import one_entry


class SectionForm(forms.Form):
    """``label`` is the section's heading; ``rows`` names the groups of fields for messages."""

    label = ""
    problems = None

    def __init__(self, *, request, **kwargs):
        self.request = request
        super().__init__(data=request.POST if request.method == "POST" else None, **kwargs)

    class Media:
        css = {"all": ["orga/css/forms/i18n.css", "pretalx_ofa/sections.css"]}

    def is_valid(self):
        self.problems = dict(super().errors)
        return True

    @property
    def errors(self):
        return {}

    @property
    def is_sent(self):
        """Whether the request has this section at all: other clients' requests change nothing of it."""
        raise NotImplementedError

    def save(self):
        if self.is_sent:
            with one_entry(self.request):
                self.store()
            self.tell_problems()

    def store(self):
        raise NotImplementedError

    def name_of(self, field):
        return self.fields[field].label

    def tell_problems(self):
        for field, errors in (self.problems or {}).items():
            text = pgettext("pretalx_ofa", "{section}: {field} was not saved: {problem}")
            messages.error(
                self.request,
                text.format(
                    section=self.label, field=self.name_of(field), problem=" ".join(errors)
                ),
            )
