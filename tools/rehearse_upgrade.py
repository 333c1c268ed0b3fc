"""Upgrade a restored backup beside the site, and say what would happen: `make rehearse BACKUP=latest`.

The backup goes into a scratch database and a folder that only this user can read; both go away afterwards, since they
hold personal data. In an environment of its own the pinned packages are installed first and the pages are read; then
the newest patch releases that `requirements.in` allows, which migrate, are checked and read the same pages again.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from scratch_database import scratch_database

ROOT = Path(__file__).resolve().parents[1]
UPGRADED = ("django", "wagtail")
SHOWN = 1500  # characters of what a step that failed said


def allowed() -> list[str]:
    """What requirements.in allows of the packages that are upgraded."""
    lines = (ROOT / "requirements.in").read_text().splitlines()
    return [line.strip() for line in lines if re.split(r"[~=<>\[]", line.strip().lower())[0] in UPGRADED]


@dataclass
class Rehearsal:
    """An environment, a database, and what each step came to."""

    folder: Path
    environment: dict[str, str]
    report: list[tuple[str, bool, float]] = field(default_factory=list)

    @property
    def python(self) -> str:
        return str(self.folder / "venv/bin/python")

    def step(self, name: str, *command: str, keep: Path | None = None) -> bool:
        """Run it and note it. What it prints is shown when it fails; `keep` gets what it prints to stdout."""
        began = time.monotonic()
        print(f"── {name}", flush=True)
        run = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, errors="replace"
        )
        if keep is not None:
            keep.write_text(run.stdout)
        good = run.returncode == 0
        if not good:
            print((run.stdout[-SHOWN:] if keep is None else "") + run.stderr[-SHOWN:])
        self.report.append((name, good, time.monotonic() - began))
        return good

    def install(self, name: str, *what: str) -> bool:
        uv = str(Path(sys.executable).with_name("uv"))
        return self.step(name, uv, "pip", "install", "--quiet", "--python", self.python, *what)

    def manage(self, name: str, *words: str) -> bool:
        return self.step(name, self.python, "manage.py", *words)

    def versions(self) -> str:
        code = "import django, wagtail; print('Django', django.__version__, 'Wagtail', wagtail.__version__)"
        return subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    def read_pages(self, name: str, into: Path) -> bool:
        return self.step(name, self.python, "tools/public_texts.py", keep=into)


def compare(before: Path, after: Path) -> list[str]:
    """Addresses that answer something else than before, or not at all."""
    old, new = json.loads(before.read_text()), json.loads(after.read_text())
    faults = [f"{path}: answers {status}" for path, (status, _text) in new.items() if status >= 400]
    faults += [f"{path}: is gone" for path in old if path not in new]
    faults += [f"{path}: says something else" for path in old if path in new and old[path][1] != new[path][1]]
    print(f"{len(new)} public addresses read before and after.")
    return faults


def rehearse(run: Rehearsal, backup: str, older: list[str], tests: list[str]) -> bool:
    """Every step; what depends on one that failed is not done."""
    before, after = run.folder / "before.json", run.folder / "after.json"
    uv = str(Path(sys.executable).with_name("uv"))
    ready = (
        run.step("environment", uv, "venv", "--quiet", "--python", sys.executable, str(run.folder / "venv"))
        and run.install("pinned packages", "-r", "requirements-dev.txt")
        and (not older or run.install("older packages", *older))
        and run.manage("restore", "restore", backup, "--verify")
        and run.read_pages("pages before", before)
    )
    if not ready:
        return False
    print(f"Before: {run.versions()}.")
    if not run.install("newest patch releases", "--upgrade", *allowed()):
        return False
    print(f"After: {run.versions()}.")
    run.manage("migrate", "migrate", "--verbosity", "0")
    run.manage("no migration is missing", "makemigrations", "--check", "--dry-run")
    run.manage("check", "check")
    run.manage("reconcile documents", "reconcile_documents")
    if run.read_pages("pages after", after):
        faults = compare(before, after)
        print("\n".join(faults[:50]))
        run.report.append(("the same pages", not faults, 0))
    if tests:
        own = {"DJANGO_SETTINGS_MODULE": "caravana_site.settings.test"}
        run.environment |= own
        run.step("tests of the traps", run.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
    return all(good for _name, good, _seconds in run.report)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backup", default="latest", help="its name, as `manage.py backup --list` says; or `latest`")
    parser.add_argument(
        "--older", nargs="*", default=[], help="install these first, to try the way when nothing is newer"
    )
    parser.add_argument(
        "--tests", nargs="*", default=["tests/translation"], help="what pytest runs afterwards; none skips"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # database and folder go away then, too
    var = os.environ.get("VAR_DIR", str(ROOT / "var"))
    with (
        tempfile.TemporaryDirectory(prefix="caravana-rehearsal-") as folder,
        scratch_database(folder, "rehearsal") as database,
    ):
        own = {"DATABASE_URL": database, "VAR_DIR": folder, "MEDIA_ROOT": f"{folder}/media", "UPLOADS_TARGET": ""}
        own |= {"PRIVATE_ROOT": f"{folder}/private", "BACKUP_TARGET": os.environ.get("BACKUP_TARGET", f"{var}/backups")}
        run = Rehearsal(Path(folder), {**os.environ, **own})
        good = rehearse(run, options.backup, options.older, options.tests)
    print("\nStep (seconds)")
    for name, passed, seconds in run.report:
        print(f"  {name:28} {seconds:7.0f}  {'OK' if passed else 'FAILED'}")
    print("The upgrade can be done." if good else "The upgrade is not safe yet.")
    sys.exit(not good)


if __name__ == "__main__":
    main()
