from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from pretalx_ofa import __version__


class PluginApp(AppConfig):
    name = "pretalx_ofa"
    verbose_name = "pretalx OFA"

    class PretalxPluginMeta:
        name = pgettext_lazy("pretalx_ofa", "OFA: affiliations, tracks, languages")
        author = "OFA programme team"
        version = __version__
        category = "FEATURE"
        visible = True
        description = pgettext_lazy(
            "pretalx_ofa",
            "Who speaks for which organisation, a readable page for every track, and "
            "your whole programme in two languages, side by side.",
        )
        settings_links = [
            (pgettext_lazy("pretalx_ofa", "Settings"), "plugins:pretalx_ofa:settings", {})
        ]
        navigation_links = [
            (pgettext_lazy("pretalx_ofa", "Overview"), "plugins:pretalx_ofa:overview", {})
        ]

    def ready(self):
        from pretalx_ofa import tasks  # noqa: F401, PLC0415 -- registers them
        from pretalx_ofa.host import (  # noqa: F401, PLC0415 -- registers them
            changes,
            checks,
            exporters,
            receivers,
            request_language,
            reviews,
        )

        changes.connect()
        exporters.connect()
        reviews.connect()

    def installed(self, event):
        from pretalx_ofa.host.activation import activate  # noqa: PLC0415 -- needs the app registry

        activate(event)

    def uninstalled(self, event):
        from pretalx_ofa.host.activation import deactivate  # noqa: PLC0415 -- needs the app registry

        deactivate(event)
