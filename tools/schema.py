"""Writes the JSON Schema of programme.json next to the records it describes."""

import json
from pathlib import Path

from pretalx_ofa.programme import records

target = Path(records.__file__).with_name("programme.schema.json")
target.write_text(json.dumps(records.json_schema(), indent=1, sort_keys=True) + "\n")
print(target)
