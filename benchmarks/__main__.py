"""``python -m benchmarks DATA``: figures as JSON, on real programmes where DATA has them.

Everything happens in a throwaway pretalx. The machine may be busy: compare figures of one run.
"""

import json
import os
import sys
import tempfile
from pathlib import Path


def main():
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data").resolve()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "PRETALX_DATA_DIR": folder,
            "PRETALX_SITE_URL": "http://localhost",
            "DJANGO_SETTINGS_MODULE": "pretalx_ofa.demo.settings",
        }
        import django  # noqa: PLC0415 -- after the environment

        django.setup()
        from benchmarks import (  # noqa: PLC0415 -- after setup
            hostpages,
            measured_event,
            organisations,
            programme,
            queue,
            snapshots,
            widgets,
        )

        slugs = (measured_event.SLUG, measured_event.SMALLER)
        event = measured_event.make(data, slugs)
        is_made = not isinstance(event, str)
        found = {
            "host_pages": hostpages.figures() if is_made else event,
            "snapshots": snapshots.figures() if is_made else event,
            "programme": programme.figures(data / "events"),
            "organisations": organisations.figures(data),
        }
        # Last: these take links, tracks and affiliations away.
        found["queue"] = queue.figures() if is_made else event
        found["widgets"] = widgets.figures() if is_made else event
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
