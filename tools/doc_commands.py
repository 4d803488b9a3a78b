"""``python tools/doc_commands.py FILE NAME``: the lines of the ``code-block`` of that name."""

import sys
from pathlib import Path


def commands(text, name):
    """Raises StopIteration where there is no such block."""
    lines = iter(text.splitlines())
    next(line for line in lines if line.strip() == f":name: {name}")
    next(lines)
    found = []
    while (line := next(lines, "")).startswith("   "):
        found.append(line.strip())
    return found


if __name__ == "__main__":
    print("\n".join(commands(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2])))
