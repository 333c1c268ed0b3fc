"""Apertium, a program on this machine: one process for all texts, ended with its children when it takes too long."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence

from bs4 import BeautifulSoup

from .failures import MachineError

SECONDS = 60
MODES = {("ca", "es"): "cat-spa", ("es", "ca"): "spa-cat"}
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}


class Apertium:
    name = "Apertium"

    def __init__(self, command: str, seconds: float = SECONDS) -> None:
        self._command, self._seconds = command, seconds

    def translate(self, source: str, target: str, texts: Sequence[str]) -> list[str | None]:
        program = shutil.which(self._command)
        if program is None:
            raise MachineError.absent(f"there is no program {self._command}")
        document = "\n".join(f'<p id="s{number}">{text}</p>' for number, text in enumerate(texts))
        answer = BeautifulSoup(self._run([program, "-u", "-f", "html", MODES[source, target]], document), "html.parser")
        found = {str(part["id"]): part.decode_contents() for part in answer.find_all("p", id=True)}
        if not found:  # it ends well with an empty answer when a part of it is not installed
            raise MachineError.broken("it answered nothing: is it complete (apertium-lex-tools, cg3)?")
        return [found.get(f"s{number}") for number in range(len(texts))]

    def _run(self, command: list[str], document: str) -> str:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=ENVIRONMENT,
                start_new_session=True,  # it is a chain of processes, which have to end together
            )
        except OSError as problem:
            raise MachineError.broken(str(problem)) from problem
        try:
            output, errors = process.communicate(document.encode(), timeout=self._seconds)
        except subprocess.TimeoutExpired as problem:
            raise MachineError.silent(f"no answer after {self._seconds} seconds") from problem
        except OSError as problem:
            raise MachineError.broken(str(problem)) from problem
        finally:
            _end(process)
        if process.returncode:
            raise MachineError.broken(f"ended with {process.returncode}: {errors.decode(errors='replace')[:200]}")
        return output.decode(errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever is left of it and of what it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
