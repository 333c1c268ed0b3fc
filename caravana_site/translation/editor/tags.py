"""A remark: marks of the original that the translation lacks, or has on top. A lost link is an error and no remark."""

from collections import Counter

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from ..segments import Line

NOT_COUNTED = ("a", "br")


def remark(lines: list[Line], texts: list[str]) -> list[list[str]]:
    """For each text what is to be said of its marks; registered with `remarks`."""
    return [_said(line.source, text) if text else [] for line, text in zip(lines, texts, strict=True)]


def _said(source: str, text: str) -> list[str]:
    wanted, there = _marks(source), _marks(text)
    said = []
    if lacking := wanted - there:
        said.append(_("The original has a mark that the translation lacks: %(marks)s.") % {"marks": _named(lacking)})
    if strange := there - wanted:
        said.append(_("The translation has a mark that the original lacks: %(marks)s.") % {"marks": _named(strange)})
    return said


def _marks(html: str) -> Counter[str]:
    if "<" not in html:
        return Counter()
    tags = BeautifulSoup(html, "html.parser").find_all(True)
    return Counter(tag.name for tag in tags if tag.name not in NOT_COUNTED)


def _named(marks: Counter[str]) -> str:
    return ", ".join(f"<{name}>" for name in sorted(marks))
