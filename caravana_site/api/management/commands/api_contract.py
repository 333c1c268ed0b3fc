"""The contract with programs, as committed files."""

import json
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caravana_site.api.contract import breaking, schemas, types

FOLDER = schemas.FOLDER


class Command(BaseCommand):
    """Writes JSON Schemas and TypeScript types, or says what in the committed ones is not as it should be."""

    help = "Write the JSON Schemas and TypeScript types of documents into caravana_site/api/contract."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing: fail when a file is not current.")
        parser.add_argument("--against", metavar="COMMIT", help="Compare with the schemas of a commit as well.")

    def handle(self, *args: Any, **options: Any) -> None:
        new = schemas.current()
        for old in (schemas.committed(), *([_of_commit(options["against"])] if options["against"] else [])):
            if found := broken(old, new):
                raise CommandError("\n".join(["This breaks whoever reads documents:", *found, HOW_TO_BREAK]))
        try:
            texts = {name: schemas.text_of(schema) for name, schema in new.items()}
            texts[types.FILE] = types.written(schemas.together(new))
        except (types.CannotWriteError, ValueError) as problem:
            raise CommandError(str(problem)) from problem
        others = {path.name for path in FOLDER.glob("*.schema.json")} - texts.keys()
        stale = sorted({name for name, text in texts.items() if _read(FOLDER / name) != text} | others)
        if options["check"] and stale:
            raise CommandError(
                f"Not current: {', '.join(stale)}. Run manage.py api_contract and commit what it writes."
            )
        for name in stale:
            if name in others:
                (FOLDER / name).unlink()
            else:
                (FOLDER / name).write_text(texts[name], "utf-8")
        self.stdout.write(f"Contract {schemas.version()}: {len(new)} kinds, {len(stale) or 'no'} files written.")


HOW_TO_BREAK = (
    "Keep what is promised, as a field of its own beside the new one; "
    "or, if it has to be, write the next number into caravana_site/api/contract/VERSION."
)


def broken(old: dict[str, schemas.Schema], new: dict[str, schemas.Schema]) -> list[str]:
    """What breaks readers of documents without the number of the contract being another."""
    found = []
    for name, schema in old.items():
        if schema[schemas.VERSION] != schemas.version():
            continue
        if name not in new:
            found.append(f"  {name}: this kind is gone")
        else:
            found += [f"  {name}: {difference}" for difference in breaking.differences(schema, new[name])]
    return found


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _of_commit(commit: str) -> dict[str, schemas.Schema]:
    names = _git("ls-tree", "--name-only", commit, "./").splitlines()
    return {name: json.loads(_git("show", f"{commit}:./{name}")) for name in names if name.endswith(".schema.json")}


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=FOLDER, capture_output=True, text=True, check=False)  # noqa: S607  # where git is differs
    if done.returncode:
        raise CommandError(done.stderr)
    return done.stdout
