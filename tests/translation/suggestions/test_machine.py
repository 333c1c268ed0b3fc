"""What a machine drafts: our names and terms in it, whole links, no labels; and nothing lost when it fails."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from django.utils import translation as language
from wagtail_localize.machine_translators import get_machine_translator

from caravana_site.translation.suggestions import machines, prepare
from caravana_site.translation.suggestions.machines.apertium import Apertium
from caravana_site.translation.suggestions.machines.cleaning import cleaned
from caravana_site.translation.suggestions.machines.deepl import DeepL
from caravana_site.translation.suggestions.machines.failures import MachineError
from caravana_site.translation.suggestions.machines.libretranslate import LibreTranslate
from tests.translation.suggestions.desk import Desk

pytestmark = pytest.mark.django_db
TEXT = "Avui obrim la finestra de la biblioteca."


def texts(found: list[tuple[str, str, int]], kind: str) -> list[str]:
    return [text for one, text, _percent in found if one == kind]


def test_what_nobody_has_translated_comes_from_the_machine_as_such(desk: Desk, apertium: None) -> None:
    assert texts(desk.prepared(desk.submit(TEXT), TEXT), "machine") == ["Hoy abrimos la ventana de la biblioteca."]
    back = "Hoy abrimos la ventana de la biblioteca."
    assert texts(desk.prepared(desk.submit(back, source="es"), back), "machine") == [TEXT]


def test_its_words_are_ours_and_agree(desk: Desk, apertium: None) -> None:
    desk.term("ens local", "entidad local", not_es="ente local")
    desk.name("Sant Boi")
    asked = "L’ens local de Sant Boi rep la caravana."
    assert texts(desk.prepared(desk.submit(asked), asked), "machine") == [
        "La entidad local de Sant Boi recibe la caravana."
    ]


def test_links_and_emphasis_stay(desk: Desk, apertium: None) -> None:
    page = desk.submit('Consulteu la <a href="https://example.cat/">guia <b>nova</b></a> i els <i>tràmits</i>.')
    asked = 'Consulteu la <a id="a1">guia <b>nova</b></a> i els <i>tràmits</i>.'
    [draft] = texts(desk.prepared(page, asked), "machine")
    assert '<a id="a1">guía <b>nueva</b></a>' in draft
    assert "<i>trámites</i>" in draft


def test_apostrophes_and_the_ela_geminada_are_written_as_here(desk: Desk, apertium: None) -> None:
    asked = "La inteligencia del ayuntamiento abre el intento."
    [draft] = texts(desk.prepared(desk.submit(asked, source="es"), asked), "machine")
    assert "l’ajuntament" in draft
    assert "intel·ligència" in draft
    assert "'" not in draft


@pytest.mark.parametrize("label", ["Seu electrònica", "Desa", "Qui som", "Dades obertes avui"])
def test_labels_never_come_from_the_machine(label: str, desk: Desk, apertium: None) -> None:
    assert desk.prepared(desk.submit(label), label) == []
    desk.remember(label, "Otra cosa")
    assert texts(desk.prepared(desk.submit(label), label), "exact") == ["Otra cosa"]


def test_what_is_known_is_not_asked_again(desk: Desk, program: Callable[[str], Path], tmp_path: Path) -> None:
    program(f"tee {tmp_path}/asked")
    desk.remember(TEXT, "Hoy abrimos.")
    desk.prepared(desk.submit(TEXT, "I demà la tancarem també."), TEXT)
    asked = (tmp_path / "asked").read_text()
    assert "finestra" not in asked
    assert "demà" in asked


def test_no_language_but_these_two(apertium: None) -> None:
    machine = machines.chosen()
    assert machine is not None
    assert machines.ask(machine, "ca", "en", [TEXT]) == ([None], "")


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("exit 1", "broken"),
        ("cat >/dev/null; true", "broken"),  # what a half-installed one does: a good end and no answer
        ("kill -9 $$", "broken"),
        ("head -c 3000000 /dev/urandom", "broken"),
        ("cat >/dev/null; echo '<p id=\"s0\">Una</p>'", ""),
    ],
)
def test_a_machine_that_crashes_costs_its_own_drafts_alone(
    script: str, problem: str, desk: Desk, program: Callable[[str], Path]
) -> None:
    program(script)
    desk.remember("Demà la tancarem com sempre.", "Mañana la cerraremos como siempre.")
    translation = desk.submit(TEXT, "Demà la tancarem com sempre.")
    prepare.job(translation.pk)
    assert texts(desk.suggested(translation, "Demà la tancarem com sempre."), "exact")
    state = prepare.state(translation)
    assert state is not None
    assert (state.problem, state.is_awaited) == (problem, False)


def test_one_that_is_not_there_says_so_in_the_readers_language(desk: Desk, settings: Any) -> None:
    settings.MACHINE_TRANSLATOR, settings.APERTIUM_COMMAND = "apertium", "/nowhere/apertium"
    translation = desk.submit(TEXT)
    assert desk.prepared(translation, TEXT) == []
    state = prepare.state(translation)
    assert state is not None
    with language.override("ca"):
        assert "no està instal·lada" in state.get_problem_display()
    with language.override("es"):
        assert "no está instalada" in state.get_problem_display()


def test_one_that_hangs_is_ended_with_what_it_started(program: Callable[[str], Path], tmp_path: Path) -> None:
    path = program(f"(sleep 60; touch {tmp_path}/late) & echo $! > {tmp_path}/child; wait")
    began = time.monotonic()
    with pytest.raises(MachineError) as problem:
        Apertium(str(path), seconds=0.5).translate("ca", "es", [TEXT])
    assert problem.value.kind == "silent"
    assert time.monotonic() - began < 20
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    until = time.monotonic() + 5
    while child.exists() and child.read_text().split()[2] != "Z" and time.monotonic() < until:
        time.sleep(0.05)
    assert not child.exists() or child.read_text().split()[2] == "Z"


@pytest.mark.parametrize(
    ("source", "answer", "wanted"),
    [
        ('La <a id="a1">una dos</a>.', '<a id="a1">Una</a> <a id="a1"><b></b>dos</a>.', None),
        ('La <a id="a1">una dos</a>.', 'La <a id="a1">una</a> <a id="a1">dos</a>.', 'La <a id="a1">una dos</a>.'),
        ('La <a id="a1">una</a>.', "La una.", None),
        ('La <a id="a1">una</a>.', 'La <a id="a2">una</a>.', None),
        ("Una dos.", "Una  dos .", "Una dos."),
        ("Una.", "<script>una</script>", None),
        ("L’home.", "L'home d'aquí.", "L’home d’aquí."),
        ("Un 12 % més.", "Un 12% más.", "Un 12 % más."),
        ("Una.", "", None),
    ],
)
def test_a_draft_may_stand_or_is_left_out(source: str, answer: str, wanted: str | None) -> None:
    assert cleaned(source, answer) == wanted


class Service:
    """A translation service's answer, instead of the network."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answer: Any = None
        monkeypatch.setattr(requests.Session, "post", self._post)

    def _post(self, url: str, **what: Any) -> requests.Response:
        self.asked.append((url, what))
        if isinstance(self.answer, Exception):
            raise self.answer
        response = requests.Response()
        response.status_code = 200 if isinstance(self.answer, str) else 456
        response._content = str(self.answer).encode()
        return response


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    return Service(monkeypatch)


@pytest.mark.parametrize(
    ("machine", "answer", "url"),
    [
        (DeepL("k:fx"), '{"translations": [{"text": "Hoy."}]}', "https://api-free.deepl.com/v2/translate"),
        (DeepL("k"), '{"translations": [{"text": "Hoy."}]}', "https://api.deepl.com/v2/translate"),
        (LibreTranslate("https://t.example", ""), '{"translatedText": ["Hoy."]}', "https://t.example/translate"),
    ],
)
def test_services_of_the_configuration_answer_in_their_own_forms(
    machine: Any, answer: str, url: str, service: Service
) -> None:
    service.answer = answer
    assert machines.ask(machine, "ca", "es", ["Avui."]) == (["Hoy."], "")
    [(asked, how)] = service.asked
    assert asked == url
    assert how["allow_redirects"] is False
    assert how["timeout"]


@pytest.mark.parametrize("machine", [DeepL("k"), LibreTranslate("https://t.example", "")])
@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (requests.Timeout(), "silent"),
        (requests.ConnectionError(), "silent"),
        (456, "broken"),
        ("no JSON", "broken"),
        ("[]", "broken"),
        ('{"translations": [{}], "translatedText": 3}', "broken"),
        ('{"translations": [], "translatedText": []}', "broken"),
        (ZeroDivisionError("a mistake of its own"), "broken"),
    ],
)
def test_whatever_a_service_does_nothing_is_raised(machine: Any, answer: Any, problem: str, service: Service) -> None:
    service.answer = answer
    assert machines.ask(machine, "ca", "es", [TEXT]) == ([None], problem)


@pytest.mark.parametrize("machine", [DeepL(""), LibreTranslate("", "")])
def test_a_service_without_its_key_or_address_is_absent(machine: Any) -> None:
    assert machines.ask(machine, "ca", "es", [TEXT]) == ([None], "absent")


def test_no_screen_asks_a_machine_in_a_request() -> None:
    """wagtail-localize's own button would, and would fill labels in unseen."""
    assert get_machine_translator() is None
