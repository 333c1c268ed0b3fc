"""Style sheets as production serves them."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from caravana_site.common.static_files import shortened

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "caravana_site.common.static_files.StaticFiles"},
}
SHEETS = sorted(Path("caravana_site/static/caravana/css").glob("*.css"))


def test_production_gathers_short_style_sheets_named_by_their_content(tmp_path: Path) -> None:
    before = tmp_path / "static/caravana/css/tokens.0123456789ab.css"
    before.parent.mkdir(parents=True)
    before.write_text("/* of the release before */")
    roots = {"STATIC_ROOT": str(tmp_path / "static"), "STATIC_NAMES_ROOT": str(tmp_path / "release")}
    with override_settings(STORAGES=STORAGES, **roots):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert [path.parent.name for path in tmp_path.rglob("staticfiles.json")] == ["release"], "each release has its own"
    assert before.exists(), "a page of the release before finds its files"
    before.unlink()
    (served,) = tmp_path.glob("static/caravana/css/tokens.????????????.css")
    text = served.read_text()
    assert "/*" not in text
    assert text.startswith("@layer fonts,tokens,base,layout,components,utilities,print;")
    assert re.search(r"\.\./fonts/literata-latin\.[0-9a-f]{12}\.woff2", text)
    assert served.with_name(f"{served.name}.br").stat().st_size < 2200


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_shortening_keeps_every_rule_and_whom_it_is_for(sheet: Path) -> None:
    before, after = sheet.read_text(), shortened(sheet.read_text())
    bare = re.sub(r"/\*.*?\*/", "", before, flags=re.DOTALL)
    assert [after.count(one) for one in "{}():"] == [bare.count(one) for one in "{}():"]
    assert _selectors(after) == _selectors(bare)
    assert shortened(after) == after


def _selectors(sheet: str) -> list[str]:
    """In one way of writing: what stands before a pseudo-class with a blank is an ancestor, and `*` may say so."""
    found = (" ".join(one.split()) for one in re.findall(r"[^{};]+(?=\{)", sheet))
    tight = (re.sub(r" ?([,>+~]) ?|(?<=[(:]) | (?=\))", r"\1", one) for one in found)
    return [one.replace(" *:", " :") for one in tight]
