"""The life of a snapshot: fresh for every reader, built once, broken by nothing, erased everywhere."""

import datetime as dt

import pytest
from django.db import transaction
from django_scopes import scope, scopes_disabled
from pretalx.event.domain.plugins import disable_plugin, enable_plugin
from pretalx.person.domain.user import deactivate_user
from pretalx.submission.models import Submission
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.base import changes
from pretalx_ofa.base.changes import Change, mark_changed
from pretalx_ofa.programme import build, snapshots
from pretalx_ofa.programme.models import ProgrammeSnapshot, SnapshotState
from pretalx_ofa.programme.records import from_json
from pretalx_ofa.tasks import tidy
from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_room,
    make_session,
    make_speaker,
    make_track,
    read,
    release,
    schedule,
    translate,
)


def titles(event):
    return [session.title.choose("en").text for session in read(event)[1].sessions]


def taken_back(event):
    """An edit in a transaction (or savepoint) that is rolled back."""
    with transaction.atomic():
        mark_changed(event)
        transaction.set_rollback(True)


@pytest.fixture
def builds(monkeypatch):
    """The versions built since, in order."""
    found, real = [], build.build_released

    def counted(event, schedule=None, **options):
        found.append((schedule or event.current_schedule).version)
        return real(event, schedule, **options)

    monkeypatch.setattr(snapshots, "build_released", counted)
    return found


def test_nothing_released_is_nothing_to_show(in_event):
    assert snapshots.current(in_event) is None
    assert snapshots.known(in_event) is None


def test_changes_before_a_release_do_not_pile_up(in_event):
    for n in range(3):
        make_session(in_event, f"Talk {n}")
    assert Change.objects.filter(event=in_event).exists()

    assert snapshots.current(in_event) is None
    assert not Change.objects.filter(event=in_event).exists()


def test_changes_that_nobody_comes_by_to_read_do_not_pile_up(event):
    with scope(event=event):
        make_session(event)
    tidy()
    assert not Change.objects.filter(event=event).exists(), "before a release"

    schedule(make_session(event, "Second"))
    release(event)
    mark_changed(event)
    tidy()
    assert not Change.objects.filter(event=event).exists(), "after a release"


def test_a_reader_after_an_edit_sees_it_and_an_unchanged_programme_is_built_once(released, builds):
    assert titles(released) == ["A Cartography of Collaboration"]
    read(released)
    with scope(event=released):
        session = released.submissions.get()
        session.title = "New title"
        session.save()

    assert titles(released) == ["New title"]
    read(released)
    assert builds == ["1.0", "1.0"]


def test_an_edit_without_effect_makes_no_new_revision(released):
    before, _ = read(released)
    mark_changed(released)
    after, _ = read(released)

    assert (after.pk, after.revision) == (before.pk, before.revision)
    assert not Change.objects.exists()


def test_a_release_is_shown_at_once_and_the_older_version_is_kept(released):
    read(released)
    release(released, "2.0")
    with scope(event=released):
        Submission.objects.get().save()
        session = released.submissions.get()
        session.title = "Edited afterwards"
        session.save()

    assert titles(released) == ["Edited afterwards"]
    with scope(event=released):
        (older,) = snapshots.archived(released)
        assert older.version == "1.0"
        programme = snapshots.programme_of(older)
    assert programme.sessions[0].title.choose("en").text == "A Cartography of Collaboration"


def test_a_release_during_a_build_leaves_the_older_version_as_it_was(released, monkeypatch):
    read(released)
    real = snapshots._schedule

    def released_before_it_is_read(event):
        if not event.schedules.filter(version="2.0").exists():
            release(event, "2.0")
        return real(event)

    monkeypatch.setattr(snapshots, "_schedule", released_before_it_is_read)
    mark_changed(released)
    read(released)

    versions = {name: from_json(content).version for name, content in contents(released).items()}
    assert versions == {"1.0": "1.0", "2.0": "2.0"}


def test_older_versions_stored_later_do_not_tell_when_a_session_changed(released):
    with scope(event=released):
        slot = fresh(released).wip_schedule.talks.get(submission__isnull=False)
        slot.start -= dt.timedelta(hours=3)
        slot.save()
    release(fresh(released), "2.0")
    _, before = read(released)
    with scope(event=released):
        snapshots.store_older(fresh(released))
    mark_changed(released)
    _, after = read(released)

    assert set(contents(released)) == {"1.0", "2.0"}
    assert after.sessions[0].changed == before.sessions[0].changed


def test_what_is_told_in_a_transaction_goes_with_it(released):
    read(released)
    taken_back(released)
    assert not Change.objects.exists()

    with transaction.atomic():
        mark_changed(released)
        mark_changed(released)
    assert Change.objects.count() == 1, "once in a transaction"


def test_a_savepoint_that_is_rolled_back_takes_its_mark_along(released):
    read(released)
    with transaction.atomic():
        taken_back(released)
        mark_changed(released)
    assert Change.objects.count() == 1


def test_an_edit_during_a_build_is_not_lost(released, monkeypatch):
    real = build.build_released

    def edited_meanwhile(*args, **options):
        built = real(*args, **options)
        with scope(event=released):
            session = released.submissions.get()
            if session.title != "Too late":
                session.title = "Too late"
                session.save()
        return built

    monkeypatch.setattr(snapshots, "build_released", edited_meanwhile)
    read(released)

    assert titles(released) == ["Too late"]


@pytest.mark.parametrize("model", ("tracks", "rooms"))
def test_an_order_changed_in_bulk_is_seen_without_being_told(released, model):
    make_track(released, "Second track")
    with scope(event=released):
        rows = list(getattr(fresh(released), model).all())
    read(released)
    with scope(event=released):
        for n, row in enumerate(rows):
            row.position = 10 - n
        type(rows[0]).objects.bulk_update(rows, ["position"])
        assert not snapshots.head(fresh(released)).is_fresh


def test_what_tells_nobody_is_seen_after_a_refresh(released):
    read(released)
    with scope(event=released):
        Submission.objects.update(title="Raw")
        snapshots.refresh(fresh(released))
    assert titles(released) == ["Raw"]


@pytest.mark.parametrize("content", ("", "{", '{"format": "pretalx-ofa/programme-0"}'))
def test_a_stored_snapshot_that_cannot_be_read_is_built_again(released, content):
    read(released)
    with scopes_disabled():
        ProgrammeSnapshot.objects.update(content=content)
    snapshots._programmes.kept.clear()

    assert titles(released) == ["A Cartography of Collaboration"]
    with scopes_disabled():
        stored = ProgrammeSnapshot.objects.get()
    assert from_json(stored.content).revision == stored.revision


@pytest.mark.parametrize("stored", (5, [5], [{"unknown": 1}]))
def test_problems_that_cannot_be_read_are_none(released, stored):
    snapshot, _ = read(released)
    with scope(event=released):
        ProgrammeSnapshot.objects.update(problems=stored)
        assert snapshots.problems_of(snapshot) == []


def test_another_version_of_the_plugin_builds_again(released, builds, monkeypatch):
    read(released)
    monkeypatch.setattr(snapshots, "__version__", "99")
    read(released)
    read(released)
    assert builds == ["1.0", "1.0"]


def test_a_failed_build_pauses_tells_why_and_heals(released, monkeypatch):
    def fail(*args, **options):
        raise ZeroDivisionError("no way")

    monkeypatch.setattr(snapshots, "build_released", fail)
    for _ in range(2):
        with pytest.raises(snapshots.Unavailable):
            read(released)
    with scope(event=released):
        assert snapshots.known(released) is None
        state = SnapshotState.objects.get()
        assert (state.tries, state.error) == (1, "no way"), "the second reader did not try"
        SnapshotState.objects.update(next_try=state.next_try - dt.timedelta(minutes=5))

    monkeypatch.undo()
    assert titles(released) == ["A Cartography of Collaboration"]
    with scope(event=released):
        assert SnapshotState.objects.get().error == ""


def test_a_lost_builder_is_replaced(released):
    with scope(event=released):
        assert snapshots.head(released).state
        assert snapshots._take_lease(released)
        assert not snapshots._take_lease(released), "somebody builds"
        SnapshotState.objects.update(lease_until="2020-01-01T00:00Z")
    assert titles(released) == ["A Cartography of Collaboration"]


def test_a_builder_whose_process_is_ended_keeps_nobody_waiting(released, monkeypatch):
    def end(*args, **options):
        raise SystemExit(1)

    monkeypatch.setattr(snapshots, "build_released", end)
    with pytest.raises(SystemExit):
        read(released)
    monkeypatch.undo()

    with scope(event=released):
        assert SnapshotState.objects.get().lease_until is None
    assert titles(released) == ["A Cartography of Collaboration"]


def test_a_builder_that_lost_its_lease_publishes_nothing(released, monkeypatch):
    real = build.build_released

    def slow(event, *args, **options):
        built = real(event, *args, **options)
        if not found:
            found.append(1)
            SnapshotState.objects.filter(event=event).update(owner="somebody", lease_until=None)
            session = event.submissions.get()
            session.title = "By the second builder"
            session.save()
        return built

    found = []
    monkeypatch.setattr(snapshots, "build_released", slow)
    assert titles(released) == ["By the second builder"]
    with scope(event=released):
        assert ProgrammeSnapshot.objects.count() == 1


def test_pages_of_pretalx_do_not_wait_for_the_first_build(released, builds):
    with scope(event=released):
        assert snapshots.known(released) is None
        snapshots.current(released)
        assert snapshots.known(released).version == "1.0"
    release(released, "2.0")
    with scope(event=released):
        assert snapshots.known(fresh(released)).version == "2.0", "later ones are quick"
    assert builds == ["1.0", "2.0"]


# What is taken away


def contents(event):
    with scopes_disabled():
        rows = ProgrammeSnapshot.objects.filter(event=event)
        return {row.version: row.content for row in rows}


def test_a_deleted_session_leaves_every_version(released):
    read(released)
    release(released, "2.0")
    read(released)
    with scope(event=released):
        for slot in released.submissions.get().slots.all():
            slot.delete()
        released.submissions.get().delete()
    read(released)

    assert set(contents(released)) == {"1.0", "2.0"}
    assert not any("Cartography" in content for content in contents(released).values())


def test_an_erased_user_leaves_every_version_though_pretalx_keeps_the_profile(released):
    read(released)
    release(released, "2.0")
    read(released)
    with scope(event=released):
        user = SpeakerRole.objects.get().speaker.user
    with scopes_disabled():
        deactivate_user(user)
    read(released)

    older = contents(released)["1.0"]
    assert "Linåker" not in older
    assert "Lund" not in older
    assert "Cartography" in older


def test_somebody_erased_while_the_plugin_is_off_is_gone_as_well(released):
    read(released)
    release(released, "2.0")
    read(released)
    event = fresh(released)
    with scopes_disabled():
        disable_plugin(event, "pretalx_ofa")
        deactivate_user(SpeakerRole.objects.get().speaker.user)
    with scope(event=event):
        snapshots.tidy(fresh(event), is_active=False)

    assert not any("Lund University" in content for content in contents(event).values())


def test_an_older_version_that_cannot_be_read_is_dropped_by_an_erasure(released):
    read(released)
    release(released, "2.0")
    with scopes_disabled():
        ProgrammeSnapshot.objects.update(content="{")
    mark_changed(released, what=Change.What.DELETED)
    read(released)
    assert set(contents(released)) == {"2.0"}


def test_files_know_since_when_nothing_was_taken_away(released):
    first, _ = read(released)
    with scope(event=released):
        session = released.submissions.get()
        session.title = "Edited"
        session.save()
    second, _ = read(released)
    speaker = make_speaker(released, "Somebody else")
    with scope(event=released):
        SpeakerRole.objects.create(submission=session, speaker=speaker, position=5)
    read(released)
    with scope(event=released):
        SpeakerRole.objects.filter(speaker=speaker).delete()
    last, _ = read(released)

    assert second.clean_since == first.clean_since
    assert last.clean_since == last.pk


def test_what_is_hidden_during_a_build_makes_older_files_unclean(released, monkeypatch):
    first, _ = read(released)
    real = build.build_released

    def hidden_before_it_is_read(*args, **options):
        with scope(event=released):
            session = released.submissions.get()
            if session.title != "Clean":
                session.title = "Clean"
                session.save()
                mark_changed(released, what=Change.What.HIDDEN)
        return real(*args, **options)

    monkeypatch.setattr(snapshots, "build_released", hidden_before_it_is_read)
    mark_changed(released)
    read(released)
    last, _ = read(released)

    assert last.clean_since == last.pk > first.pk


def test_switching_on_again_forgets_what_was_deleted_meanwhile(released):
    read(released)
    release(released, "2.0")
    read(released)
    event = fresh(released)
    with scopes_disabled():
        disable_plugin(event, "pretalx_ofa")
        for slot in event.submissions.get().slots.all():
            slot.delete()
        event.submissions.get().delete()
        assert not Change.objects.exists()
        enable_plugin(event, "pretalx_ofa")
    read(event)
    assert not any("Cartography" in content for content in contents(event).values())


def test_a_snapshot_built_while_other_processes_may_not_know_is_built_once_more(released, builds):
    with scope(event=released):
        snapshots.restart(released)
    read(released)
    read(released)
    assert builds == ["1.0"]

    with scope(event=released):
        state = SnapshotState.objects.get()
        earlier = dt.timedelta(seconds=changes.BELIEVED_SECONDS + 1)
        SnapshotState.objects.update(built=state.built - earlier, settles=state.settles - earlier)
    read(released)
    read(released)
    assert builds == ["1.0", "1.0"]


# What a build cannot read


HOSTILE = (
    '<ol start="²"><li>x</li></ol>',
    f"{'9' * 5000}. x",
    "\n".join(f"{'  ' * n}- x" for n in range(300)),
    "\n".join(f"{'>' * n} x" for n in range(1, 60)),
    "_" * 5000,
    "\u202e\u0007 x \ufffe",
    "<" * 3000,
    "![](" * 500,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_builds(released, text):
    with scope(event=released):
        session = released.submissions.get()
        session.abstract = text
        session.save()
    programme = read(released)[1]
    assert programme.sessions[0].abstract.choose("en").text == text


def test_a_text_that_cannot_be_parsed_is_plain_and_named(released, monkeypatch):
    real = build.Documents.of

    def fail(self, text):
        if text == "Bad":
            self.failed.append(text)
            return None
        return real(self, text)

    monkeypatch.setattr(build.Documents, "of", fail)
    with scope(event=released):
        session = released.submissions.get()
        session.abstract = "Bad"
        session.save()
    programme = read(released)[1]

    assert programme.sessions[0].abstract.choose("en").document == [["p", "Bad"]]
    with scope(event=released):
        assert snapshots.problems_of(snapshots.current(released)) == [
            build.Problem("session", session.code, "text", "Bad")
        ]


def test_a_session_that_cannot_be_recorded_costs_the_others_nothing(event, monkeypatch):
    make_room(event)
    for n in range(3):
        schedule(make_session(event, f"Talk {n}", speakers=[make_speaker(event, f"Person {n}")]))
    release(event)
    real = build._Builder._session

    def fail(self, submission):
        if submission.title == "Talk 1":
            raise ZeroDivisionError
        return real(self, submission)

    monkeypatch.setattr(build._Builder, "_session", fail)
    programme = read(event)[1]

    assert sorted(s.title.choose("en").text for s in programme.sessions) == [
        "Talk 0",
        "Talk 1",
        "Talk 2",
    ]
    with scope(event=event):
        assert [p.kind for p in snapshots.problems_of(snapshots.current(event))] == ["session"]


# What it costs


@pytest.mark.parametrize("item_count", (1, 30))
def test_a_warm_snapshot_is_one_query(event, item_count, django_assert_num_queries):
    for n in range(item_count):
        session = make_session(event, f"Talk {n}")
        translate(session, "title", "pt-br", f"Palestra {n}")
        schedule(session)
    release(event)
    event = fresh(event)
    with scope(event=event):
        snapshots.programme_of(snapshots.current(event))
        with django_assert_num_queries(1):
            snapshots.programme_of(snapshots.current(event))


@pytest.mark.parametrize("kind", ("session", "track"))
def test_a_save_costs_one_query_more_and_none_where_the_plugin_is_off(
    django_assert_num_queries, db, kind
):
    def cost(plugin):
        event = make_event(plugin=plugin)
        row = make_session(event) if kind == "session" else make_track(event)
        with scopes_disabled():
            row = type(row).objects.get(pk=row.pk)
            changes.forget_marks(event.pk)
            with django_assert_num_queries(SAVE[kind] + plugin):
                row.save()

    cost(plugin=True)
    cost(plugin=False)


# pretalx reads the files of the row as it stands, and writes it.
SAVE = {"session": 2, "track": 2}


def test_deleting_an_event_tells_nothing_row_by_row(event):
    make_room(event)
    speaker = make_speaker(event)
    affiliate(speaker, "Lund")
    for n in range(5):
        schedule(make_session(event, f"Talk {n}", speakers=[speaker]))
    release(event)
    read(event)
    with scopes_disabled(), transaction.atomic():
        for submission in event.submissions.all():
            for slot in submission.slots.all():
                slot.delete()
            submission.delete()
        assert Change.objects.filter(event=event).count() <= len(Change.What)
