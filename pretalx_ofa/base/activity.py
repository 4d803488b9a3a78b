"""What pretalx's activity log keeps of our actions."""

from django.contrib.contenttypes.models import ContentType
from pretalx.common.models import ActivityLog


def forget_activity(model, keys):
    """Removes the plugin's log entries about rows of a model (primary keys): they quote personal data."""
    ActivityLog.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=keys,
        action_type__startswith="pretalx_ofa.",
    ).delete()
