"""DeepL, with a key of the configuration."""

from collections.abc import Sequence

from .answers import expected, pieces, post
from .failures import MachineError

PAID, FREE = "https://api.deepl.com/v2/translate", "https://api-free.deepl.com/v2/translate"


class DeepL:
    name = "DeepL"

    def __init__(self, key: str) -> None:
        self._key = key

    def translate(self, source: str, target: str, texts: Sequence[str]) -> list[str | None]:
        if not self._key:
            raise MachineError.absent("there is no key")
        url = FREE if self._key.endswith(":fx") else PAID
        made: list[str | None] = []
        for piece in pieces(list(texts)):
            asked = {
                "text": piece,
                "source_lang": source.upper(),
                "target_lang": target.upper(),
                "tag_handling": "html",
            }
            answer = post(url, json=asked, headers={"Authorization": f"DeepL-Auth-Key {self._key}"})
            try:
                answers = [one["text"] for one in answer["translations"]]
            except (KeyError, TypeError) as problem:
                raise MachineError.broken("its answer has no translations") from problem
            made += expected(answers, piece)
        return made
