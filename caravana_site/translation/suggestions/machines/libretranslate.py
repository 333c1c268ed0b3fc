"""LibreTranslate, at an address of the configuration."""

from collections.abc import Sequence

from .answers import expected, pieces, post
from .failures import MachineError


class LibreTranslate:
    name = "LibreTranslate"

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url, key

    def translate(self, source: str, target: str, texts: Sequence[str]) -> list[str | None]:
        if not self._url:
            raise MachineError.absent("there is no address")
        made: list[str | None] = []
        for piece in pieces(list(texts)):
            asked = {"q": piece, "source": source, "target": target, "format": "html", "api_key": self._key}
            answer = post(f"{self._url}/translate", json=asked)
            made += expected(answer.get("translatedText") if isinstance(answer, dict) else None, piece)
        return made
