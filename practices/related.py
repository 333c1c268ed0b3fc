"""Related practices: likeness of theme, size, audience, technology and text, and the words that explain it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caravana_site.common.memory import recalled
from caravana_site.delivery import shown
from practices.catalogue_index import CatalogueIndex, index_of
from practices.figures import figure
from practices.models.organisations import PopulationBand
from practices.naming import plain

if TYPE_CHECKING:
    from practices.models.practices import PracticePage

SHOWN = 3
TOLD_BY = ("practice", "organisation", "theme", "audience", "technology")
"""Keys that are raised when other practices would be found, or the words about them are others."""
CANDIDATES = 40  # alike by their keys; only these are compared by their text
THEME, SIZE, AUDIENCE, TECHNOLOGY, TEXT = 3.0, 2.0, 1.0, 1.0, 4.0
SMALL = 1_000  # inhabitants
WORD = re.compile(r"[^\W\d_]{5,}")
REMEMBERED = 4_096  # stories, some 2 KB each, that a process keeps the words of
STEM = 5  # letters: enough to join “biblioteca” and “biblioteques”


@dataclass(frozen=True)
class Related:
    """A practice and why it is shown, in the active language."""

    practice: "PracticePage"
    why: list[str]


def related_to(page: "PracticePage") -> list[Related]:
    """Three other practices of the page's language at most, the most alike first."""
    if page.theme is None or page.organisation is None:
        return []
    told, words = _keys(page), _words(f"{page.title} {page.summary}")
    shares = tuple((name, tuple(values)) for name, values in told.items())
    found = recalled(
        ("related", page.pk, page.organisation_id, shares, words, get_language()), TOLD_BY,
        lambda: _found(page, told, words),
    )  # fmt: skip
    shown.note(f"practice:{one.practice.translation_key}" for one in found)
    return found


def _found(page: "PracticePage", told: dict[str, dict[str, str]], words: frozenset[str]) -> list[Related]:
    siblings = type(page).objects.all()  # the index knows which of them are listed
    index = index_of(siblings, page.locale)
    scores = _scores(index, told, page.pk)
    nearest = sorted(scores, key=lambda pk: -scores[pk])[:CANDIDATES]
    for pk, theirs in _words_of(index, siblings, nearest).items():
        scores[pk] += TEXT * _overlap(words, theirs)
    nearest.sort(key=lambda pk: (-scores[pk], -index.entries[pk].started.toordinal(), -pk))
    return [Related(practice, _why(index, page, told, practice.pk)) for practice in siblings.cards(nearest[:SHOWN])]


def _keys(page: "PracticePage") -> dict[str, dict[str, str]]:
    """Facet → value → its name, of this page."""
    themes = [page.theme, *(row.theme for row in page.other_themes.all())]
    return {
        "theme": {theme.key: theme.short_name for theme in themes if theme},
        "audience": {row.audience.key: row.audience.name for row in page.audiences.all()},
        "technology": {row.technology.key: row.technology.name for row in page.technologies.all()},
    }


def _scores(index: CatalogueIndex, told: dict[str, dict[str, str]], pk: int) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for name, weight in (("theme", THEME), ("audience", AUDIENCE), ("technology", TECHNOLOGY)):
        for key in told[name]:
            for other in index.values[name].get(key, ()):
                scores[other] += weight
    if entry := index.entries.get(pk):
        for other in index.values["population"].get(PopulationBand.of(entry.population).value, ()):
            scores[other] += SIZE
    scores.pop(pk, None)
    return scores


def _words_of(index: CatalogueIndex, siblings: Any, pks: Iterable[int]) -> dict[int, frozenset[str]]:
    """Many stories have the same neighbours; whoever publishes one makes another index."""
    if len(index.words) > REMEMBERED:
        index.words.clear()
    found = {pk: words for pk in pks if (words := index.words.get(pk)) is not None}
    if lacking := [pk for pk in pks if pk not in found]:
        rows = siblings.filter(pk__in=lacking).order_by().values_list("pk", "title", "summary")
        read = {pk: _words(f"{title} {summary}") for pk, title, summary in rows}
        index.words.update(read)
        found |= read
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in WORD.findall(plain(text)))


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Jaccard's likeness of two sets, 0 to 1."""
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _why(index: CatalogueIndex, page: "PracticePage", told: dict[str, dict[str, str]], pk: int) -> list[str]:
    def shared(name: str) -> Iterable[str]:
        return (label for key, label in told[name].items() if pk in index.values[name].get(key, ()))

    reasons = []
    if shared_theme := next(iter(shared("theme")), ""):
        reasons.append(_("same theme: %(name)s") % {"name": shared_theme})
    if size := _same_size(index, page, pk):
        reasons.append(size)
    if audiences := list(shared("audience")):
        reasons.append(_("same audience: %(name)s") % {"name": audiences[0]})
    if technologies := list(shared("technology")):
        reasons.append(_("made with the same: %(name)s") % {"name": technologies[0]})
    return reasons[:2]


def _same_size(index: CatalogueIndex, page: "PracticePage", pk: int) -> str:
    mine, theirs = page.organisation.population if page.organisation else None, index.entries[pk].population
    if not mine or not theirs:
        return ""
    if mine < SMALL and theirs < SMALL:
        return _("also of a municipality under %(number)s inhabitants") % {"number": figure(SMALL)}
    if PopulationBand.of(mine) is PopulationBand.of(theirs):
        return _("of the same size")
    return ""
