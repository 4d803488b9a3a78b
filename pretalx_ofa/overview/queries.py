"""What the Overview knows of an event, in a constant number of queries, in any phase."""

import re
from collections import Counter, defaultdict

from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.queries import affiliated
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.programme import snapshots
from pretalx_ofa.translations.coverage import STATES, coverage
from pretalx_ofa.translations.fields import public_fields_of
from pretalx_ofa.translations.models import Translation

ACCEPTED = (SubmissionStates.ACCEPTED, SubmissionStates.CONFIRMED)
GONE = (SubmissionStates.REJECTED, SubmissionStates.WITHDRAWN, SubmissionStates.CANCELED)


class Sessions:
    """The sessions that count now: the accepted ones, or all proposals while there are none.

    Logistics are left out. ``phase`` is ``accepted``, ``submitted`` or ``empty``.
    """

    def __init__(self, event):
        self.event = event
        logistic_tracks = set(event.settings.ofa_logistics_tracks)
        logistic_types = set(event.settings.ofa_logistics_types)
        self.every = list(event.submissions.exclude(state__in=GONE).order_by("title", "pk"))
        relevant = [
            s
            for s in self.every
            if s.track_id not in logistic_tracks and s.submission_type_id not in logistic_types
        ]
        accepted = [s for s in relevant if s.state in ACCEPTED]
        self.rows = accepted or relevant
        self.phase = "accepted" if accepted else "submitted" if relevant else "empty"


def speakers_without_affiliation(event, sessions):
    """(all speakers, those without any affiliation), as profiles by name."""
    wanted = {session.pk for session in sessions.rows}
    profiles = {
        role.speaker_id: role.speaker
        for role in SpeakerRole.objects.filter(submission__event=event).select_related(
            "speaker__user", "speaker__event"
        )
        if role.submission_id in wanted
    }
    known = affiliated(event)
    everybody = sorted(profiles.values(), key=lambda p: p.get_display_name().casefold())
    return everybody, [profile for profile in everybody if profile.pk not in known]


def sessions_by_language(event, sessions):
    """{language: {state of coverage: [sessions]}} for each of the programme's languages."""
    rows, fields = defaultdict(dict), public_fields_of("submission")
    for row in Translation.objects.filter(event=event, submission__isnull=False):
        rows[row.submission_id, row.language][row.field] = row
    found = {}
    for language in event_languages(event):
        states = {state: [] for state in STATES}
        for session in sessions.rows:
            texts = {name: field.original(session) for name, field in fields.items()}
            translated = rows.get((session.pk, language), {})
            state = coverage(texts, session.content_locale, translated, language)
            states[state].append(session)
        found[language] = states
    return found


def programme_problems(event):
    """(why the public programme cannot be shown or empty, [{"label", "url", "field"}] of what is
    shown plain because it cannot be read as it was entered)."""
    try:
        snapshot = snapshots.current(event)
    except snapshots.Unavailable as error:
        return str(error) or "?", []
    found = snapshots.problems_of(snapshot) if snapshot else []
    if not found:
        return "", []
    codes = {problem.code for problem in found}
    things = {s.code: (s.title, s.orga_urls.base) for s in event.submissions.filter(code__in=codes)}
    things |= {
        p.code: (p.get_display_name(), p.orga_urls.base)
        for p in event.submitters.filter(code__in=codes).select_related("user")
    }
    return "", [
        dict(zip(("label", "url"), things.get(problem.code, (problem.code, "")), strict=True))
        | {"text": problem.error if problem.field else ""}
        for problem in found
    ]


def logistics(event, sessions):
    """(left out, suggested): tracks and session types with the number of their sessions.

    Suggested are those with a word of logistics in their name, in any language, and those with
    several sessions of which none has an abstract.
    """
    in_track, in_type = defaultdict(list), defaultdict(list)
    for session in sessions.every:
        in_track[session.track_id].append(session)
        in_type[session.submission_type_id].append(session)
    left_out, suggested = [], []
    for kind, objects, members, chosen in (
        ("tracks", event.tracks.all(), in_track, event.settings.ofa_logistics_tracks),
        ("types", event.submission_types.all(), in_type, event.settings.ofa_logistics_types),
    ):
        for thing in objects:
            entry = {"kind": kind, "object": thing, "count": len(members[thing.pk])}
            if thing.pk in chosen:
                left_out.append(entry)
            elif looks_like_logistics(thing.name, members[thing.pk]):
                suggested.append(entry)
    return left_out, suggested


# Beginnings of words, so that one entry serves Portuguese, Spanish and French alike.
LOGISTICS = re.compile(
    r"\b(?:log[ií]sti|registration|registro|credencia|inscri[cçp]|anmeldung|check-?in\b|coffee|café"
    r"|kaffee|breaks?\b|intervalo|pausen?\b|pausas?\b|lunch|almoço|almuerzo|mittag|déjeuner"
    r"|dinner|jantar|catering)",
    re.IGNORECASE,
)


def looks_like_logistics(name, members):
    names = name.data.values() if isinstance(getattr(name, "data", None), dict) else [str(name)]
    if any(LOGISTICS.search(str(text)) for text in names):
        return True
    # "Other" says nothing; sessions that nobody describes do.
    bare = Counter(bool((s.abstract or s.description or "").strip()) for s in members)
    return bare[False] > 1 and not bare[True]
