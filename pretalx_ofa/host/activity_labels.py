"""Labels of the activity log for the actions of every room."""

from django.utils.translation import pgettext_lazy

from pretalx_ofa.affiliations.log import ACTIVITY_LABELS as AFFILIATIONS
from pretalx_ofa.base.activity import SAVED
from pretalx_ofa.review.log import ACTIVITY_LABELS as REVIEW
from pretalx_ofa.translations.log import ACTIVITY_LABELS as TRANSLATIONS

ACTIVITY_LABELS = {
    **AFFILIATIONS,
    **TRANSLATIONS,
    **REVIEW,
    SAVED: pgettext_lazy("pretalx_ofa", "Affiliations and translations were changed."),
    "pretalx_ofa.settings.update": pgettext_lazy(
        "pretalx_ofa", "The settings for affiliations and languages were changed."
    ),
    "pretalx_ofa.organisation.create": pgettext_lazy("pretalx_ofa", "An organisation was added."),
    "pretalx_ofa.organisation.update": pgettext_lazy("pretalx_ofa", "An organisation was changed."),
    "pretalx_ofa.organisation.delete": pgettext_lazy("pretalx_ofa", "An organisation was deleted."),
    "pretalx_ofa.journal.undo": pgettext_lazy("pretalx_ofa", "A change was undone."),
    "pretalx_ofa.track_theme.delete": pgettext_lazy(
        "pretalx_ofa", "The look of a track was reset."
    ),
}


def activity_label(action_type):
    return ACTIVITY_LABELS.get(action_type)
