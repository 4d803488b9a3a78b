"""What the plugin, its demo and its tests need besides pretalx, one requirement a line."""

import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())


def needs(project=PROJECT):
    named = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["demo"],
        *project["dependency-groups"]["dev"],
    ]
    return [requirement for requirement in named if not requirement.startswith("pretalx")]


if __name__ == "__main__":
    print("\n".join(needs()))
