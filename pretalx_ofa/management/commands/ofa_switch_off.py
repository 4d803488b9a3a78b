from django.core.management.base import BaseCommand
from django_scopes import scope, scopes_disabled
from pretalx.event.domain.plugins import disable_plugin
from pretalx.event.models import Event

MODULE = "pretalx_ofa"


class Command(BaseCommand):
    help = "Switches the plugin off at every event, before it is uninstalled. No data is lost."

    def handle(self, *args, **options):
        with scopes_disabled():
            events = [event for event in Event.objects.all() if MODULE in event.plugin_list]
        for event in events:
            with scope(event=event):
                disable_plugin(event, MODULE)
            self.stdout.write(event.slug)
        self.stdout.write(f"Switched off at {len(events)} events.")
