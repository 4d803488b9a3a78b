"""Labels of the activity log for translations."""

from django.utils.translation import pgettext_lazy

ACTIVITY_LABELS = {
    "pretalx_ofa.translation.create": pgettext_lazy("pretalx_ofa", "A translation was added."),
    "pretalx_ofa.translation.update": pgettext_lazy("pretalx_ofa", "Translations were changed."),
    "pretalx_ofa.translation.delete": pgettext_lazy("pretalx_ofa", "A translation was removed."),
}
