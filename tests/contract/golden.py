"""Documents as they have to be, in files: a difference is a change of what programs read, to be seen in its commit."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def assert_golden(name: str, body: str | Mapping[str, Any]) -> None:
    """The document is the one of `<name>.<language>.json`; with UPDATE_GOLDEN=1 it becomes it."""
    told = json.loads(body) if isinstance(body, str) else body
    path = FOLDER / f"{name}.{told['locale']}.json"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert told == json.loads(path.read_text("utf-8"))


def all_golden() -> dict[str, Any]:
    return {path.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
