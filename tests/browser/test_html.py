"""Every public page and state is valid HTML, says the Nu Html Checker, and a planted fault would be found."""

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from .test_site import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser: public")]

JAR = Path(__file__).resolve().parents[2] / "tools/audits/node_modules/vnu-jar/build/dist/vnu.jar"
FORMS = {
    "ca": ("/ca/parades/sollicitud/", "/ca/parades/sollicitud/enllac-nou/", "/ca/accessibilitat/bustia/", "/ca/avisa/"),
    "es": ("/es/paradas/solicitud/", "/es/paradas/solicitud/enlace-nuevo/", "/es/accesibilidad/buzon/", "/es/avisa/"),
}
"""Sent empty they come back with what has to be mended."""


def judged(folder: Path) -> list[dict[str, Any]]:
    """What the checker says of all files of a folder, read in one run of Java. Hints are left out."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed (Debian: apt install openjdk-17-jre-headless)")
    if not JAR.exists():
        pytest.skip("The Nu Html Checker is not installed (make audit-tools)")
    files = [str(path) for path in sorted(folder.glob("*.html"))]
    command = ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *files]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    messages: list[dict[str, Any]] = json.loads(said)["messages"]
    return [one for one in messages if one["type"] != "info" or one.get("subType") == "warning"]


def body(address: str, **options: Any) -> str:
    """The page, whatever its status: a page that says that there is none has to be valid as well."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, **options), timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


@pytest.mark.parametrize("language", PAGES)
def test_every_public_page_is_valid_html(language: str, site: str, tmp_path: Path) -> None:
    pages = {path: body(f"{site}{path}") for path in PAGES[language]}
    embeds = set(re.findall(rf"/embed/{language}/[\w/-]+/", "".join(pages.values())))
    assert len({path.split("/")[3] for path in embeds}) >= 3, embeds
    pages |= {path: body(f"{site}{path}") for path in embeds}
    for path in FORMS[language]:
        pages[f"{path}, sent empty"] = answer = body(f"{site}{path}", data=b"", headers={"Origin": site})
        assert 'aria-invalid="true"' in answer, path
    for number, page in enumerate(pages.values()):
        (tmp_path / f"{number}.html").write_text(page)
    names = list(pages)
    faults = {
        f"{names[int(Path(one['url']).stem)]}, line {one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in judged(tmp_path)
    }
    assert not faults, "\n".join(sorted(faults))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("<p><div>Bon dia</div></p>", "No “p” element in scope"),
        ('<a href="/ca/"><button>Torna</button></a>', "must not appear as a descendant of the “a” element"),
        ('<p id="u">1</p><p id="u">2</p>', "Duplicate ID"),
        ('<input type="checkbox" autocomplete="off">', "Attribute “autocomplete” is only allowed"),
    ],
)
def test_a_planted_fault_is_found(fault: str, told: str, tmp_path: Path) -> None:
    page = f'<!doctype html><html lang="ca"><head><title>Prova</title></head><body>{fault}</body></html>'
    (tmp_path / "planted.html").write_text(page)
    assert any(told in one["message"] for one in judged(tmp_path))
