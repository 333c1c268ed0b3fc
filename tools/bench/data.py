"""What is measured: the site's first content and thousands of invented things in both languages, loaded once and kept.

Rows are written directly and documents built by the command that mends them, so how long each took is a figure too.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from .postgresql import PostgreSQL

ROOT = Path(__file__).resolve().parents[2]
MARK = "caravana_bench_{}"


def environment(folder: Path, url: str, **others: str) -> dict[str, str]:
    """Of a process of the site that works on that database, with the bench's own files."""
    files = {
        name: str(folder / name.partition("_")[0].lower()) for name in ("MEDIA_ROOT", "STATIC_ROOT", "PRIVATE_ROOT")
    }
    told = {
        "DATABASE_URL": url, "VAR_DIR": str(folder), "PYTHONPATH": str(ROOT), "TRUSTED_PROXIES": "1",
        "SECRET_KEY": "a-key-of-the-bench-alone-which-nobody-else-ever-uses-anywhere",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": "https://127.0.0.1", "EMAIL_HOST": "localhost", "DEFAULT_FROM_EMAIL": "bench@localhost",
        "API_ANONYMOUS_REQUESTS": "1000000000",
    }  # fmt: skip
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **files, **told, **others}


def manage(command: str, known: Mapping[str, str], settings: str = "caravana_site.settings.dev") -> float:
    """Run a command of the site; returns the seconds it took."""
    began = time.monotonic()
    told = {**known, "DJANGO_SETTINGS_MODULE": settings, "PYTHONUNBUFFERED": "1"}  # progress is told as it comes
    subprocess.run([sys.executable, "manage.py", *command.split()], check=True, env=told, cwd=ROOT)
    return time.monotonic() - began


def _smaller(folder: Path, practices: int) -> str | None:
    """The largest database that is loaded with less: what it has need not be loaded again."""
    there = [int(mark.stem.partition("-")[2]) for mark in folder.glob("loaded-*.json")]
    return MARK.format(max(less)) if (less := [one for one in there if one < practices]) else None


def loaded(server: PostgreSQL, folder: Path, practices: int, *, anew: bool = False) -> tuple[str, dict[str, float]]:
    """The database with so many practices, and the seconds that each part of loading it took, whenever that was.

    A load that was stopped goes on where it was; one that is there is only migrated.
    """
    name, mark = MARK.format(practices), folder / f"loaded-{practices}.json"
    if anew:
        mark.unlink(missing_ok=True)
        server.drop(name)
    known = environment(folder, server.url(name))
    if mark.exists():
        manage("migrate --verbosity 0", known)
        seconds: dict[str, float] = json.loads(mark.read_text("utf-8"))
        return name, seconds
    if not server.exists(name):
        server.make(name, _smaller(folder, practices))
    print(f"Loading {practices} practices and {practices // 2} stops in two languages, once:", flush=True)
    commands = ("migrate --verbosity 0", f"seed --demo --bulk {practices}", "reconcile_documents")
    seconds = {command.split()[0]: manage(command, known) for command in commands}
    mark.write_text(json.dumps(seconds), "utf-8")
    return name, seconds
