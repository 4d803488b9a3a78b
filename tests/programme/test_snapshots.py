import pytest
from django_scopes import scope
from pretalx.submission.models import Submission

from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.models import ProgrammeSnapshot
from tests.factories import fresh, make_event, make_session, release, schedule, translate


def titles(snapshot, language="en"):
    programme = snapshots.programme_of(snapshot)
    return [session.title.choose(language).text for session in programme.sessions]


def test_a_release_stores_its_picture_after_the_transaction(
    event, django_capture_on_commit_callbacks
):
    schedule(make_session(event, "First"))
    with django_capture_on_commit_callbacks(execute=True):
        release(event)

    with scope(event=event):
        snapshot = ProgrammeSnapshot.objects.get()
    assert snapshot.version == "1.0"
    assert titles(snapshot) == ["First"]


def test_the_current_version_gains_a_revision_when_a_text_changes(released):
    with scope(event=released):
        before = snapshots.current_snapshot(released)
        session = released.submissions.get()
        session.title = "New title"
        session.save()
        after = snapshots.current_snapshot(fresh(released))

    assert before.revision != after.revision
    assert titles(after) == ["New title"]


def test_an_older_version_keeps_the_texts_it_had(released):
    with scope(event=released):
        snapshots.current_snapshot(released)
        release(released, "2.0")
        Submission.objects.update(title="Edited afterwards")
        event = fresh(released)

        assert titles(snapshots.stored_snapshot(event, "1.0")) == ["A Cartography of Collaboration"]
        assert titles(snapshots.stored_snapshot(event, "2.0")) == ["Edited afterwards"]


def test_nothing_changed_means_the_same_revision(released):
    with scope(event=released):
        assert snapshots.refresh(released).pk == snapshots.refresh(fresh(released)).pk
        assert ProgrammeSnapshot.objects.count() == 1


def test_a_revision_is_found_by_its_hash(released):
    with scope(event=released):
        snapshot = snapshots.current_snapshot(released)

        assert snapshots.stored_snapshot(released, "1.0", snapshot.revision) == snapshot
        assert snapshots.stored_snapshot(released, "1.0", "0" * 16) is None
        assert snapshots.stored_snapshot(released, "9.9") is None


def test_nothing_released_is_no_picture(event):
    with scope(event=event):
        assert snapshots.current_snapshot(event) is None
        assert snapshots.refresh(event) is None


def test_pictures_stay_in_their_event(released):
    other = make_event()
    with scope(event=released):
        snapshots.current_snapshot(released)
    with scope(event=other):
        assert snapshots.stored_snapshot(other, "1.0") is None


@pytest.mark.parametrize("item_count", (1, 3))
def test_a_warm_picture_is_one_query(event, item_count, settings, django_assert_num_queries):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for n in range(item_count):
        session = make_session(event, f"Talk {n}")
        translate(session, "title", "pt-br", f"Palestra {n}")
        schedule(session)
    release(event)
    event = fresh(event)
    with scope(event=event):
        snapshots.current_snapshot(event)
        with django_assert_num_queries(1):
            snapshots.programme_of(snapshots.current_snapshot(event))
