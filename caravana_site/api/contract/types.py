"""The TypeScript types of documents, written by json-schema-to-typescript (tools/typescript)."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings

FILE = "documents.d.ts"


class CannotWriteError(Exception):
    """Node or its packages are missing, or the generator failed; says what to do."""


def written(schema: dict[str, Any]) -> str:
    """The types of a schema of all documents. Raises CannotWriteError."""
    folder = Path(settings.BASE_DIR) / "tools" / "typescript"
    node = shutil.which("node")
    if node is None:
        raise CannotWriteError(
            "Node is missing, which writes the TypeScript types. Debian and Ubuntu: apt install nodejs npm"
        )
    if not (folder / "node_modules").is_dir():
        raise CannotWriteError(f"Its packages are missing: npm ci --ignore-scripts --prefix {folder}, or make contract")
    done = subprocess.run(
        [node, "generate.mjs"], cwd=folder, input=json.dumps(schema), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotWriteError(done.stderr)
    return done.stdout
