"""``make demo``: the symposium on one's own machine with one command."""

import argparse
import os
import shutil
import signal
import sys
from importlib.metadata import version
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(prog="python -m pretalx_ofa.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path(".demo"))
    options = parser.parse_args()
    from pretalx_ofa.demo.serving import application, is_free, server  # noqa: PLC0415 -- fast help

    if not 0 < options.port < 65536 or not is_free(options.port):
        print(
            f"Port {options.port} is taken or not allowed. Choose another: make demo PORT=8123",
            file=sys.stderr,
        )
        return 2
    # A server manager says TERM, a person says Ctrl-C: both end the same way.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    netloc = f"127.0.0.1:{options.port}"
    running = None
    try:
        django_application, media_root = set_up(options.data.resolve(), f"http://{netloc}")
        running = server(application(django_application, media_root, netloc), options.port)
        welcome(f"http://{netloc}")
        running.run()
    except KeyboardInterrupt:
        pass
    finally:
        if running:
            running.close()
    print("\nStopped.", flush=True)
    return 0


def set_up(data, address):
    """The WSGI application and its media folder, with everything in place that it needs.

    A set-up that was interrupted is done again: only a finished one leaves its mark.
    """
    data.mkdir(parents=True, exist_ok=True)
    (data / "address").write_text(address)
    os.environ["PRETALX_DATA_DIR"] = str(data)
    os.environ["PRETALX_SITE_URL"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "pretalx_ofa.demo.settings"
    done, today = data / "ready", f"pretalx {version('pretalx')}, pretalx-ofa {stamp()}"
    standing = done.read_text() if done.exists() else ""
    if not standing:
        for leftover in data.glob("db.sqlite3*"):
            leftover.unlink()
        shutil.rmtree(data / "cache", ignore_errors=True)

    import django  # noqa: PLC0415 -- after the environment

    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- after setup
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 -- after setup

    if standing != today:
        report("Setting up the database (half a minute the first time) …")
        call_command("migrate", verbosity=0, interactive=False)
        report("Collecting static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        install_prebuilt_frontend()
        from pretalx_ofa.organisations.registry.refresh import load_excerpt  # noqa: PLC0415 -- after setup

        report("Loading organisations …")
        load_excerpt()
        if not standing:
            from pretalx_ofa.demo.loading import load  # noqa: PLC0415 -- after setup

            report("Loading the symposium …")
            load()
        done.write_text(today)
    return get_wsgi_application(), settings.MEDIA_ROOT


def install_prebuilt_frontend():
    """The schedule pages' scripts, as pretalx's wheel ships them.

    This is the last step of pretalx's `rebuild`; the whole command would compile translations
    first, for which it needs gettext and writes outside the demo's folder.
    """
    from pretalx.common.management.commands.rebuild import Command  # noqa: PLC0415 -- after setup

    Command()._install_manifest_bundle()


def stamp():
    """Changes whenever the plugin's files do, so that a checkout's demo follows its code."""
    package = Path(__file__).parent.parent
    newest = max(
        path.stat().st_mtime_ns
        for pattern in ("migrations/*.py", "static/**/*")
        for path in package.glob(pattern)
    )
    return f"{version('pretalx-ofa')} {newest}"


def welcome(address):
    from pretalx_ofa.demo.loading import LOGINS, PASSWORD, SLUG  # noqa: PLC0415 -- after setup

    report(
        f"""
The symposium is at   {address}/{SLUG}/p/ofa/
  in Portuguese       {address}/{SLUG}/p/ofa/?lang=pt-br
  pretalx's schedule  {address}/{SLUG}/schedule/
The organiser area    {address}/orga/event/{SLUG}/p/ofa/
A speaker's own page  {address}/{SLUG}/p/ofa/me/
The administrator's   {address}/orga/p/ofa/
"""
    )
    for role, email in LOGINS.items():
        report(f"{role:<15}{email:<31}password: {PASSWORD}")
    report("\nCtrl-C stops it.")


def report(text):
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
