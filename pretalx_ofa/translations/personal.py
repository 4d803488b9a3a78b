"""Translations of a speaker's biography."""

from pretalx_ofa.translations.models import Translation


def biography(speaker):
    rows = Translation.objects.filter(event=speaker.event, speaker=speaker)
    return [{"language": row.language, "state": row.state, "text": row.text} for row in rows]
