"""What this room keeps of a speaker, as JSON has it: every word with who it came from."""

from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations.models import Affiliation, PersonDetails, SessionAffiliations
from pretalx_ofa.affiliations.suggestions.models import Suggestion


def details(speaker):
    found = PersonDetails.objects.filter(speaker=speaker).first() or PersonDetails()
    return {"orcid": found.orcid, "sort_name": found.sort_name}


def affiliations(speaker):
    """Also those that nobody else sees, and those that wait for a yes."""
    rows = Affiliation.objects.filter(speaker=speaker).select_related("organisation")
    return [{"id": row.pk, "public": row.is_shown} | _plain(row) for row in rows]


def sessions(speaker):
    """Under which affiliations (ids) a session is given, where somebody chose."""
    rows = SessionAffiliations.objects.filter(speaker=speaker).select_related("submission")
    return [{"session": row.submission.code, "affiliations": row.affiliations} for row in rows]


def invitations(speaker):
    """What was written of the speaker's address before they accepted an invitation."""
    if not speaker.user_id or not speaker.user.email:
        return []
    rows = Affiliation.all_objects.filter(
        event=speaker.event, invited=speaker.user.email.lower()
    ).select_related("organisation", "invited_to")
    return [{"session": row.invited_to.code} | _plain(row) for row in rows]


def suggestions(speaker):
    """What was read out of the speaker's answers, biography and files, and what became of it."""
    rows = Suggestion.objects.filter(speaker=speaker).select_related("organisation")
    return [
        {
            "words": row.words,
            "role": row.role,
            "unit": row.unit,
            "from": row.source,
            "state": row.state,
            "organisation": row.organisation.name if row.organisation else "",
            "since": row.changed.isoformat(),
        }
        for row in rows
    ]


def history(speaker):
    """What the activity log keeps of changes; ``by`` is who made them, no other names."""
    entries = speaker.logged_actions().filter(action_type__startswith="pretalx_ofa.")
    return [
        {
            "time": entry.timestamp.isoformat(),
            "action": entry.action_type.removeprefix("pretalx_ofa."),
            "by": _author(entry, speaker),
            "changes": (entry.data or {}).get("changes", {}),
        }
        for entry in entries.order_by("timestamp", "pk")
    ]


def _author(entry, speaker):
    if entry.person_id and entry.person_id == speaker.user_id:
        return "you"
    return "organisers" if entry.is_orga_action else "another speaker"


def _plain(row):
    organisation = row.organisation
    return {
        "organisation": {"name": organisation.name, "ror": organisation.ror or ""}
        if organisation
        else None,
        "words": row.as_entered,
        "role": _words(row.role),
        "unit": _words(row.unit),
        "since": row.since,
        "until": row.until,
        "kind": row.kind,
        "from": row.source,
        "confirmation": row.confirmation,
        "stored": row.created.isoformat() if row.created else None,
    }


def _words(value):
    data = value.data if isinstance(value, LazyI18nString) else value
    return data if isinstance(data, dict) else str(data or "")
