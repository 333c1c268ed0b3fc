"""Fails when an interface string of ours is untranslated, fuzzy, or loses a placeholder in Catalan or Spanish.

With gettext on the machine it also makes the catalogues anew and fails when they are not true to the sources.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "caravana_site" / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<\w+:\w+>|</?\w+>")


def problems(path: Path) -> Iterator[str]:
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if "fuzzy" in entry.flags:
            yield f"{path}: fuzzy: {entry.msgid}"
        if not all(texts):
            yield f"{path}: untranslated: {entry.msgid}"
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        # “One page” may leave its number out, and so may its translation.
        for number, text in sorted(entry.msgstr_plural.items()) if entry.msgid_plural else [(1, entry.msgstr)]:
            found = set(PLACEHOLDER.findall(text))
            if text and found != wanted and (number or not found <= wanted):
                yield f"{path}: placeholders differ: {entry.msgid} → {text}"


def stale() -> Iterator[str]:
    """Strings that the sources have and the catalogues lack, or the reverse."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        ignore = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "static", "tests")
        shutil.copytree(ROOT, copy, ignore=ignore)
        languages = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())
        command = [sys.executable, "manage.py", "makemessages", "--no-location", "--no-wrap", "--verbosity", "0"]
        subprocess.run([*command, *(f"--locale={one}" for one in languages)], cwd=copy, check=True)
        for language in languages:
            name = Path("caravana_site/locale") / language / "LC_MESSAGES/django.po"
            kept, made = (
                {entry.msgid for entry in polib.pofile(str(root / name)) if not entry.obsolete} for root in (ROOT, copy)
            )
            yield from (f"{name}: missing, run makemessages: {text}" for text in sorted(made - kept))
            yield from (f"{name}: no longer used: {text}" for text in sorted(kept - made))


def main() -> None:
    found = [problem for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) for problem in problems(path)]
    if shutil.which("xgettext"):
        found += stale()
    else:
        print("gettext is not installed: whether the catalogues are true to the sources was not checked.")
    print("\n".join(found) or "Messages: complete in every language.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
