"""Labels of the activity log for stepping aside.

Everybody who may change the event's settings reads the log, reviewers among them: an entry names
neither proposal nor reason, so that an abstention tells nobody why.
"""

from django.utils.translation import pgettext_lazy

ACTIVITY_LABELS = {
    "pretalx_ofa.conflict.create": pgettext_lazy(
        "pretalx_ofa", "A conflict of interest was stated."
    ),
    "pretalx_ofa.conflict.delete": pgettext_lazy(
        "pretalx_ofa", "A conflict of interest was taken back."
    ),
}
