from django import forms
from django.utils.translation import pgettext_lazy

from pretalx_ofa.base.fields import ProseField

LONGEST_REASON = 2000


class ConflictForm(forms.Form):
    """Why somebody steps aside."""

    reason = ProseField(
        label=pgettext_lazy("pretalx_ofa", "Reason"),
        help_text=pgettext_lazy(
            "pretalx_ofa",
            "Only the organisers read it, never another reviewer. You may leave it out.",
        ),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
