import pytest
from django.core.management import CommandError, call_command

from pretalx_ofa.host import checks
from tests.factories import make_event


def test_a_sound_installation_is_ok(released, capsys):
    call_command("ofa_check")

    output = capsys.readouterr().out
    assert "symposium: version 1.0, 1 sessions, 1 speakers, languages en, pt-br" in output
    assert output.endswith("OK\n")


def test_an_event_without_the_plugin_says_where_to_tick_it(db, capsys):
    make_event("plain", plugin=False)

    with pytest.raises(CommandError) as error:
        call_command("ofa_check", event="plain")

    assert error.value.returncode == 1
    assert (
        "Tick it at http://testserver/orga/event/plain/settings/plugins" in capsys.readouterr().out
    )


def test_an_unknown_event_is_an_error_of_the_caller(db):
    with pytest.raises(CommandError) as error:
        call_command("ofa_check", event="nowhere")

    assert error.value.returncode == 2


def test_catalogues_that_are_not_compiled_are_told(tmp_path, monkeypatch):
    folder = tmp_path / "pt_BR" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    monkeypatch.setattr(checks, "LOCALE", tmp_path)

    assert [warning.id for warning in checks.check_catalogues(None)] == ["pretalx_ofa.W001"]

    (folder / "django.mo").touch()
    assert checks.check_catalogues(None) == []
