"""Thousands of requests that nobody would think of: `make fuzz`. It fails on a server error or a broken promise.

It fills a database of its own with the samples: on PostgreSQL one beside that of `DATABASE_URL`, with `_fuzz` after its
name, else SQLite in a folder that goes afterwards. The API, oEmbed and the public forms are asked in this process. The
seed is printed: with `SEED=` the same requests are made again.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

CASES = int(os.environ.get("CASES", "10000"))
FORMS = int(os.environ.get("FORM_CASES", "2000"))
EACH = 40
TOLD_EVERY = 1000


def own_database(folder: str) -> str:
    """The address of this run's database, made when it is missing."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder}/db.sqlite3"
    import psycopg  # noqa: PLC0415  # a machine with SQLite alone may lack its library

    parts = urlsplit(url)
    name = f"{parts.path.lstrip('/').removesuffix('_fuzz')}_fuzz"
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return urlunsplit(parts._replace(path=f"/{name}"))


def fill(folder: str) -> None:
    os.environ.update(
        DATABASE_URL=own_database(folder), MEDIA_ROOT=f"{folder}/media", VAR_DIR=folder,
        DJANGO_SETTINGS_MODULE="caravana_site.settings.dev", API_ANONYMOUS_REQUESTS="0",
        SITE_URL="http://localhost", UPLOADS_TARGET="",
    )  # fmt: skip
    Path(folder, "media").mkdir()
    for command in (["migrate", "--verbosity", "0"], ["seed", "--demo"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True, stdout=subprocess.DEVNULL)


def quiet() -> None:
    """Refusals are what is asked for; what fails is told at the end."""
    import logging  # noqa: PLC0415  # Django sets logging up first

    logging.disable(logging.CRITICAL)


def ask_programs(first_seed: int) -> Any:
    """The API and oEmbed."""
    from django.conf import settings  # noqa: PLC0415  # once Django is set up
    from fuzzing import contract  # noqa: PLC0415  # likewise

    from caravana_site.api.models import Document  # noqa: PLC0415  # likewise

    paths = Document.objects.public().filter(kind__in=("practice", "stop")).values_list("path", flat=True)
    urls = [f"http://localhost{path}" for path in sorted(paths)[:20]]
    oembed = contract.oembed_contract(urls, [code for code, _name in settings.LANGUAGES])
    application = import_module("caravana_site.wsgi").application
    told, heard = contract.Told(), 0
    for turn in contract.rounds(contract.operations(application, oembed), EACH, first_seed):
        contract.send(*turn, min(EACH, CASES - told.cases), told)
        if told.cases >= CASES:
            return told
        if told.cases // TOLD_EVERY > heard:
            heard = told.cases // TOLD_EVERY
            print(f"  {told.cases} of {CASES}, {len(told.failures)} failures", flush=True)
    return told


def ask_forms(first_seed: int) -> Any:
    from fuzzing import contract, forms  # noqa: PLC0415  # likewise

    from caravana_site.api.models import Document  # noqa: PLC0415  # once Django is set up

    practice = Document.objects.public().filter(kind="practice", language="ca").values_list("path", flat=True)[0]
    told = contract.Told()
    turns = FORMS // EACH
    for number, path in enumerate(islice(cycle(forms.addresses(practice)), turns)):
        forms.send(path, first_seed + number, EACH, told)
    return told


def report(what: str, told: Any, seconds: float) -> bool:
    statuses = ", ".join(f"{number} × {status}" for status, number in sorted(told.statuses.items()))
    print(f"{what}: {told.cases} cases in {seconds:.0f} s ({statuses}), {len(told.failures)} failures", flush=True)
    for title, shown in told.failures.items():
        print(f"\n── {title} ──\n{shown}")
    if told.statuses[200] == 0:
        print("Nothing was taken: the requests did not reach what they are for.")
        return False
    return not told.failures


def main() -> None:
    sys.path.insert(0, os.getcwd())
    first_seed = int(os.environ.get("SEED") or secrets.randbelow(2**32))
    print(f"SEED={first_seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        import_module("caravana_site.wsgi")
        quiet()
        good = []
        for what, ask in (("API and oEmbed", ask_programs), ("Public forms", ask_forms)):
            started = time.monotonic()
            good.append(report(what, ask(first_seed), time.monotonic() - started))
    sys.exit(not all(good))


if __name__ == "__main__":
    main()
