"""A floor under the machine's drafts, on what people wrote for the first content in both languages."""

from pathlib import Path

import polib
import pytest

from caravana_site.common import seeds
from caravana_site.translation.suggestions import machines, seed
from caravana_site.translation.suggestions.interface_words import is_label
from caravana_site.translation.suggestions.likeness import percent
from caravana_site.translation.suggestions.machine_drafts import translated
from caravana_site.translation.suggestions.termbase import Termbase

from .desk import Desk

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
FLOOR = 80
"""Percent of the letters that can stay. It was 93 and more when it was written, on all of the first content."""
TEXTS = 300


@pytest.mark.parametrize(("source", "target"), [("ca", "es"), ("es", "ca")])
def test_most_of_what_the_machine_drafts_can_stay(source: str, target: str, desk: Desk, apertium: None) -> None:
    seed.run(seeds.Run(demo=False, say=lambda text: None))
    pairs = [
        (entry.msgid, entry.msgstr) if source == "ca" else (entry.msgstr, entry.msgid)
        for path in (ROOT / "practices" / "seeds" / "es.po", ROOT / "home" / "seeds" / "es.po")
        for entry in polib.pofile(str(path))
        if entry.msgstr and not is_label(entry.msgid)
    ][:TEXTS]
    machine = machines.chosen()
    assert machine is not None
    base = Termbase.between(desk.locales[source].pk, desk.locales[target].pk)
    drafts, problem = translated(machine, source, target, base, [text for text, _written in pairs])
    assert not problem
    given = [(written, draft) for (_text, written), draft in zip(pairs, drafts, strict=True) if draft]
    assert len(given) > 0.95 * len(pairs) > 50
    letters = sum(len(written) for written, _draft in given)
    assert sum(percent(written, draft) * len(written) for written, draft in given) / letters > FLOOR
