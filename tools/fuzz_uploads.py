"""Bad files given to everything that looks at uploads, in this process alone: `make fuzz-uploads`.

Each has to be taken or refused with words, and the memory of the process may grow by 300 MB at most, whatever a file
says that it unpacks to. `CASES` spoilt pictures more are made from `SEED`, which is printed.
"""

import os
import resource
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MOST_GROWTH = 300  # megabytes


def memory() -> int:
    """The most that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def looks() -> list[tuple[str, Callable[[Any], object]]]:
    """Everything that looks at an upload."""
    from caravana_site.common.forms import WholePictureField  # noqa: PLC0415  # Django is set up first
    from caravana_site.common.uploads import refuse_disguised_file  # noqa: PLC0415
    from events.stop_requests.files import refuse_what_is_not_a_document  # noqa: PLC0415
    from practices.models.consents import refuse_unfit  # noqa: PLC0415

    return [
        ("picture", WholePictureField().clean),
        ("document", refuse_disguised_file),
        ("request", refuse_what_is_not_a_document),
        ("consent", refuse_unfit),
    ]


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.test")
    import django  # noqa: PLC0415  # the settings are named first

    django.setup()
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from tests.security.upload_corpus import DOCUMENTS, PICTURES, picture, spoilt  # noqa: PLC0415

    seed = int(os.environ.get("SEED") or secrets.randbelow(10**9))
    cases = int(os.environ.get("CASES") or 10_000)
    print(f"SEED={seed}", flush=True)
    ways = looks()
    ways[0][1](SimpleUploadedFile("good.jpg", picture()))  # what is loaded once is no growth
    before = memory()
    corpus = [(kind, name, make()) for kind, (name, make) in (*PICTURES.items(), *DOCUMENTS.items())]
    endings = ("jpg", "png", "webp", "gif", "avif")
    corpus += [
        (f"spoilt {number}", f"a.{endings[number % len(endings)]}", raw)
        for number, raw in enumerate(spoilt(seed, cases))
    ]
    faults, refused = [], 0
    for kind, name, raw in corpus:
        for way, look in ways:
            try:
                look(SimpleUploadedFile(name, raw, "image/jpeg"))
            except ValidationError as problem:
                refused += 1
                if not "".join(problem.messages).strip():
                    faults.append(f"{way}: {kind}: refused without a word")
            except Exception as error:  # whatever it is, an editor would get a 500
                faults.append(f"{way}: {kind}: {type(error).__name__}: {error}")
    growth = memory() - before
    print(f"{len(corpus)} files, {len(ways)} ways: {refused} refusals, {growth} MB more than before.")
    if growth >= MOST_GROWTH:
        faults.append(f"The memory grew by {growth} MB.")
    print("\n".join(faults[:40]))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
