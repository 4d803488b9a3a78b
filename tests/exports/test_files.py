"""Files of the current version: built when first asked for, kept, replaced, never half served."""

import dataclasses
import datetime as dt
import errno
import json
from html import unescape
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.urls import resolve, reverse
from django.utils.timezone import now
from django.utils.translation import override
from django_scopes import scope, scopes_disabled
from kombu.exceptions import OperationalError
from pretalx.common.exporter import get_schedule_exporter_content
from pretalx.common.signals import register_fonts
from pretalx.event.domain.event import shred_event
from pretalx.event.models import Event
from pretalx.person.domain.user import deactivate_user
from pretalx.person.models import SpeakerProfile
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.base.queueing import pause_after
from pretalx_ofa.exports import fonts, notes, stored
from pretalx_ofa.exports.formats.format import MissingCharacters, PrintedPlain, SessionName
from pretalx_ofa.exports.models import ExportFile, PrivateStorage, private_storage
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.models import ProgrammeSnapshot
from pretalx_ofa.tasks import build_file, tidy_files
from tests.exports.font_files import font_with
from tests.factories import (
    fresh,
    make_event,
    make_session,
    make_team_member,
    release,
    schedule,
)
from tests.queries import queries_of

HTML = {"accept": "text/html"}
JSON = FORMATS["programme.json"]
State = ExportFile.State


def url_of(event, name="programme.json"):
    return reverse("plugins:pretalx_ofa:file", kwargs={"event": event.slug, "name": name})


def body(response):
    return b"".join(response.streaming_content)


def titles(response):
    sessions = json.loads(body(response))["sessions"]
    return [s["title"]["values"]["en"]["text"] for s in sessions]


def edit(event, title, **fields):
    with scope(event=event):
        session = event.submissions.first()
        session.title = title
        session.save()


def row(**changes):
    """The row of the one file there is, after changing it."""
    with scopes_disabled():
        if changes:
            ExportFile.objects.update(**changes)
        return ExportFile.objects.get()


def on_disk(event):
    storage = private_storage()
    folder = str(event.pk)
    return storage.listdir(folder)[1] if storage.exists(folder) else []


def pass_time(**lapse):
    """As if the pause or the lease of the one file had been set earlier."""
    file = row()
    row(
        **{
            name: getattr(file, name) - dt.timedelta(**lapse)
            for name in ("lease_until", "next_try")
            if getattr(file, name)
        }
    )


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(private_storage(), "_wrapped", FileSystemStorage(location=tmp_path))


@pytest.fixture
def organiser(released, client):
    user = make_team_member(released, can_change_submissions=True)
    client.force_login(user)
    return user


@pytest.fixture
def replace(monkeypatch):
    """Renders programme.json by another function from now on."""

    def by(render):
        monkeypatch.setitem(FORMATS, JSON.name, dataclasses.replace(JSON, render=render))

    return by


@pytest.fixture
def broken(replace):
    """A format that fails from now on."""

    def fail(*args):
        raise RuntimeError("no more ink")

    return lambda: replace(fail)


@pytest.fixture
def renders(replace):
    """How often the file was rendered: a list with an entry for each."""
    found = []

    def counted(*args):
        found.append(args)
        return JSON.render(*args)

    replace(counted)
    return found


@pytest.fixture
def queued(settings, monkeypatch):
    """With workers: the arguments of the tasks that wait for them."""
    found = []
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr(build_file, "apply_async", lambda kwargs, **options: found.append(kwargs))
    return found


# Serving


def test_a_file_is_built_once_and_then_served_from_the_disk(released, client, renders):
    first, second = client.get(url_of(released)), client.get(url_of(released))

    assert body(first) == body(second)
    assert first["ETag"] == second["ETag"] == f'"{row().sha256}"'
    assert len(renders) == len(on_disk(released)) == 1


def test_files_lie_outside_of_what_web_servers_publish(settings):
    storage = PrivateStorage()

    assert not Path(storage.location).is_relative_to(settings.MEDIA_ROOT)


@pytest.mark.parametrize("method", ("get", "head"))
def test_a_browser_that_has_the_file_gets_none(released, client, method):
    etag = client.get(url_of(released))["ETag"]

    response = getattr(client, method)(url_of(released), headers={"if-none-match": etag})

    assert (response.status_code, response["ETag"]) == (304, etag)
    assert response["Cache-Control"] == "public, no-cache"


def test_an_edited_text_makes_a_new_file_and_removes_the_old_one(
    released, client, django_capture_on_commit_callbacks
):
    old = client.get(url_of(released))["ETag"]
    edit(released, "Edited")

    with django_capture_on_commit_callbacks(execute=True):
        response = client.get(url_of(released))

    assert response["ETag"] != old
    assert titles(response) == ["Edited"]
    assert len(on_disk(released)) == 1


def test_a_new_version_of_the_plugin_draws_files_anew(released, client, renders):
    client.get(url_of(released))
    row(plugin_version="0")
    client.get(url_of(released))

    assert len(renders) == 2


def test_before_a_release_there_is_no_file(event, client):
    assert client.get(url_of(event)).status_code == 404


def test_unknown_files_are_not_found(released, client):
    assert client.get(url_of(released, "settings.py")).status_code == 404
    assert client.get(f"{url_of(released, '1.0')}/programme.json").status_code == 404


@pytest.mark.parametrize(
    ("name", "canonical"),
    (
        ("programme.pt_BR.en.pdf", "programme.en.pt-br.pdf"),
        ("programme.pdf", "programme.en.pt-br.pdf"),
        ("programme.PT.pdf", "programme.pt-br.pdf"),
    ),
)
def test_another_spelling_of_a_name_leads_to_the_file(released, client, name, canonical):
    response = client.get(url_of(released, name))

    assert (response.status_code, response["Location"]) == (302, url_of(released, canonical))


def test_an_address_of_before_a_language_was_added_goes_on_answering(released, client):
    released.settings.set("ofa_languages", ["en"])
    canonical = url_of(released, "programme.en.pdf")
    before = client.head(canonical).status_code
    released.settings.set("ofa_languages", ["en", "pt-br"])

    response = client.get(canonical)

    assert (before, response.status_code, response["Content-Language"]) == (200, 200, "en")


def test_downloads_have_a_name_that_says_what_they_are(released, client):
    pdf = client.get(url_of(released, "programme.en.pt-br.pdf"))

    assert pdf["Content-Disposition"] == (
        'attachment; filename="symposium-programme-1.0-en-pt-BR.pdf"'
    )
    assert pdf["Content-Language"] == "en, pt-BR"
    assert body(pdf).startswith(b"%PDF-1.7")


# Who may see a file, and who may keep it


def hide_format(event):
    event.settings.set("ofa_files_hidden", ["programme.json"])


def hide_event(event):
    event.is_public = False
    event.save()


def hide_schedule(event):
    event.feature_flags["show_schedule"] = False
    event.save()


@pytest.mark.parametrize("hide", (hide_format, hide_event, hide_schedule))
def test_what_visitors_do_not_get_is_nobodys_to_keep(released, client, hide):
    hide(released)
    anonymous = client.get(url_of(released)).status_code
    client.force_login(make_team_member(released, can_change_submissions=True))

    response = client.get(url_of(released))

    assert (anonymous, response.status_code) == (404, 200)
    assert response["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("role", ("visitor", "organiser"))
def test_what_everyone_gets_may_be_kept_and_asked_for_again(released, client, role):
    if role == "organiser":
        client.force_login(make_team_member(released, can_change_submissions=True))

    response = client.get(url_of(released))

    assert response["Cache-Control"] == "public, no-cache"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("chosen", FORMATS.values(), ids=FORMATS)
def test_a_hidden_format_is_for_organisers(released, client, chosen):
    released.settings.set("ofa_files_hidden", [chosen.name])
    url = url_of(released, chosen.filename(chosen.modes(["en", "pt-br"])[0]))
    anonymous = client.get(url).status_code
    client.force_login(make_team_member(released, can_change_submissions=True))

    assert (anonymous, client.get(url).status_code) == (404, 200)


# Builds that fail, are lost, or come twice


def test_a_failed_build_leaves_the_last_good_file(released, client, broken):
    good = body(client.get(url_of(released)))
    edit(released, "Edited")
    broken()

    response = client.get(url_of(released))

    assert (response.status_code, body(response)) == (200, good)
    assert (row().state, row().error, row().tries) == ("failed", "no more ink", 1)


def test_a_first_build_that_fails_is_a_page_to_wait_on(released, client, broken):
    broken()

    response = client.get(url_of(released))

    assert (response.status_code, response["Cache-Control"]) == (202, "private, no-store")
    assert "could not be built yet" in response.content.decode()


def test_a_failed_build_is_tried_again_after_a_growing_pause(released, client, broken):
    broken()
    tries = []
    for _ in range(3):
        client.get(url_of(released))
        client.get(url_of(released))
        tries.append(row().tries)
        pass_time(seconds=301)

    assert tries == [1, 2, 3], "not before the pause is over"
    pauses = [pause_after(number).total_seconds() for number in range(1, 11)]
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_once_it_works_again_all_is_well(released, client, broken, monkeypatch):
    broken()
    client.get(url_of(released))
    monkeypatch.setitem(FORMATS, JSON.name, JSON)
    pass_time(seconds=301)

    assert client.get(url_of(released)).status_code == 200
    assert (row().state, row().error, row().tries, row().next_try) == ("idle", "", 0, None)


def test_a_full_disk_costs_a_wait_and_heals(released, client, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(FileSystemStorage, "_save", full)
        first = client.get(url_of(released)).status_code
    pass_time(seconds=301)

    assert (first, client.get(url_of(released)).status_code) == (202, 200)
    assert len(on_disk(released)) == 1


def test_a_full_disk_leaves_the_last_good_file_and_no_half_one(released, client, monkeypatch):
    good = body(client.get(url_of(released)))
    edit(released, "Edited")

    def half(self, name, content):
        Path(self.path(name)).write_bytes(b"{")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)

    assert body(client.get(url_of(released))) == good
    assert len(on_disk(released)) == 1
    assert "No space left" in row().error


def test_a_file_gone_from_disk_is_built_again(released, client, renders):
    client.get(url_of(released))
    private_storage().delete(row().file.name)

    assert titles(client.get(url_of(released))) == ["A Cartography of Collaboration"]
    assert len(renders) == 2


def test_while_workers_build_visitors_wait_and_nothing_is_queued_twice(released, client, queued):
    first, second = client.get(url_of(released)), client.get(url_of(released))

    assert (first.status_code, second.status_code) == (202, 202)
    assert first["Refresh"] == "3"
    assert queued == [{"event_id": released.pk, "file_id": row().pk}]


def test_while_workers_build_the_last_good_file_serves(released, client, queued):
    client.get(url_of(released))
    build_file(**queued.pop())
    good = body(client.get(url_of(released)))
    edit(released, "Edited")

    assert body(client.get(url_of(released))) == good
    assert len(queued) == 1


def test_a_task_delivered_twice_does_nothing_the_second_time(released, client, queued, renders):
    client.get(url_of(released))
    build_file(**queued[0])
    done = row().file.name

    build_file(**queued[0])

    assert (len(renders), row().file.name) == (1, done)
    assert client.get(url_of(released)).status_code == 200


def test_a_task_delivered_while_the_first_one_runs_does_nothing(released, client, queued, replace):
    calls = []

    def slow(*args):
        calls.append(row().owner)
        build_file(**queued[0])
        return JSON.render(*args)

    replace(slow)
    client.get(url_of(released))
    build_file(**queued[0])

    assert len(calls) == 1
    assert row().state == State.IDLE


@pytest.mark.parametrize("state", (State.QUEUED, State.RUNNING))
def test_a_killed_task_is_replaced_by_the_next_reader(released, client, queued, state):
    client.get(url_of(released))
    row(state=state, owner="killed" if state == State.RUNNING else "")
    client.get(url_of(released))
    pass_time(minutes=6)

    assert client.get(url_of(released)).status_code == 202
    build_file(**queued[1])

    assert len(queued) == 2
    assert client.get(url_of(released)).status_code == 200


def test_a_killed_task_is_replaced_though_nobody_reads(released, client, queued):
    client.get(url_of(released))
    row(state=State.RUNNING, owner="killed")
    tidy_files()
    pass_time(minutes=6)
    tidy_files()

    assert len(queued) == 2


def test_a_task_that_was_given_up_publishes_nothing(released, client, queued, replace):
    def overtaken(*args):
        row(owner="somebody else")
        return JSON.render(*args)

    replace(overtaken)
    client.get(url_of(released))
    build_file(**queued[0])

    assert (row().file.name, row().owner, on_disk(released)) == ("", "somebody else", [])


def test_with_the_broker_down_a_file_is_built_where_it_is_asked_for(released, client, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    # Nobody listens there: this is what the wire says.
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    build_file.app.conf.update(task_always_eager=False, broker_url=settings.CELERY_BROKER_URL)
    try:
        with pytest.raises(OperationalError):
            build_file.apply_async(kwargs={"event_id": 0, "file_id": 0}, retry=False)
        response = client.get(url_of(released))
    finally:
        build_file.app.conf.update(task_always_eager=True, broker_url=None)

    assert response.status_code == 200
    assert row().state == State.IDLE


def test_of_two_who_ask_at_the_same_time_one_builds(released, client, replace):
    answers = []

    def asked_meanwhile(*args):
        answers.append(client.get(url_of(released)).status_code)
        return JSON.render(*args)

    replace(asked_meanwhile)
    answers.append(client.get(url_of(released)).status_code)

    assert answers == [202, 200]


def test_a_file_that_is_replaced_between_asking_and_reading_is_asked_for_again(
    released, client, monkeypatch
):
    client.get(url_of(released))
    real, lost = stored.serve, []

    def serve(*args):
        answer = real(*args)
        if not lost:
            lost.append(private_storage().delete(answer[0].file.name))
        return answer

    monkeypatch.setattr(stored, "serve", serve)

    assert titles(client.get(url_of(released))) == ["A Cartography of Collaboration"]


# What was taken away


def withdraw(event):
    with scope(event=event):
        session = event.submissions.first()
        session.state = "withdrawn"
        session.save()


def test_after_something_was_taken_away_no_file_is_served_until_it_is_built_without_it(
    released, client, queued
):
    client.get(url_of(released))
    build_file(**queued.pop())
    with scopes_disabled():
        SpeakerRole.objects.all().delete()
    row_before = row() if ExportFile.objects.exists() else None
    waiting = client.get(url_of(released)).status_code
    build_file(**queued.pop())

    assert row_before is None
    assert waiting == 202
    assert b"Lin" not in body(client.get(url_of(released)))


def test_a_file_older_than_what_was_hidden_is_not_served(released, client, queued):
    client.get(url_of(released))
    build_file(**queued.pop())
    with scopes_disabled():
        withdrawn = make_session(released, "Second")
        schedule(withdrawn)
        release(released, "2.0")
    client.get(url_of(released))
    build_file(**queued.pop())
    assert "Second" in titles(client.get(url_of(released)))
    edit(released, "Edited")
    withdraw(released)

    assert client.get(url_of(released)).status_code == 202


@pytest.mark.parametrize("erase", (True, False))
def test_an_erasure_while_building_leaves_nothing_of_it(
    released, client, replace, erase, django_capture_on_commit_callbacks
):
    def erased_meanwhile(*args):
        if erase:
            with scopes_disabled():
                deactivate_user(SpeakerRole.objects.get().speaker.user)
        else:
            stored.discard(released.pk)
        return JSON.render(*args)

    replace(erased_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        first = client.get(url_of(released)).status_code

    assert (first, on_disk(released)) == (202, [])
    assert not ExportFile.objects.exists() or not row().file


def test_erasing_somebody_removes_every_file_at_once(
    released, client, django_capture_on_commit_callbacks
):
    client.get(url_of(released))
    with scopes_disabled(), django_capture_on_commit_callbacks(execute=True):
        deactivate_user(SpeakerRole.objects.get().speaker.user)

    assert on_disk(released) == []


def test_deleting_a_speaker_removes_every_file_at_once(
    released, client, django_capture_on_commit_callbacks
):
    client.get(url_of(released))
    with scopes_disabled(), django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        SpeakerProfile.objects.get().delete()

    assert on_disk(released) == []


def test_deleting_an_event_removes_its_files(released, client, django_capture_on_commit_callbacks):
    client.get(url_of(released))
    with scopes_disabled(), django_capture_on_commit_callbacks(execute=True):
        shred_event(released)

    assert on_disk(released) == []


def test_a_deletion_that_is_rolled_back_removes_nothing(released, client):
    client.get(url_of(released))
    with scopes_disabled(), transaction.atomic():
        stored.discard(released.pk)
        transaction.set_rollback(True)

    assert len(on_disk(released)) == 1


def test_what_nobody_reads_is_tidied_up(released, client, django_capture_on_commit_callbacks):
    client.get(url_of(released))
    edit(released, "Edited")
    withdraw(released)
    with scope(event=released):
        snapshots.current(fresh(released))
    with django_capture_on_commit_callbacks(execute=True):
        tidy_files()

    assert on_disk(released) == []


def test_an_event_that_cannot_be_read_stops_no_other(released, client, queued, settings):
    broken = make_event("broken")
    with scopes_disabled():
        for event in (broken, released):
            lost = {"state": State.QUEUED, "lease_until": now() - dt.timedelta(minutes=1)}
            ExportFile.objects.create(event=event, format=JSON.name, **lost)
        Event.objects.filter(pk=broken.pk).update(timezone="Nowhere/Atlantis")
    settings.CELERY_TASK_ALWAYS_EAGER = True
    tidy_files()

    assert len(on_disk(released)) == 1


def test_orphaned_files_are_removed_but_not_what_may_just_be_built(released, client, monkeypatch):
    client.get(url_of(released))
    with scopes_disabled():
        ExportFile.objects.all()._raw_delete("default")
    tidy_files()
    young = len(on_disk(released))
    monkeypatch.setattr(stored, "ORPHANED_AFTER", dt.timedelta(0))
    tidy_files()

    assert (young, on_disk(released)) == (1, [])


# While the programme itself cannot be built


@pytest.fixture
def unavailable(monkeypatch):
    def fail(event):
        raise snapshots.Unavailable("no")

    return lambda: monkeypatch.setattr(snapshots, "current", fail)


def test_without_a_programme_the_last_good_file_serves(released, client, unavailable):
    good = body(client.get(url_of(released)))
    edit(released, "Edited")
    unavailable()

    assert body(client.get(url_of(released))) == good


def test_without_a_programme_nothing_serves_that_was_taken_away(released, client, unavailable):
    client.get(url_of(released))
    withdraw(released)
    unavailable()

    assert client.get(url_of(released)).status_code == 202


# Organisers


def test_organisers_see_why_a_build_failed_and_build_again(released, organiser, client, broken):
    files = reverse("plugins:pretalx_ofa:files", kwargs={"event": released.slug})
    client.post(files, {"name": "programme.json"})
    done = client.get(files).content.decode()
    broken()
    client.post(files, {"name": "programme.json"})
    failed = client.get(files).content.decode()

    assert "no more ink" not in done
    assert "no more ink" in failed
    assert client.post(files, {"name": "programme.exe"}).status_code == 404


def test_organisers_do_not_wait_for_the_pause_after_a_failure(
    released, organiser, client, broken, monkeypatch
):
    files = reverse("plugins:pretalx_ofa:files", kwargs={"event": released.slug})
    broken()
    client.post(files, {"name": "programme.json"})
    monkeypatch.setitem(FORMATS, JSON.name, JSON)
    client.post(files, {"name": "programme.json"})

    assert row().state == State.IDLE


@pytest.mark.parametrize("source", ("unreleased", "accepted"))
def test_drafts_are_built_for_organisers_and_not_stored(released, organiser, client, source):
    make_session(released, "Not yet released")
    url = reverse(
        "plugins:pretalx_ofa:draft",
        kwargs={"event": released.slug, "source": source, "name": "programme.json"},
    )

    response = client.get(url)

    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].endswith(f'draft-{source}.json"')
    assert (b"Not yet released" in response.content) == (source == "accepted")
    assert not ExportFile.objects.exists()


def test_an_empty_draft_is_explained(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    url = reverse(
        "plugins:pretalx_ofa:draft",
        kwargs={"event": event.slug, "source": "accepted", "name": "programme.json"},
    )

    response = client.get(url, follow=True)

    assert "There is no session in this programme." in response.content.decode()


@pytest.fixture
def archived(released):
    """Version 2.0 is current; 1.0 had another title."""
    with scope(event=released):
        old = snapshots.current(fresh(released))
    edit(released, "In the second version")
    release(released, "2.0")
    return old


def test_older_versions_are_the_organisers_archive(released, archived, organiser, client):
    files = reverse("plugins:pretalx_ofa:files", kwargs={"event": released.slug})
    url = reverse(
        "plugins:pretalx_ofa:archive",
        kwargs={"event": released.slug, "snapshot": archived.pk, "name": "programme.json"},
    )
    listed = client.get(files).content.decode()

    response = client.get(url)

    assert url in listed
    assert b"A Cartography of Collaboration" in response.content
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].endswith('symposium-programme-1.0.json"')
    assert not ExportFile.objects.exists()


def test_an_older_version_that_cannot_be_read_is_not_found(
    released, archived, organiser, client, rf
):
    with scopes_disabled():
        ProgrammeSnapshot.objects.filter(pk=archived.pk).update(content="{")
    snapshots._programmes.kept.clear()
    url = reverse(
        "plugins:pretalx_ofa:archive",
        kwargs={"event": released.slug, "snapshot": archived.pk, "name": "programme.json"},
    )

    assert client.get(url).status_code == 404
    assert exported(released, organiser, rf, "1.0") is None


def test_the_current_version_and_unknown_ones_are_not_in_the_archive(
    released, archived, organiser, client
):
    with scope(event=released):
        current = snapshots.current(fresh(released))
    for key in (current.pk, 0):
        url = reverse(
            "plugins:pretalx_ofa:archive",
            kwargs={"event": released.slug, "snapshot": key, "name": "programme.json"},
        )
        assert client.get(url).status_code == 404


# pretalx's own menus


def test_pretalx_menu_leads_to_the_stored_file(released, client):
    """Also under the name that its API and its HTML export ask for."""
    menu = client.get(f"/{released.slug}/schedule/", headers=HTML).content.decode()
    exported = client.get(f"/{released.slug}/schedule/export/ofa-programme.json")

    for chosen in FORMATS.values():
        name = chosen.filename(chosen.modes(["en", "pt-br"])[0])
        assert (url_of(released, name) in menu) == chosen.in_menu
    assert exported.content == body(client.get(url_of(released)))


def test_pretalx_menu_hides_what_is_hidden(released, client):
    released.settings.set("ofa_files_hidden", ["programme.json"])

    menu = client.get(f"/{released.slug}/schedule/", headers=HTML).content.decode()

    assert url_of(released, "programme.json") not in menu
    assert url_of(released, "programme.en.pt-br.pdf") in menu


def exported(event, user, rf, version):
    """What pretalx's API and pages hand out of an exporter, asked for a version; None for a 404."""
    request = rf.get("/")
    request.event, request.user = fresh(event), user
    request.resolver_match = resolve(f"/{event.slug}/schedule/")
    with scope(event=event):
        schedule = event.schedules.get(version=version)
        return get_schedule_exporter_content(request, "ofa-programme.json", schedule)


def test_visitors_get_no_older_version_by_pretalx_exporters(released, archived, client, rf):
    page = client.get(f"/{released.slug}/schedule/v/1.0/", headers=HTML).content.decode()
    old = client.get(f"/{released.slug}/schedule/v/1.0/export/ofa-programme.json")
    visitor = AnonymousUser()

    assert url_of(released) not in page
    assert old.status_code == 404
    assert exported(released, visitor, rf, "1.0") is None
    assert b"In the second version" in exported(released, visitor, rf, "2.0").content


@pytest.mark.parametrize(
    ("version", "title"),
    (
        ("1.0", b"A Cartography of Collaboration"),
        ("2.0", b"In the second version"),
        (None, b"Not released"),
    ),
)
def test_organisers_get_any_version_by_pretalx_exporters(
    released, archived, organiser, rf, version, title
):
    edit(released, "In the second version" if version else "Not released")

    assert title in exported(released, organiser, rf, version).content


def test_while_a_worker_builds_pretalx_exporters_draw_for_themselves(released, client, queued):
    response = client.get(f"/{released.slug}/schedule/export/ofa-programme.json")

    assert b"A Cartography of Collaboration" in response.content


# Fonts, and what organisers are told


def test_fonts_of_the_events_plugins_are_found(released, monkeypatch):
    font = {"regular": {"truetype": "fonts/mulish-v12-latin-ext-regular.ttf"}, "sample": "Aa"}
    monkeypatch.setattr(register_fonts, "send_robust", lambda event: [(None, {"Mulish": font})])

    folders = fonts.all_of(released)

    assert fonts.SHIPPED in folders
    assert {folder.name for folder in folders} == {"fonts"}


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR / "ofa"


def test_fonts_in_the_data_folder_are_for_all_events_or_for_one(released, data_folder):
    other = make_event("other")
    everybodys, own = data_folder / "fonts", data_folder / "event-fonts" / released.slug
    everybodys.mkdir(parents=True)
    own.mkdir(parents=True)
    font_with(everybodys, "Everybodys", "開")
    font_with(own, "Own", "放")

    assert fonts.names(released) == ["Everybodys", "Own"]
    assert fonts.names(other) == ["Everybodys"]


def test_the_list_of_files_says_what_no_font_has_until_there_is_one(
    released, organiser, client, data_folder
):
    edit(released, "開放 🍇")
    files = reverse("plugins:pretalx_ofa:files", kwargs={"event": released.slug})
    with scope(event=released):
        code = released.submissions.get().code
    client.post(files, {"name": "programme.en.pdf"})
    before = unescape(client.get(files).content.decode())
    (data_folder / "fonts").mkdir(parents=True)
    font_with(data_folder / "fonts", "Squares", "開放🍇")
    client.post(files, {"name": "programme.en.pdf"})
    after = client.get(files).content.decode()

    assert (
        "No font has these characters (Han), a mark is printed instead: 放 U+653E, 開 U+958B. "
        f"Session: {code} “開放 🍇”"
    ) in before
    assert "No font has these characters (Emoji), a mark is printed instead: 🍇 U+1F347." in before
    assert "No font has" not in after
    assert "Squares" in after


@pytest.mark.parametrize(
    ("note", "sentence"),
    (
        (
            MissingCharacters(script="Thai", characters=["ก"] * 41, sessions=[]),
            "No font has these characters (Thai), a mark is printed instead: "
            + ", ".join(["ก U+0E01"] * 40)
            + " and 1 more. They are in names of the event, not in a session.",
        ),
        (
            PrintedPlain(sessions=[SessionName(code=f"S{n}", title="T") for n in range(12)]),
            "Some texts could be printed only without formatting. Sessions: "
            + ", ".join(f"S{n} “T”" for n in range(10))
            + " and 2 more",
        ),
        (PrintedPlain(sessions=[]), "The whole file could be printed only without formatting."),
    ),
)
def test_notes_about_a_file_are_sentences(note, sentence):
    assert notes.sentences(notes.stored([note])) == [sentence]


def test_scripts_are_named_in_the_organisers_language():
    with override("pt-br"):
        assert notes.script_name("Thai") == "tailandês"


def test_notes_about_a_file_are_logged_where_nobody_looks_at_a_page(released, client, caplog):
    edit(released, "開放")

    client.get(url_of(released, "programme.en.pdf"))

    assert "No font has these characters (Han)" in caplog.text


# Costs


def test_the_list_of_files_costs_the_same_queries(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    files = reverse("plugins:pretalx_ofa:files", kwargs={"event": event.slug})

    def queries(version, sessions):
        for n in range(sessions):
            schedule(make_session(event, f"Talk {n}"))
        release(event, version)
        for chosen in FORMATS.values():
            client.get(url_of(event, chosen.filename(chosen.modes(["en", "pt-br"])[0])))
        return queries_of(lambda: client.get(files))

    queries("1.0", 1)
    assert queries("2.0", 1) == queries("3.0", 29)


def test_a_file_that_is_there_costs_the_same_queries(event, client):
    def queries(version, sessions):
        for n in range(sessions):
            schedule(make_session(event, f"Talk {n}"))
        release(event, version)
        return queries_of(lambda: client.get(url_of(event)))

    assert queries("1.0", 1) == queries("2.0", 29)
