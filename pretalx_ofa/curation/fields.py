from django import forms
from pretalx.common.forms.widgets import EnhancedSelect, SelectMultipleWithCount


def several(label):
    """Choices for a filter, each a :class:`CountableOption`, as pretalx's own lists have them."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=SelectMultipleWithCount(attrs={"title": label})
    )


def one_of():
    """A widget for one choice of a filter, which cannot be taken away."""
    return EnhancedSelect(attrs={"required": True})
