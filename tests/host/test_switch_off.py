"""What has to happen before the plugin is uninstalled."""

from io import StringIO

from django.core.management import call_command
from django_scopes import scopes_disabled

from pretalx_ofa.host import activation


def test_the_plugin_is_switched_off_at_every_event(event):
    activation.activate(event)
    output = StringIO()

    call_command("ofa_switch_off", stdout=output)

    assert output.getvalue() == f"{event.slug}\nSwitched off at 1 events.\n"
    event.refresh_from_db()
    assert "pretalx_ofa" not in event.plugin_list
    with scopes_disabled():
        assert not event.extra_links.exists()
    call_command("ofa_switch_off", stdout=output)
    assert output.getvalue().endswith("Switched off at 0 events.\n")
