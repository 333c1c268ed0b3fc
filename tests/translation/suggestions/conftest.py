"""Fixtures of the suggestions: no machine unless a test asks for one."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .desk import Desk


@pytest.fixture(autouse=True)
def _no_machine(settings: Any) -> None:
    settings.MACHINE_TRANSLATOR = "none"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def apertium(settings: Any) -> None:
    """The real one, where it is installed with all its parts."""
    missing = [name for name in ("apertium", "lrx-proc", "cg-proc") if shutil.which(name) is None]
    if missing:
        pytest.skip("Apertium is not installed (Debian: apt install apertium apertium-spa-cat apertium-lex-tools cg3)")
    settings.MACHINE_TRANSLATOR = "apertium"


@pytest.fixture
def program(settings: Any, tmp_path: Path) -> Callable[[str], Path]:
    """A program of the test's own in Apertium's place: gets a document of HTML, prints one."""

    def write(script: str) -> Path:
        path = tmp_path / "apertium"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        settings.MACHINE_TRANSLATOR, settings.APERTIUM_COMMAND = "apertium", str(path)
        return path

    return write
