"""``ofa_programme import`` and ``export``, as an administrator runs them."""

import json

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event, Organiser
from pretalx.person.models import User

from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.demo.loading import SYMPOSIUM
from pretalx_ofa.programme.records import FORMAT
from tests.factories import fresh, make_event, make_session, make_team_member, read
from tests.importing.test_reading import EVENT, SCHEDULE_XML, schedule_json

IMPORT_QUERIES = 54


@pytest.fixture
def academy(db):
    return Organiser.objects.create(name="Academy", slug="academy")


@pytest.fixture
def write(tmp_path):
    def write(content, name="schedule"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def run(capsys, *arguments):
    call_command("ofa_programme", *map(str, arguments))
    return capsys.readouterr().out


def create(capsys, path, *more):
    return run(
        capsys, "import", path, "--event", "new", "--create", "--organiser", "academy", *more
    )


def event_named(slug):
    with scopes_disabled():
        return Event.objects.filter(slug=slug).first()


def released_programme(slug):
    return read(event_named(slug))[1]


def test_a_file_becomes_a_released_event(academy, write, capsys):
    output = create(capsys, write(schedule_json()))

    event = event_named("new")
    assert (str(event.name), event.timezone, event.organiser) == (
        "OFA Symposium 2025",
        "America/Sao_Paulo",
        academy,
    )
    programme = released_programme("new")
    assert programme.version == "1.0"
    assert [session.title.choose("en").text for session in programme.sessions] == [EVENT["title"]]
    assert "sessions: 1 created" in output
    assert "people: 1 created" in output


def test_the_symposium_survives_a_round_trip(academy, write, capsys, tmp_path):
    create(capsys, SYMPOSIUM)
    exported = tmp_path / "programme.json"

    run(capsys, "export", "--event", "new", "--format", "programme.json", "--output", exported)

    before, after = json.loads(SYMPOSIUM.read_text()), json.loads(exported.read_text())
    titles = [
        {s["code"]: (s["title"], len(s["slots"]), s["minutes"]) for s in data["sessions"]}
        for data in (before, after)
    ]
    assert titles[0] == titles[1]
    assert len(after["organisations"]) == len(before["organisations"])
    assert sum(len(p.get("affiliations", ())) for p in after["people"]) == sum(
        len(p.get("affiliations", ())) for p in before["people"]
    )


def test_a_second_run_changes_nothing(academy, write, capsys):
    path = write(SYMPOSIUM.read_bytes())
    create(capsys, path)
    before = released_programme("new").revision

    output = create(capsys, path)

    assert output.splitlines()[-1] == "There is nothing to change."
    assert released_programme("new").revision == before


def test_a_newer_file_changes_what_is_new(academy, write, capsys):
    create(capsys, write(schedule_json()))
    renamed = EVENT | {"title": "Renamed", "date": "2025-11-19T10:00:00-03:00"}
    added = EVENT | {"guid": "another", "title": "Added"}

    output = run(capsys, "import", write(schedule_json(renamed, added)), "--event", "new")

    event = event_named("new")
    with scope(event=event):
        slots = {
            str(slot.submission.title): slot.start.isoformat()
            for slot in event.wip_schedule.talks.filter(submission__isnull=False)
        }
    assert slots == {
        "Renamed": "2025-11-19T13:00:00+00:00",
        "Added": "2025-11-18T19:20:00+00:00",
    }
    assert "sessions: 1 created, 1 updated" in output


def test_into_an_existing_event_nothing_of_it_is_touched_or_released(event, write, capsys):
    own = make_session(event, "Ours")

    run(capsys, "import", write(schedule_json()), "--event", event.slug)

    event = fresh(event)
    with scope(event=event):
        assert {s.title for s in event.submissions.all()} == {"Ours", EVENT["title"]}
        own.refresh_from_db()
        assert event.current_schedule is None


def test_what_cannot_be_placed_is_reported(event, write, capsys):
    late = EVENT | {"date": "2026-01-01T10:00:00-03:00"}

    output = run(capsys, "import", write(schedule_json(late)), "--event", event.slug)

    assert f"not placed: {EVENT['title']}" in output


def test_people_get_accounts_that_are_never_mailed(academy, write, capsys):
    create(capsys, write(SYMPOSIUM.read_bytes()))

    emails = set(User.objects.values_list("email", flat=True))
    assert all(email.endswith(".invalid") for email in emails)
    assert mail.outbox == []


def test_a_dry_run_says_the_same_and_changes_nothing(academy, write, capsys):
    path = write(schedule_json())
    output = create(capsys, path, "--dry-run")

    assert "sessions: 1 created" in output
    assert output.splitlines()[-1] == "Dry run: nothing was changed."
    assert event_named("new") is None
    assert not User.objects.exists()


def refused(*arguments):
    with pytest.raises(CommandError) as caught:
        call_command("ofa_programme", *map(str, arguments))
    assert caught.value.returncode == 2
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "problem"),
    (
        (schedule_json()[:-30], "This is not JSON"),
        (b"%PDF-1.7", "neither JSON nor XML"),
        (json.dumps({"format": FORMAT}).encode(), "event"),
        (schedule_json(days=[]), "there is no session in it"),
        (SCHEDULE_XML.replace("<schedule>", "<!DOCTYPE x []><schedule>", 1).encode(), "DOCTYPE"),
        (schedule_json(EVENT, EVENT | {"guid": "2", "duration": "?"}), "[1].duration"),
    ),
)
def test_bad_files_are_refused_whole(event, write, content, problem):
    path = write(content)

    assert problem in refused("import", path, "--event", event.slug)
    with scope(event=event):
        assert not event.submissions.exists()


def test_a_failure_in_the_middle_changes_nothing(event, write, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("a value too long")

    monkeypatch.setattr("pretalx_ofa.importing.people.store_roles", fail)

    message = refused("import", write(schedule_json()), "--event", event.slug)

    assert "a value too long. Nothing was changed." in message
    with scope(event=event):
        assert not event.submissions.exists()
        assert not event.rooms.exists()


def test_wrong_arguments_say_what_would_be_right(academy, released, write, tmp_path):
    path = write(schedule_json())
    to = ("--output", tmp_path / "out")
    exporting = ("export", "--event", released.slug, "--format")

    assert "Add --create" in refused("import", path, "--event", "nope")
    assert "academy" in refused("import", path, "--event", "nope", "--create")
    assert "Leave out --create" in refused(
        "import", path, "--event", released.slug, "--create", "--organiser", "academy"
    )
    assert "No such file" in refused("import", tmp_path / "none", "--event", released.slug)
    assert "no event “nope”" in refused("export", "--event", "nope", "--format", "x", *to)
    assert "programme.pdf" in refused(*exporting, "programme.doc", *to)
    assert "en, pt-br" in refused(*exporting, "programme.pdf", "--languages", "en,fr", *to)
    released.settings.set("ofa_languages", ["en", "pt-br", "es"])
    assert "two side by side" in refused(
        *exporting, "programme.pdf", "--languages", "en,pt,es", *to
    )
    assert not (tmp_path / "out").exists()


def test_an_event_with_nothing_to_show_is_not_exported(event, tmp_path):
    arguments = ("--format", "programme.json", "--output", tmp_path / "out")

    assert "is released" in refused("export", "--event", event.slug, *arguments)


def test_what_no_font_has_is_named_on_standard_error(released, tmp_path, capsys):
    with scope(event=released):
        released.submissions.update(title="開放")
        mark_changed(released)
        code = released.submissions.get().code

    call_command("ofa_programme", "export", "--event", released.slug, "--format", "programme.pdf",
                 "--output", str(tmp_path / "book.pdf"))  # fmt: skip

    assert capsys.readouterr().err == (
        "No font has these characters (Han), a mark is printed instead: 放 U+653E, 開 U+958B. "
        f"Session: {code} “開放”\n"
    )


@pytest.mark.parametrize("languages", ("", "en,pt-br", "pt,en", "EN,pt_BR", "pt"))
def test_a_mode_is_named_in_any_spelling(released, tmp_path, capsys, languages):
    target = tmp_path / "book.pdf"

    run(capsys, "export", "--event", released.slug, "--format", "programme.pdf",
        "--languages", languages, "--output", target)  # fmt: skip

    assert target.read_bytes().startswith(b"%PDF")


def test_a_failed_export_leaves_the_old_file(released, tmp_path, monkeypatch):
    target = tmp_path / "programme.json"
    target.write_text("the last good one")

    def fail(*args, **kwargs):
        raise ValueError("no more ink")

    monkeypatch.setattr("pretalx_ofa.management.commands.ofa_programme.render", fail)
    assert "no more ink" in refused(
        "export", "--event", released.slug, "--format", "programme.json", "--output", target
    )

    assert target.read_text() == "the last good one"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("item_count", (1, 3, 30))
def test_an_import_costs_the_same_queries(write, django_assert_num_queries, item_count, capsys, db):
    event = make_event()
    make_team_member(event)
    events = [
        EVENT | {"guid": f"s{n}", "persons": [{"guid": f"p{n}", "public_name": f"Person {n}"}]}
        for n in range(item_count)
    ]
    path = write(schedule_json(*events))

    with django_assert_num_queries(IMPORT_QUERIES):
        run(capsys, "import", path, "--event", event.slug)
