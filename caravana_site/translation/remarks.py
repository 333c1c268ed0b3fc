"""What a translator should look at again in a text that may stand all the same. Who knows something registers it."""

from collections.abc import Callable

from .segments import Line

Remark = Callable[[list[Line], list[str]], list[list[str]]]
"""Gets lines and, for each, the text that would stand there; returns for each what is remarked, in the active language.
Many at once, so that a page costs the queries of one text."""

_remarks: list[Remark] = []


def register(remark: Remark) -> None:
    """Add a check; the same one may come twice, since tests start apps again."""
    if remark not in _remarks:
        _remarks.append(remark)


def on(lines: list[Line], texts: list[str]) -> list[list[str]]:
    """All remarks on each of those texts."""
    answers = [remark(lines, texts) for remark in _remarks]
    return [[said for answer in answers for said in answer[number]] for number in range(len(lines))]
