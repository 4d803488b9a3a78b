from django import forms
from pretalx.common.forms.widgets import SelectMultipleWithCount


def several(label):
    """Choices for a filter, each a :class:`CountableOption`, as pretalx's own lists have them."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=SelectMultipleWithCount(attrs={"title": label})
    )
