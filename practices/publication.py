"""What a practice needs to be published, and what would make it more useful: one list for the gate and the editors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

STORY_PARTS = {
    "problem": _("The story lacks the problem."),
    "solution": _("The story lacks what was done."),
    "value": _("The story lacks what it is worth."),
    "lessons": _("The story lacks what was learnt."),
}


@dataclass(frozen=True)
class Point:
    """One thing to have. `lacking` says so to the editor; `needed` means that nothing is published without it."""

    lacking: Any
    met: Callable[[Any], bool]
    needed: bool = True


def _rows(name: str) -> Callable[[Any], bool]:
    return lambda page: bool(getattr(page, name).all())


def _filled(name: str) -> Callable[[Any], bool]:
    return lambda page: bool(getattr(page, name))


def _part(name: str) -> Callable[[Any], bool]:
    return lambda page: any(block.block_type == name for block in page.story)


NEEDED = [
    Point(_("It has no summary."), _filled("summary")),
    Point(_("It does not say whose practice it is."), _filled("organisation_id")),
    Point(_("It has no main theme."), _filled("theme_id")),
    Point(_("It does not say how it stands: pilot, deployed…"), _filled("status")),
    Point(_("It does not say when it started."), _filled("started")),
    Point(_("It does not say when it was reviewed."), _filled("reviewed_on")),
    Point(_("It does not say for whom it is."), _rows("audiences")),
    *(Point(lacking, _part(name)) for name, lacking in STORY_PARTS.items()),
    Point(_("It has no success."), _rows("successes")),
    Point(_("It has no difficulty: a practice without any is not believed."), _rows("difficulties")),
    Point(
        _("It has no result, and does not say why there are none yet."),
        lambda page: bool(page.results.all() or page.no_results_reason),
    ),
    Point(
        _("The lead image has no alternative text."), lambda page: bool(not page.lead_image_id or page.lead_image_alt)
    ),
]
USEFUL = [
    Point(_("There are no milestones, so the road cannot be drawn."), _rows("milestones"), needed=False),
    Point(_("No result has its figures before and after."), _rows("results"), needed=False),
    Point(_("The steps do not say how it was done."), _part("steps"), needed=False),
    Point(_("Nobody is quoted."), _part("quote"), needed=False),
    Point(
        _("It does not say what it costs."),
        lambda page: page.has_cost,
        needed=False,
    ),
    Point(_("It does not say how long it took."), _filled("setup_months"), needed=False),
    Point(_("It does not say which technical capacity is needed."), _filled("capacity"), needed=False),
    Point(_("There is no checklist to repeat it."), _rows("transfer_steps"), needed=False),
    Point(_("It does not say how a small town would do it."), _filled("small_town"), needed=False),
    Point(_("There is nothing to take: a template, a contract, some code."), _rows("reusable_parts"), needed=False),
    Point(_("There is no mailbox to ask."), _filled("relay_email"), needed=False),
    Point(_("The host's approval is not written down."), _filled("approved_on"), needed=False),
]


class NotReadyError(PermissionDenied):
    """A practice that may not be published yet; `missing` says what it lacks."""

    def __init__(self, missing: list[Any]) -> None:
        self.missing = missing
        super().__init__(" ".join(map(str, missing)))


def missing(page: Any) -> list[Any]:
    """What keeps it from being published, as sentences for the editor."""
    return [point.lacking for point in NEEDED if not point.met(page)]


def refuse_unready(page: Any) -> None:
    if lacking := missing(page):
        raise NotReadyError(lacking)


@dataclass(frozen=True)
class Completeness:
    """How much of a useful story is there. For editors only: it is no ranking."""

    needed: list[Any]
    useful: list[Any]

    @property
    def percent(self) -> int:
        """0 to 100, rounded down so that 100 means everything."""
        total = len(NEEDED) + len(USEFUL)
        return 100 * (total - len(self.needed) - len(self.useful)) // total

    def __iter__(self) -> Iterator[Any]:
        yield from (*self.needed, *self.useful)


def completeness(page: Any) -> Completeness:
    return Completeness(missing(page), [point.lacking for point in USEFUL if not point.met(page)])
