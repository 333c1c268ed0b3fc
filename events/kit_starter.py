"""The starter kit's files, as `tools/make_kit_files.py` made them from the texts in `kit_sources`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILES = Path(__file__).parent / "kit_files"
MANIFEST = FILES / "manifest.json"
ENDINGS = {"editable_file": "odt", "accessible_file": "pdf"}
"""Field of a resource → what its starter file ends in."""


@dataclass(frozen=True)
class StarterFile:
    """One committed file. `earlier` has the SHA-1 of every file that stood in its place before, and its version."""

    name: str
    version: str
    sha1: str
    earlier: dict[str, str]

    @property
    def path(self) -> Path:
        return FILES / self.name

    @property
    def known(self) -> set[str]:
        """The hashes of what the seed has ever attached here: a file with another one is an editor's."""
        return {self.sha1, *self.earlier}


@cache
def _manifest() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return read


def starter_file(key: str, language: str, ending: str) -> StarterFile:
    name = f"{key}.{language}.{ending}"
    entry = _manifest()[name]
    return StarterFile(name, entry["version"], entry["sha1"], entry["earlier"])
