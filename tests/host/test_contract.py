"""What pretalx may expect of a plugin: activation, copies, deletion, silence when off."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django_scopes import scope, scopes_disabled
from pretalx.common.plugins import get_all_plugins
from pretalx.event.domain.event import copy_event_data, shred_event
from pretalx.event.domain.plugins import disable_plugin, enable_plugin
from pretalx.person.domain.user import deactivate_user
from pretalx.submission.domain.submission import delete_submission

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.host.activity_labels import ACTIVITY_LABELS
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.models import ProgrammeSnapshot, SnapshotState
from pretalx_ofa.tasks import tidy
from pretalx_ofa.tracks.looks import ensure_themes
from pretalx_ofa.tracks.models import TrackTheme
from pretalx_ofa.translations.models import Translation
from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_track,
    release,
    schedule,
)


def test_pretalx_finds_the_plugin():
    plugin = next(p for p in get_all_plugins() if p.module == "pretalx_ofa")

    assert plugin.category == "FEATURE"
    assert plugin.settings_links[0][1] == "plugins:pretalx_ofa:settings"


def test_older_versions_of_a_running_event_are_stored_after_the_plugin_is_on(db):
    event = make_event(plugin=False)
    session = make_session(event)
    schedule(session)
    release(event, "1.0")
    release(event, "2.0")
    enable_plugin(fresh(event), "pretalx_ofa")
    event = fresh(event)
    with scope(event=event):
        assert not ProgrammeSnapshot.objects.exists(), "nothing is built in the click"
        SnapshotState.objects.update(settles="2020-01-01T00:00Z")
    tidy()

    with scope(event=event):
        sources = {
            snapshot.version: snapshots.programme_of(snapshot).source
            for snapshot in ProgrammeSnapshot.objects.all()
        }
    assert sources == {"1.0": "reconstructed", "2.0": "released"}


def test_the_header_link_comes_and_goes_with_the_plugin(db):
    event = make_event(plugin=False)
    with scopes_disabled():
        assert not event.extra_links.exists()
        enable_plugin(event, "pretalx_ofa")
        assert [link.role for link in event.extra_links.all()] == ["header"]
        assert event.extra_links.get().url.endswith(f"/{event.slug}/p/ofa/")
        disable_plugin(event, "pretalx_ofa")
        assert not event.extra_links.exists()


def test_a_copied_event_keeps_looks_and_organisations_but_nobody(event):
    track = make_track(event, "Other")
    with scopes_disabled():
        ensure_themes(event, [track], wanted={track.pk: ("OT", "star")})
    organisation = make_organisation("OpenForum Academy", event=event)
    affiliate(make_speaker(event), organisation)
    event.settings.set("ofa_logistics_tracks", [track.pk])
    event.settings.set("ofa_languages", ["pt-br", "en"])

    copy = make_event("next-edition", plugin=False, organiser=event.organiser)
    copy_event_data(copy, event)

    copy = fresh(copy)
    with scope(event=copy):
        copied = copy.tracks.get()
        assert copied.pk != track.pk
        assert copied.ofa_theme.code == "OT"
        assert copy.settings.ofa_logistics_tracks == [copied.pk]
        assert copy.settings.ofa_languages == ["pt-br", "en"]
        assert not Affiliation.objects.exists()
        assert copy.extra_links.get().url.endswith("/next-edition/p/ofa/")
    assert list(Organisation.objects.filter(event=copy).values_list("name", "names__value")) == [
        ("OpenForum Academy", "OpenForum Academy")
    ]
    with scope(event=event):
        assert TrackTheme.objects.get().track == track, "the old event keeps its own"


def stored(event, version):
    """The programme of a version: the current one up to date, older ones as they are stored."""
    with scope(event=event):
        current = snapshots.current(event)
        found = [s for s in (current, *snapshots.archived(event)) if s.version == version]
        return snapshots.programme_of(found[0])


def test_a_deleted_proposal_leaves_every_stored_version(released):
    with scope(event=released):
        session = released.submissions.get()
        assert stored(released, "1.0")
        release(released, "2.0")
        delete_submission(session)
        event = fresh(released)
        assert stored(event, "1.0").sessions == []
        assert not Translation.objects.exists()
        assert not any("Cartography" in s.content for s in ProgrammeSnapshot.objects.all())


def test_a_deleted_user_leaves_every_stored_version(released):
    with scope(event=released):
        user = released.submissions.get().speakers.get().user
        assert stored(released, "1.0")
        release(released, "2.0")
        deactivate_user(user)
        event = fresh(released)

        assert stored(event, "1.0").people == []
        assert not Affiliation.objects.exists()
        current = stored(event, "2.0").people
        assert [person.affiliations for person in current] == [[]]


def test_deleting_the_event_takes_everything_along(released):
    with scopes_disabled():
        shred_event(fresh(released))

    with scopes_disabled():
        for model in (Affiliation, Translation, ProgrammeSnapshot):
            assert not model.objects.exists(), model


def test_all_our_log_actions_have_a_label(db):
    with scopes_disabled():
        models = ContentType.objects.filter(app_label="pretalx_ofa")
    prefixes = {
        m.model_class().log_prefix for m in models if getattr(m.model_class(), "log_prefix", None)
    }
    assert {f"{prefix}.delete" for prefix in prefixes} <= set(ACTIVITY_LABELS)


@pytest.mark.parametrize("path", ("", "schedule/", "schedule/nojs", "talk/", "speaker/", "cfp"))
def test_pages_of_an_event_without_the_plugin_show_nothing_of_it(released, client, path):
    with scopes_disabled():
        disable_plugin(fresh(released), "pretalx_ofa")

    response = client.get(f"/{released.slug}/{path}", follow=True)

    assert response.status_code == 200
    assert "ofa" not in response.content.decode().replace("sofa", "")
