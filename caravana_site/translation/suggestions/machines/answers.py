"""Asking a translation service: a few seconds, no redirect, and an answer of the form that was agreed."""

import math
from typing import Any

import requests

from caravana_site.common import remote

from .failures import MachineError

SECONDS = (3, 60)
"""To connect, and between two parts of the answer."""
AT_ONCE = 50
"""Texts in one request: DeepL takes no more."""


def post(url: str, **what: Any) -> Any:
    """The JSON that the service answers. Raises MachineError."""
    try:
        with remote.session() as asked:
            answer = asked.post(url, timeout=SECONDS, allow_redirects=False, **what)
        if answer.status_code != requests.codes.ok:
            raise MachineError.broken(f"answered {answer.status_code}")
        return answer.json()
    except (requests.ConnectionError, requests.Timeout) as problem:
        raise MachineError.silent(type(problem).__name__) from problem
    except (requests.RequestException, ValueError) as problem:
        raise MachineError.broken(type(problem).__name__) from problem


def pieces(texts: list[str]) -> list[list[str]]:
    return [texts[number * AT_ONCE : (number + 1) * AT_ONCE] for number in range(math.ceil(len(texts) / AT_ONCE))]


def expected(answers: Any, asked: list[str]) -> list[str | None]:
    """A list of as many texts as were asked for."""
    if not isinstance(answers, list) or len(answers) != len(asked) or not all(isinstance(one, str) for one in answers):
        raise MachineError.broken("its answer is not of the form that was agreed")
    return list(answers)
