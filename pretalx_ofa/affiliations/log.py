"""What the activity log says."""

ACTIVITY_LABELS = {}
