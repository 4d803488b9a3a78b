"""Organisations that a speaker described."""

from pretalx_ofa.organisations.models import Organisation


def described(speaker):
    if not speaker.user_id:
        return []
    rows = Organisation.objects.filter(event=speaker.event, described_by=speaker.user_id)
    return [{"id": row.pk, "name": row.name, "confirmation": row.confirmation} for row in rows]
