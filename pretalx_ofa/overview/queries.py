"""What the Overview knows of an event, in a constant number of queries, in any phase."""

from collections import defaultdict
from functools import cached_property

from pretalx.person.models import SpeakerProfile
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.base.counted import ACCEPTED, GONE, counted_sessions
from pretalx_ofa.programme import snapshots

# So many sessions are named; of more the number is said.
NAMED = 10


class Sessions:
    """``rows`` are the sessions that count now, as :func:`counted_sessions` has them, ``every`` all.

    ``phase`` is ``accepted``, ``submitted`` or ``empty``.
    """

    def __init__(self, event):
        self.event = event
        self.every = list(event.submissions.exclude(state__in=GONE).order_by("title", "pk"))
        counted = set(counted_sessions(event).order_by().values_list("pk", flat=True))
        self.rows = [session for session in self.every if session.pk in counted]
        is_accepted = any(session.state in ACCEPTED for session in self.rows)
        self.phase = "accepted" if is_accepted else "submitted" if self.rows else "empty"

    @cached_property
    def roles(self):
        """{key of any session: [profiles]}."""
        profiles = {}
        for profile in SpeakerProfile.objects.filter(event=self.event).select_related("user"):
            # Not joined: a thousand copies of the event take two seconds.
            profile.event = self.event
            profiles[profile.pk] = profile
        found = defaultdict(list)
        roles = SpeakerRole.objects.filter(submission__event=self.event)
        for submission_id, speaker_id in roles.values_list("submission_id", "speaker_id"):
            found[submission_id].append(profiles[speaker_id])
        return found

    @cached_property
    def speakers(self):
        """The profiles that speak in ``rows``, by name."""
        profiles = {p.pk: p for session in self.rows for p in self.roles.get(session.pk, ())}
        return sorted(profiles.values(), key=lambda p: p.get_display_name().casefold())

    @cached_property
    def spoken(self):
        """{key of a profile: the languages of the sessions that count}."""
        found = defaultdict(set)
        for session in self.rows:
            for profile in self.roles.get(session.pk, ()):
                found[profile.pk].add(session.content_locale)
        return found

    def is_bare(self, session):
        """Whether it has neither a speaker nor an abstract."""
        return session.pk not in self.roles and not (session.abstract or "").strip()


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

    Suggested are those of which most sessions have neither a speaker nor an abstract. Each names the
    sessions *with* speakers, which nobody would look for among registration and coffee.
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
            own = members[thing.pk]
            spoken = [session for session in own if session.pk in sessions.roles]
            entry = {
                "kind": kind,
                "object": thing,
                "count": len(own),
                "spoken": spoken[:NAMED],
                "more": max(0, len(spoken) - NAMED),
            }
            if thing.pk in chosen:
                left_out.append(entry)
            elif sum(map(sessions.is_bare, own)) * 2 > len(own):
                suggested.append(entry)
    return left_out, suggested
