"""What a speaker typed while somebody else changed it, and what others typed of them."""

from pretalx_ofa.clashes.models import Clash


def typed(speaker):
    rows = Clash.objects.filter(speaker=speaker)
    return [
        {
            "field": row.key,
            "typed": row.typed,
            "by": "you" if row.person_id == speaker.user_id else "organisers",
            "time": row.created.isoformat(),
        }
        for row in rows
    ]
