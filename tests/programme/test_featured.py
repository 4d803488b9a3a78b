"""Before the first release the programme is what pretalx features: its record, and its life."""

import pytest
from django_scopes import scope, scopes_disabled
from pretalx.submission.domain.queries.submission import featured_submissions
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models import Submission

from pretalx_ofa.base.changes import Change
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.build import build_featured
from pretalx_ofa.programme.models import ProgrammeSnapshot
from pretalx_ofa.programme.records import to_json
from pretalx_ofa.tasks import tidy
from tests.factories import (
    affiliate,
    fresh,
    make_break,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_track,
    read,
    release,
    schedule,
    translate,
)
from tests.queries import queries_of


@pytest.fixture
def session(event):
    """One featured session; another one is not."""
    make_session(event, "Elsewhere", speakers=[make_speaker(event, "Nobody")])
    return make_session(
        event, "Featured", speakers=[make_speaker(event)], track=make_track(event), is_featured=True
    )


def current(event):
    event = fresh(event)
    with scope(event=event):
        return snapshots.current(event)


def stored(event):
    """[version] of the stored snapshots."""
    with scope(event=event):
        return list(ProgrammeSnapshot.objects.order_by("pk").values_list("version", flat=True))


def titles(event):
    return {session.title.choose("en").text for session in read(event)[1].sessions}


def change(thing, **values):
    with scopes_disabled():
        for name, value in values.items():
            setattr(thing, name, value)
        thing.save()


def show_featured(event, when):
    event = fresh(event)
    change(event, feature_flags=event.feature_flags | {"show_featured": when})


# The record


def test_it_has_the_sessions_of_pretalx_featured_page(event):
    for state in SubmissionStates:
        for is_featured in (True, False):
            title = f"{state} {is_featured}"
            make_session(event, title, state=state, is_featured=is_featured)
    with scope(event=event):
        expected = {session.title for session in featured_submissions(event)}

    assert titles(event) == expected
    assert len(expected) == len(SubmissionStates) - 4, (
        "refused, taken back and drafts are not there"
    )


@pytest.mark.parametrize("state", SubmissionStates)
def test_there_is_a_programme_where_pretalx_has_something_to_show(event, state):
    make_session(event, state=state, is_featured=True)
    with scope(event=event):
        has_any = featured_submissions(event).exists()

    assert bool(current(event)) == has_any


def test_nothing_of_the_unreleased_schedule_is_in_it(event, session):
    schedule(session)
    make_break(event, "Coffee")
    snapshot, programme = read(event)

    assert (snapshot.version, programme.source, programme.version) == ("", "featured", "")
    assert programme.released is None
    assert [one.slots for one in programme.sessions] == [[]]
    assert (programme.rooms, programme.breaks, programme.days) == ([], [], [])


def test_nothing_of_other_sessions_is_in_it(event, session):
    """Neither their people nor what only they use: tracks, types, organisations, links."""
    secrets = {
        f"Secret {what}"
        for what in "name biography organisation title track type translation link".split()
    }
    with scopes_disabled():
        kind = event.submission_types.create(name="Secret type")
    speaker = make_speaker(event, "Secret name", biography="Secret biography")
    affiliate(speaker, make_organisation("Secret organisation", event=event))
    other = make_session(
        event,
        "Secret title",
        speakers=[speaker],
        track=make_track(event, "Secret track"),
        submission_type=kind,
    )
    translate(other, "title", "pt-br", "Secret translation")
    with scopes_disabled():
        other.resources.create(
            link="https://example.org/", description="Secret link", is_public=True
        )

    def found():
        content = to_json(read(event)[1]).decode()
        return {secret for secret in secrets if secret in content}

    assert found() == set()
    change(other, is_featured=True)
    assert found() == secrets


@pytest.mark.parametrize("item_count", (1, 3, 30))
def test_it_takes_the_same_queries_for_any_size(event, item_count, django_assert_num_queries):
    for n in range(item_count):
        speaker = make_speaker(event, f"Speaker {n}")
        affiliate(speaker, make_organisation(f"University {n}"))
        make_session(
            event,
            f"Talk {n}",
            speakers=[speaker],
            track=make_track(event, f"T{n}"),
            is_featured=True,
        )
    with scope(event=event):
        queries = queries_of(lambda: build_featured(fresh(event)))
        assert len(snapshots.programme_of(snapshots.current(event)).sessions) == item_count
        with django_assert_num_queries(1):
            snapshots.current(event)

    assert queries == 20


# Its life


def test_it_goes_with_its_last_session(event, session):
    assert titles(event) == {"Featured"}

    change(session, is_featured=False)

    assert current(event) is None
    assert stored(event) == []
    with scopes_disabled():
        assert not Change.objects.filter(event=event).exists()


def test_it_goes_where_nobody_comes_by_to_read(event, session):
    read(event)
    change(session, is_featured=False)

    tidy()

    assert stored(event) == []


def test_a_session_that_is_no_longer_featured_leaves_the_others(event, session):
    second = make_session(event, "Second", is_featured=True)
    assert titles(event) == {"Featured", "Second"}

    change(session, is_featured=False)
    assert titles(event) == {"Second"}

    change(second, state=SubmissionStates.WITHDRAWN)
    assert current(event) is None


@pytest.mark.parametrize(
    ("when", "expected"), (("never", None), ("pre_schedule", ""), ("always", ""))
)
def test_the_setting_decides(event, session, when, expected):
    read(event)
    show_featured(event, when)

    assert getattr(current(event), "version", None) == expected


def test_an_event_from_before_the_setting_has_its_default(event, session):
    flags = {name: on for name, on in event.feature_flags.items() if name != "show_featured"}
    change(fresh(event), feature_flags=flags)

    assert current(event).version == ""


def test_it_comes_back(event, session):
    before, _ = read(event)
    show_featured(event, "never")
    assert current(event) is None

    show_featured(event, "always")

    assert read(event)[0].revision == before.revision


@pytest.mark.parametrize("when", ("always", "pre_schedule", "never"))
def test_the_first_release_takes_its_place(event, session, when):
    read(event)
    show_featured(event, when)
    with scopes_disabled():
        schedule(Submission.objects.get(title="Elsewhere"))
    release(event)
    assert [one.version for one in archived(event)] == [], "not an older version"

    assert titles(event) == {"Elsewhere"}
    assert stored(event) == ["1.0"]
    assert archived(event) == []


def archived(event):
    event = fresh(event)
    with scope(event=event):
        return snapshots.archived(event)


def test_a_release_during_its_build_is_shown_to_the_next_reader(event, session, monkeypatch):
    schedule(session)
    real = snapshots.build_featured

    def released_meanwhile(event, **options):
        built = real(event, **options)
        release(event)
        return built

    monkeypatch.setattr(snapshots, "build_featured", released_meanwhile)

    assert current(event).version == ""
    assert current(event).version == "1.0"
    assert stored(event) == ["1.0"]


def test_what_is_deleted_is_gone_from_what_is_stored(event, session):
    speaker = make_speaker(event, "Erased")
    second = make_session(event, "Deleted", speakers=[speaker], is_featured=True)
    read(event)
    with scope(event=event):
        second.delete()

    current(event)

    with scope(event=event):
        (content,) = ProgrammeSnapshot.objects.values_list("content", flat=True)
    assert "Deleted" not in content
    assert "Erased" not in content


def test_with_the_plugin_off_nothing_is_built(db):
    event = make_event(plugin=False)
    make_session(event, is_featured=True)

    tidy()

    assert stored(event) == []


def test_files_are_drawn_from_a_release_alone(event, session):
    read(event)
    with scope(event=event):
        assert snapshots.released(fresh(event)) is None
    schedule(session)
    release(event)
    with scope(event=event):
        assert snapshots.released(fresh(event)).version == "1.0"
