"""Organisations that somebody described."""

from pretalx_ofa.organisations.models import Organisation


def described(profile):
    if not profile.user_id:
        return []
    rows = Organisation.objects.filter(event=profile.event, described_by=profile.user_id)
    return [{"id": row.pk, "name": row.name, "confirmation": row.confirmation} for row in rows]
