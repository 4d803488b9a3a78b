"""Making an event for a programme, and releasing it."""

from collections import Counter, defaultdict

from django.conf import settings
from pretalx.event.domain.event import initialise_event
from pretalx.event.domain.plugins import enable_plugin
from pretalx.event.models import Event
from pretalx.schedule.domain.release import freeze_schedule

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.texts import i18n


def make_event(programme, slug, organiser):
    known = dict(settings.LANGUAGES)
    spoken = Counter(session.language for session in programme.sessions)
    locales = [code for code in programme.languages if code in known] or ["en"]
    event = Event.objects.create(
        organiser=organiser,
        slug=slug,
        name=i18n(programme.event.name) or slug,
        date_from=programme.event.date_from,
        date_to=programme.event.date_to,
        timezone=programme.event.timezone,
        email=f"{slug}@{slug}.invalid",
        is_public=True,
        locale=locales[0],
        locales=locales,
        content_locales=list(dict.fromkeys([*locales, *programme.languages, *spoken])),
    )
    initialise_event(event)
    event.feature_flags |= {"use_tracks": True, "present_multiple_times": True}
    event.save()
    enable_plugin(event, "pretalx_ofa")
    if programme.languages != locales:
        event.settings.set("ofa_languages", programme.languages)
    return event


def note_other_dates(run):
    """Says so where the file's event begins earlier or ends later: nothing of the event is changed."""
    event, other = run.event, run.programme.event
    if other.date_from < event.date_from or other.date_to > event.date_to:
        run.report.note(
            pgettext_noop(
                "pretalx_ofa",
                "the file's event is from {start} to {end}; the dates of this one are left as they are",
            ),
            start=other.date_from,
            end=other.date_to,
        )


def mark_logistics(run, tracks, types):
    """Marks tracks and types whose sessions are all logistics; single sessions cannot be marked."""
    for name, known in (("track", tracks), ("type", types)):
        members = defaultdict(list)
        for session in run.programme.sessions:
            members[getattr(session, name)].append(session.logistics)
        out = [known[key].pk for key, flags in members.items() if key in known and all(flags)]
        if out:
            run.event.settings.set(f"ofa_logistics_{name}s", out)


def release(event, programme, report):
    version = programme.version.strip()[:190]
    if not version or version in {"wip", "latest"}:
        version = "1.0"
    freeze_schedule(event.wip_schedule, version, notify_speakers=False)
    for name in ("current_schedule", "wip_schedule"):
        event.__dict__.pop(name, None)
    report.note(pgettext_noop("pretalx_ofa", "released as version {version}"), version=version)
