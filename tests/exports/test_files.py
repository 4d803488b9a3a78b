"""Files of a released version: built when first asked for, kept, replaced, never half served."""

from unittest.mock import Mock

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from pretalx.common.signals import register_fonts

from pretalx_ofa.exports import build, runs
from pretalx_ofa.exports.formats import FORMATS
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.programme import snapshots
from tests.factories import fresh, make_session, make_team_member, release, schedule

HTML = {"accept": "text/html"}
FILES_QUERIES = 33
JSON = FORMATS["programme.json"]


def url_of(event, name="programme.json", version="latest"):
    return reverse(
        "plugins:pretalx_ofa:file",
        kwargs={"event": event.slug, "version": version, "name": name},
    )


def body(response):
    return b"".join(response.streaming_content)


def edit(event, title):
    with scope(event=event):
        session = event.submissions.first()
        session.title = title
        session.save()


@pytest.fixture
def organiser(released, client):
    user = make_team_member(released, can_change_submissions=True)
    client.force_login(user)
    return user


@pytest.fixture
def broken(monkeypatch):
    """A format that fails from now on."""

    def fail(*args, **kwargs):
        raise RuntimeError("no more ink")

    return lambda: monkeypatch.setattr(type(JSON), "render", fail)


def test_a_file_is_built_once_and_then_served_from_the_disk(released, client):
    first, second = client.get(url_of(released)), client.get(url_of(released))

    assert body(first) == body(second)
    assert first["ETag"] == second["ETag"]
    with scopes_disabled():
        assert ExportRun.objects.count() == 1
        assert ExportRun.objects.get().file.storage.location.endswith("ofa/files")


def test_a_browser_that_has_the_file_gets_none(released, client):
    etag = client.get(url_of(released))["ETag"]

    response = client.get(url_of(released), headers={"if-none-match": etag})

    assert response.status_code == 304


def test_an_edited_text_makes_a_new_file_and_removes_the_old_one(released, client):
    old = client.get(url_of(released))["ETag"]
    edit(released, "Edited")

    response = client.get(url_of(released))

    assert response["ETag"] != old
    assert b"Edited" in body(response)
    with scopes_disabled():
        assert ExportRun.objects.count() == 1


def test_only_an_address_with_a_revision_may_be_kept_for_ever(released, client):
    with scope(event=released):
        revision = snapshots.current_snapshot(released).revision

    exact = client.get(url_of(released, version=f"1.0@{revision}"))
    latest, version = client.get(url_of(released)), client.get(url_of(released, version="1.0"))

    assert exact["Cache-Control"] == "public, max-age=31536000, immutable"
    assert {latest["Cache-Control"], version["Cache-Control"]} == {
        "public, max-age=60, must-revalidate"
    }


@pytest.mark.parametrize(
    ("name", "version"),
    (
        ("programme.pdf", "latest"),
        ("programme.fr.en.pdf", "latest"),
        ("programme.json", "2.0"),
        ("programme.json", "1.0@0000000000000000"),
        ("settings.py", "latest"),
    ),
)
def test_unknown_files_and_versions_are_not_found(released, client, name, version):
    assert client.get(url_of(released, name, version)).status_code == 404


def test_before_a_release_there_is_no_file(event, client):
    assert client.get(url_of(event)).status_code == 404


def test_downloads_have_a_name_that_says_what_they_are(released, client):
    pdf = client.get(url_of(released, "programme.en.pt-br.pdf"))

    assert pdf["Content-Disposition"] == (
        'attachment; filename="symposium-programme-1.0-en-pt-BR.pdf"'
    )
    assert pdf["Content-Language"] == "en, pt-BR"
    assert body(pdf).startswith(b"%PDF-1.7")


def test_data_may_be_read_by_other_sites_and_books_may_not(released, client):
    assert client.get(url_of(released))["Access-Control-Allow-Origin"] == "*"
    pdf = client.get(url_of(released, "programme.en.pt-br.pdf"))
    assert "Access-Control-Allow-Origin" not in pdf


def test_a_hidden_format_is_for_organisers(released, client):
    released.settings.set("ofa_files_hidden", ["programme.json"])
    anonymous = client.get(url_of(released)).status_code
    client.force_login(make_team_member(released, can_change_submissions=True))

    assert (anonymous, client.get(url_of(released)).status_code) == (404, 200)


def test_a_failed_build_leaves_the_last_good_file(released, client, broken):
    good = body(client.get(url_of(released)))
    edit(released, "Edited")
    broken()

    response = client.get(url_of(released))

    assert response.status_code == 200
    assert body(response) == good
    with scopes_disabled():
        assert [(run.state, run.error) for run in ExportRun.objects.all()] == [
            ("failed", "no more ink"),
            ("done", ""),
        ]


def test_a_first_build_that_fails_says_so(released, client, broken):
    broken()

    response = client.get(url_of(released))

    assert response.status_code == 503
    assert "could not be built" in response.content.decode()


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


def test_a_worker_that_was_killed_does_not_block_a_file_for_ever(released, client):
    with scope(event=released):
        snapshot = snapshots.current_snapshot(released)
        run = ExportRun.objects.create(
            event=released, snapshot=snapshot, format="programme.json", state="running"
        )
        ExportRun.objects.update(updated=run.updated - runs.LOST_AFTER * 2)

        assert runs.current_run(snapshot, JSON, ()).state == ExportRun.State.FAILED


def test_while_workers_build_visitors_wait_and_nothing_is_queued_twice(
    released, client, monkeypatch
):
    queue = Mock()
    monkeypatch.setattr(runs, "has_workers", lambda: True)
    monkeypatch.setattr("pretalx_ofa.tasks.build_file.apply_async", queue)

    first, second = client.get(url_of(released)), client.get(url_of(released))

    assert (first.status_code, second.status_code) == (202, 202)
    assert first["Refresh"] == "3"
    assert queue.call_count == 1


@pytest.mark.parametrize("source", ("unreleased", "accepted"))
def test_drafts_are_built_for_organisers_and_not_stored(released, organiser, client, source):
    make_session(released, "Not yet released")
    url = reverse(
        "plugins:pretalx_ofa:draft",
        kwargs={"event": released.slug, "source": source, "name": "programme.json"},
    )

    response = client.get(url)

    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"].endswith(f'draft-{source}.json"')
    assert (b"Not yet released" in response.content) == (source == "accepted")
    with scopes_disabled():
        assert not ExportRun.objects.exists()


def test_an_empty_draft_is_explained(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    url = reverse(
        "plugins:pretalx_ofa:draft",
        kwargs={"event": event.slug, "source": "accepted", "name": "programme.json"},
    )

    response = client.get(url, follow=True)

    assert "nothing to show" in response.content.decode()


def test_pretalx_menu_leads_to_the_stored_file(released, client):
    """Also under the name that its API and its HTML export ask for."""
    menu = client.get(f"/{released.slug}/schedule/", headers=HTML).content.decode()
    exported = client.get(f"/{released.slug}/schedule/export/ofa-programme.json")

    assert url_of(released, "programme.en.pt-br.pdf") in menu
    assert url_of(released, "programme.json") in menu
    assert exported.status_code == 200


def test_pretalx_menu_hides_what_is_hidden(released, client):
    released.settings.set("ofa_files_hidden", ["programme.json"])

    menu = client.get(f"/{released.slug}/schedule/", headers=HTML).content.decode()

    assert url_of(released, "programme.json") not in menu
    assert url_of(released, "programme.en.pt-br.pdf") in menu


def test_deleting_a_run_deletes_its_file(released, client):
    client.get(url_of(released))
    with scopes_disabled():
        run = ExportRun.objects.get()
        path, storage = run.file.name, run.file.storage
        assert storage.exists(path)
        run.delete()
    assert not storage.exists(path)


def test_fonts_of_the_events_plugins_are_found(released, monkeypatch):
    font = {"regular": {"truetype": "fonts/mulish-v12-latin-ext-regular.ttf"}, "sample": "Aa"}
    monkeypatch.setattr(register_fonts, "send_robust", lambda event: [(None, {"Mulish": font})])

    assert [folder.name for folder in build.font_folders(released)] == ["fonts"]


@pytest.mark.parametrize("item_count", (1, 3))
def test_the_list_of_files_costs_the_same_queries(
    event, client, item_count, django_assert_num_queries
):
    client.force_login(make_team_member(event, can_change_submissions=True))
    files = reverse("plugins:pretalx_ofa:files", kwargs={"event": event.slug})
    for n in range(item_count):
        schedule(make_session(event, f"Talk {n}"))
    release(event)
    for chosen in FORMATS.values():
        with scope(event=event):
            runs.start(
                snapshots.current_snapshot(fresh(event)), chosen, chosen.modes(["en", "pt-br"])[0]
            )
    client.get(files)

    with django_assert_num_queries(FILES_QUERIES):
        client.get(files)
