"""Speakers: found by code and name, or by name and session; then made or changed.

They get accounts under ``.invalid`` that never receive mail.
"""

import hashlib
from collections import Counter, defaultdict

from pretalx.person.models import SpeakerProfile, User
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.bookkeeping import BATCH, chunks
from pretalx_ofa.importing.sessions import is_code
from pretalx_ofa.importing.texts import alike, folded_name, originals

NAME_LENGTH = 120


def read_roles(run):
    """{primary key of a session: {primary key of a speaker: position}}."""
    roles = defaultdict(dict)
    rows = SpeakerRole.objects.filter(submission__event=run.event).order_by("position", "pk")
    for submission, speaker, position in rows.values_list("submission", "speaker", "position"):
        roles[submission][speaker] = position
    return roles


def store(run, sessions, roles):
    """{code in the file: SpeakerProfile} of all."""
    profiles = _find(run, sessions, roles)
    changed, fresh = [], []
    for record in run.programme.people:
        if len(record.name) > NAME_LENGTH:
            run.report.note(
                pgettext_noop("pretalx_ofa", "cut to {most} characters: {name}"),
                most=NAME_LENGTH,
                name=record.name,
            )
        if record.code not in profiles:
            fresh.append(record)
            continue
        profile, values = profiles[record.code], _values(record)
        for field in run.lacks("people", record):
            run.report.counts[field]["left"] += bool(getattr(profile, field))
            del values[field]
        have = {name: getattr(profile, name) for name in values} | {
            "name": profile.get_display_name()
        }
        differs = {name: value for name, value in values.items() if not alike(have[name], value)}
        for name, value in differs.items():
            setattr(profile, name, value)
        if differs:
            changed.append(profile)
        run.report.counts["people"]["updated" if differs else "unchanged"] += 1
    SpeakerProfile.objects.bulk_update(changed, ["name", "biography"], batch_size=BATCH)
    profiles |= _create(run, fresh)
    for record in run.programme.people:
        run.remember("people", [record.code], profiles[record.code])
    return profiles


def _find(run, sessions, roles):
    """{code in the file: SpeakerProfile} of those that are there already.

    A code or a number counts with the same name, or else with a session that both speak in. Where
    the file has other codes (JSON after XML), the same name in the same sessions is the same person.
    """
    profiles = SpeakerProfile.objects.filter(event=run.event).select_related("user", "event")
    by_pk = {profile.pk: profile for profile in profiles}
    by_code = {profile.code: profile for profile in by_pk.values()}
    names = {pk: folded_name(profile.get_display_name()) for pk, profile in by_pk.items()}
    shared = defaultdict(Counter)
    for session in run.programme.sessions:
        if session.code in sessions:
            for speaking in session.speakers:
                shared[speaking.person].update(roles.get(sessions[session.code].pk, {}).keys())
    found, taken = {}, set()

    def take(record, candidates):
        for profile in candidates if record.code not in found else ():
            if profile and profile.pk not in taken:
                found[record.code] = profile
                taken.add(profile.pk)
                return

    def by_key(record):
        return [by_pk.get(run.known["people"].get(record.code)), by_code.get(record.code)]

    for record in run.programme.people:
        name = folded_name(record.name[:NAME_LENGTH])
        take(record, [p for p in by_key(record) if p and names[p.pk] == name])
    for record in run.programme.people:
        name = folded_name(record.name[:NAME_LENGTH])
        together = [pk for pk, _times in shared[record.code].most_common() if names[pk] == name]
        take(record, map(by_pk.get, together))
    for record in run.programme.people:
        take(record, [p for p in by_key(record) if p and p.pk in shared[record.code]])
    return found


def _create(run, records):
    addresses = {person.code: _address(run.event, person) for person in records}
    accounts = {
        user.email: user
        for chunk in chunks(list(addresses.values()))
        for user in User.objects.filter(email__in=chunk)
    }
    missing = [person for person in records if addresses[person.code] not in accounts]
    codes = iter(User.generate_unique_codes(len(missing)))
    users = [
        User(
            email=addresses[person.code],
            name=person.name[:NAME_LENGTH],
            code=next(codes),
            locale=run.event.locale,
            timezone=run.event.timezone,
        )
        for person in missing
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users, batch_size=BATCH)
    accounts |= {user.email: user for user in users}
    spare = iter(SpeakerProfile.generate_unique_codes(len(records), event=run.event))
    taken = set(SpeakerProfile.objects.filter(event=run.event).values_list("code", flat=True))
    created = {}
    for person in records:
        code = next(spare)
        if is_code(person.code) and person.code not in taken:
            code = person.code
        taken.add(code)
        profile = SpeakerProfile(
            event=run.event, user=accounts[addresses[person.code]], code=code, **_values(person)
        )
        # Since pretalx 2026.3 it is stored, by save(), which bulk_create does not call.
        if hasattr(profile, "compute_guid"):
            profile.guid = profile.compute_guid()
        created[person.code] = profile
    SpeakerProfile.objects.bulk_create(created.values(), batch_size=BATCH)
    run.report.counts["people"]["created"] += len(records)
    return created


def _address(event, person):
    """Never to be mailed (RFC 2606), and the same for the same person of the same event."""
    digest = hashlib.sha256(f"{person.code}\n{person.name}".encode()).hexdigest()[:20]
    return f"{digest}@{event.slug}.invalid".lower()


def _values(record):
    return {"name": record.name[:NAME_LENGTH], **originals(record, "speaker")}


def store_roles(run, submissions, profiles, roles):
    """Adds who speaks; nobody is taken away."""
    fresh = []
    for record in run.programme.sessions:
        submission = submissions[record.code]
        wanted = dict.fromkeys(profiles[s.person] for s in record.speakers if s.person in profiles)
        have = roles.get(submission.pk, {})
        after = max(have.values(), default=-1) + 1
        new = [profile for profile in wanted if profile.pk not in have]
        fresh += [
            SpeakerRole(submission=submission, speaker=profile, position=after + n)
            for n, profile in enumerate(new)
        ]
        run.report.counts["speakers"]["left"] += len(have.keys() - {p.pk for p in wanted})
    SpeakerRole.objects.bulk_create(fresh, batch_size=BATCH)
    run.report.counts["speakers"]["created"] += len(fresh)
