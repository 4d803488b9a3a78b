"""Django system checks of an installation; `ofa_check` runs them too."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.core.checks import Error, Warning, register  # noqa: A004 -- Django's name for it

LOCALE = Path(__file__).parents[1] / "locale"


@register("pretalx_ofa")
def check_urls(app_configs, **kwargs):
    """pretalx swallows an ImportError in a plugin's URLs: all its pages would vanish in silence."""
    try:
        import_module("pretalx_ofa.urls")
    except ImportError as error:
        return [
            Error(
                f"The pages of pretalx-ofa cannot be loaded: {error}",
                hint="Run: python -m pip install --upgrade --force-reinstall pretalx-ofa",
                id="pretalx_ofa.E001",
            )
        ]
    return []


@register("pretalx_ofa")
def check_typst(app_configs, **kwargs):
    if find_spec("typst"):
        return []
    return [
        Error(
            "PDF files cannot be built: the typst package is missing.",
            hint="Run: python -m pip install 'typst>=0.15'",
            id="pretalx_ofa.E002",
        )
    ]


@register("pretalx_ofa")
def check_catalogues(app_configs, **kwargs):
    missing = [
        po.parts[-3]
        for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
        if not po.with_suffix(".mo").exists()
    ]
    if not missing:
        return []
    return [
        Warning(
            f"The interface is not translated: {', '.join(missing)} is not compiled.",
            hint="In a source checkout run: python tools/catalogues.py",
            id="pretalx_ofa.W001",
        )
    ]
