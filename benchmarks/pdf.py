"""``python -m benchmarks.pdf programme.json``: one side-by-side book in a process of its own."""

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from benchmarks.memory import peak_mb  # noqa: E402 -- after setup
from pretalx_ofa.exports.fonts import SHIPPED  # noqa: E402 -- after setup
from pretalx_ofa.exports.registry import FORMATS  # noqa: E402 -- after setup
from pretalx_ofa.presentation.links import Links  # noqa: E402 -- after setup
from pretalx_ofa.programme.records import from_json  # noqa: E402 -- after setup

programme = from_json(Path(sys.argv[1]).read_bytes())
# Side by side whatever the event's languages are: most texts are then marked as missing.
mode = ("en", "pt-br")
LINKS = Links(**dict.fromkeys(Links.__struct_fields__, lambda *_code: "https://example.org/"))
before = peak_mb()
start = time.perf_counter()
rendered = FORMATS["programme.pdf"].render(programme, mode, {}, LINKS, None, [SHIPPED])
print(
    json.dumps(
        {
            "languages": mode,
            "seconds": round(time.perf_counter() - start, 2),
            "peak_mb": peak_mb(),
            "peak_mb_before": before,
            "size_kb": len(rendered.data) // 1024,
            "characters_without_glyph": len(rendered.notes),
        }
    )
)
