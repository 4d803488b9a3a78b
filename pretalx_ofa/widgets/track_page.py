"""The page of one track: its numbers, its sessions by day, its people."""

from pretalx_ofa.widgets.agenda import Reader


def track_page(programme, language, track_id):
    """Plain data of a track's page; None for a track without content."""
    reader = Reader(programme, language)
    tracks = reader.tracks()
    position = next((n for n, t in enumerate(tracks) if t["id"] == track_id), None)
    if position is None:
        return None
    track = programme.track[track_id]
    sessions = [s for s in programme.content_sessions if s.track == track_id]
    minutes = sum(session.minutes * max(1, len(session.slots)) for session in sessions)
    return {
        **tracks[position],
        "lang": reader.lang,
        "description": reader.say(track.description),
        "sessions": len(sessions),
        "hours": round(minutes / 60, 1),
        "people": len({s.person for session in sessions for s in session.speakers}),
        "languages": reader.languages_of(sessions),
        "days": list(reader.days(track_id)),
        "previous": tracks[position - 1] if position else None,
        "next": tracks[position + 1] if position + 1 < len(tracks) else None,
    }
