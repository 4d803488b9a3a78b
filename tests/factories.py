"""Small builders of pretalx objects: what a test does not say is a sensible default."""

import datetime as dt
from itertools import count
from zoneinfo import ZoneInfo

from django_scopes import scope, scopes_disabled
from hierarkey.proxy import dirty_cache_keys
from pretalx.event.domain.event import initialise_event
from pretalx.event.domain.plugins import enable_plugin
from pretalx.event.models import Event, Organiser, Team
from pretalx.mail.enums import MailTemplateRoles
from pretalx.mail.models import MailTemplate
from pretalx.person.models import SpeakerProfile, User
from pretalx.schedule.domain.release import freeze_schedule
from pretalx.schedule.enums import SlotType
from pretalx.schedule.models import Room, TalkSlot
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models import Answer, Question, Submission, Track
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.host.versions import VERIFIED
from pretalx_ofa.organisations.models import Organisation, OrganisationName
from pretalx_ofa.programme import snapshots
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import fingerprint

_number = count(1)
SAO_PAULO = ZoneInfo("America/Sao_Paulo")


@scopes_disabled()
def make_event(slug=None, *, plugin=True, public=True, locales=("en", "pt-br"), organiser=None):
    n = next(_number)
    organiser = organiser or Organiser.objects.create(name=f"Organiser {n}", slug=f"organiser{n}")
    event = Event.objects.create(
        organiser=organiser,
        name="Open Symposium",
        slug=slug or f"event{n}",
        is_public=public,
        email="orga@example.org",
        date_from=dt.date(2025, 11, 18),
        date_to=dt.date(2025, 11, 19),
        timezone="America/Sao_Paulo",
        locale=locales[0],
        locales=list(locales),
        content_locales=list(locales),
    )
    # Found there, pretalx does not make them one by one, in all of its languages: half of an event's time.
    MailTemplate.objects.bulk_create(
        MailTemplate(event=event, role=role, subject=role, text=role) for role in MailTemplateRoles
    )
    initialise_event(event)
    event.feature_flags["use_tracks"] = True
    event.save()
    if plugin:
        enable_plugin(event, "pretalx_ofa")
    return event


@scopes_disabled()
def make_user(name="Ana Souza", **fields):
    n = next(_number)
    return User.objects.create_user(
        email=fields.pop("email", f"user{n}@example.org"),
        name=name,
        password="secret-" + str(n),
        **VERIFIED | fields,
    )


@scopes_disabled()
def make_team_member(event, *, name="Team member", **rights):
    """A user in a team of the event's organiser with exactly these rights."""
    user = make_user(name)
    team = Team.objects.create(organiser=event.organiser, name=f"Team {user.pk}", **rights)
    team.limit_events.add(event)
    team.members.add(user)
    return user


@scopes_disabled()
def make_speaker(event, name="Johan Linåker", *, user=None, biography="", **fields):
    user = user or make_user(name)
    return SpeakerProfile.objects.create(
        event=event, user=user, name=name, biography=biography, **fields
    )


@scopes_disabled()
def make_track(event, name="Open Source and AI", color="#6a1b9a", **fields):
    return Track.objects.create(
        event=event, name=name, color=color, position=next(_number), **fields
    )


@scopes_disabled()
def make_room(event, name="Main Room"):
    return Room.objects.create(event=event, name=name)


@scopes_disabled()
def make_session(event, title="A Cartography of Collaboration", *, speakers=(), **fields):
    fields.setdefault("content_locale", "en")
    fields.setdefault("state", SubmissionStates.CONFIRMED)
    fields.setdefault("submission_type", event.cfp.default_type)
    session = Submission.objects.create(event=event, title=title, **fields)
    for position, speaker in enumerate(speakers):
        SpeakerRole.objects.create(submission=session, speaker=speaker, position=position)
    return session


@scopes_disabled()
def schedule(session, start="2025-11-18T16:20", minutes=30, room=None):
    """Puts a session into the unreleased schedule, at a time in São Paulo."""
    event = session.event
    room = room or event.rooms.first() or make_room(event)
    begin = dt.datetime.fromisoformat(start).replace(tzinfo=SAO_PAULO)
    return TalkSlot.objects.create(
        schedule=event.wip_schedule,
        submission=session,
        room=room,
        start=begin,
        end=begin + dt.timedelta(minutes=minutes),
    )


@scopes_disabled()
def make_break(event, title="Coffee", start="2025-11-18T15:50", minutes=30, room=None):
    begin = dt.datetime.fromisoformat(start).replace(tzinfo=SAO_PAULO)
    return TalkSlot.objects.create(
        schedule=event.wip_schedule,
        room=room or event.rooms.first() or make_room(event),
        slot_type=SlotType.BREAK,
        description=title,
        start=begin,
        end=begin + dt.timedelta(minutes=minutes),
    )


@scopes_disabled()
def release(event, version="1.0"):
    released, _ = freeze_schedule(event.wip_schedule, version, notify_speakers=False)
    event.__dict__.pop("current_schedule", None)
    event.__dict__.pop("wip_schedule", None)
    return released


def make_organisation(name="Lund University", *, event=None, names=(), **fields):
    """``names``: (value, language, kind) beside the displayed one."""
    organisation = Organisation.objects.create(event=event, name=name, **fields)
    OrganisationName.objects.create(
        organisation=organisation, value=name, language="en", kind="display"
    )
    for value, language, kind in names:
        OrganisationName.objects.create(
            organisation=organisation, value=value, language=language, kind=kind
        )
    return organisation


@scopes_disabled()
def affiliate(speaker, organisation=None, role="", **fields):
    """``organisation`` is a record, or words that belong to none."""
    words = organisation if isinstance(organisation, str) else str(organisation or "")
    return Affiliation.objects.create(
        event=speaker.event,
        speaker=speaker,
        organisation=None if isinstance(organisation, str) else organisation,
        as_entered=words,
        role=role,
        position=fields.pop("position", next(_number)),
        **fields,
    )


@scopes_disabled()
def translate(thing, field, language, text, state="approved", source=None):
    owner = "speaker" if isinstance(thing, SpeakerProfile) else "submission"
    return Translation.objects.create(
        event=thing.event,
        field=field,
        language=language,
        text=text,
        state=state,
        source_hash=fingerprint(getattr(thing, field) if source is None else source),
        **{owner: thing},
    )


def fresh(event):
    """The event as the next request would find it: nothing cached, every write committed."""
    dirty_cache_keys.set(set())
    with scopes_disabled():
        return Event.objects.get(pk=event.pk)


def read(event):
    """What a reader of the event gets now: (snapshot, programme)."""
    event = fresh(event)
    with scope(event=event):
        snapshot = snapshots.current(event)
        return snapshot, snapshots.programme_of(snapshot)


@scopes_disabled()
def make_question(event, text="Company / affiliation", target="speaker", **fields):
    fields.setdefault("variant", "string")
    return Question.all_objects.create(event=event, question=text, target=target, **fields)


@scopes_disabled()
def answer(question, owner, text):
    """What a speaker, or the submitter of a session, answered."""
    what = "speaker" if isinstance(owner, SpeakerProfile) else "submission"
    return Answer.objects.create(question=question, answer=text, **{what: owner})
