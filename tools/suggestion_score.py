"""Prints how near suggestions come to what people wrote, on the database at hand, and how long 200 texts take.

The database needs the demonstration content (`manage.py seed --demo`); nothing in it is changed. Each page is left out
of the memory while its own texts are proposed. `--show 20` prints the proposals that are farthest off.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.dev")
AT_ONCE = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0)
    show = parser.parse_args().show
    django.setup()
    from caravana_site.translation.suggestions import drafting, machines  # noqa: PLC0415  # after setup
    from caravana_site.translation.suggestions.likeness import percent  # noqa: PLC0415  # after setup
    from caravana_site.translation.suggestions.termbase import Termbase  # noqa: PLC0415  # after setup
    from tests.translation.suggestions import scoring  # noqa: PLC0415  # after setup

    print(scoring.table())
    some = scoring.samples("ca", "es")
    lines = [sample.line for sample in some][:AT_ONCE]
    began = time.monotonic()
    base = Termbase.between(lines[0].segment.string.locale_id, lines[0].translation.target_locale_id)
    drafting.known(lines, base)
    remembered = time.monotonic()
    drafting.machined(lines, base, machines.chosen())
    print(
        f"{len(lines)} texts: memory and termbase {remembered - began:.2f} s, "
        f"machine {time.monotonic() - remembered:.2f} s"
    )
    if not show:
        return
    proposed = [(sample, draft) for sample, draft in scoring.proposals(some, remembers=True, terms=True) if draft]
    worst = sorted(
        ((percent(sample.written, draft.text), sample, draft) for sample, draft in proposed), key=lambda one: one[0]
    )
    for likeness, sample, draft in worst[:show]:
        print(f"{likeness} % {draft.kind}\n  {sample.line.source}\n  {sample.written}\n  {draft.text}")


if __name__ == "__main__":
    main()
