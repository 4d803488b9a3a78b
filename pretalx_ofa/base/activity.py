"""What pretalx's activity log keeps of our actions."""

from django.contrib.contenttypes.models import ContentType
from pretalx.common.models import ActivityLog


def forget_activity(model, keys):
    """Removes our entries about rows: what was typed stands in them."""
    ActivityLog.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=keys,
        action_type__startswith="pretalx_ofa.",
    ).delete()
