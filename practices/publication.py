"""What a practice needs to be published, and what would make it more useful: one list for the gate and the editors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_TITLE = 100
STORY_PARTS = {
    "problem": _("The story lacks the problem."),
    "solution": _("The story lacks what was done."),
    "value": _("The story lacks what it is worth."),
    "lessons": _("The story lacks what was learnt."),
}


@dataclass(frozen=True)
class Point:
    """One thing to have: `lacking` says so to the editor, `field` is where it is written."""

    lacking: Any
    field: str
    met: Callable[[Any], bool]


def _rows(lacking: Any, name: str) -> Point:
    return Point(lacking, name, lambda page: bool(getattr(page, name).all()))


def _filled(lacking: Any, name: str) -> Point:
    return Point(lacking, name, lambda page: getattr(page, name) not in (None, ""))


def _chosen(lacking: Any, name: str) -> Point:
    return Point(lacking, name, lambda page: bool(getattr(page, f"{name}_id")))


def _part(lacking: Any, name: str) -> Point:
    # The stored types alone: reading the blocks would fetch their pictures, and a listing asks of many pages.
    return Point(lacking, "story", lambda page: any(block["type"] == name for block in page.story.raw_data))


NEEDED = [
    Point(
        _("Its title is longer than 100 characters: shorten it, the summary says the rest."),
        "title",
        lambda page: len(page.title) <= LONGEST_TITLE,
    ),
    _filled(_("It has no summary."), "summary"),
    _chosen(_("It does not say whose practice it is."), "organisation"),
    _chosen(_("It has no main theme."), "theme"),
    _filled(_("It does not say how it stands: pilot, deployed…"), "status"),
    _filled(_("It does not say when it started."), "started"),
    _filled(_("It does not say when it was reviewed."), "reviewed_on"),
    _rows(_("It does not say for whom it is."), "audiences"),
    *(_part(lacking, name) for name, lacking in STORY_PARTS.items()),
    _rows(_("It has no success."), "successes"),
    _rows(_("It has no difficulty: a practice without any is not believed."), "difficulties"),
    Point(
        _("It has no result, and does not say why there are none yet."),
        "no_results_reason",
        lambda page: bool(page.results.all() or page.no_results_reason),
    ),
    Point(
        _("The lead image has no alternative text: say what it shows, for who cannot see it."),
        "lead_image_alt",
        lambda page: bool(not page.lead_image_id or page.lead_image_alt),
    ),
]
USEFUL = [
    _rows(_("There are no milestones, so the road cannot be drawn."), "milestones"),
    _rows(_("No result has its figures before and after."), "results"),
    _part(_("The steps do not say how it was done."), "steps"),
    _part(_("Nobody is quoted."), "quote"),
    Point(_("It does not say what it costs."), "initial_cost", lambda page: page.has_cost),
    _filled(_("It does not say how long it took."), "setup_months"),
    _filled(_("It does not say which technical capacity is needed."), "capacity"),
    _rows(_("There is no checklist to repeat it."), "transfer_steps"),
    _filled(_("It does not say how a small town would do it."), "small_town"),
    _rows(_("There is nothing to take: a template, a contract, some code."), "reusable_parts"),
    _filled(_("There is no mailbox to ask."), "relay_email"),
    _filled(_("The host's approval is not written down."), "approved_on"),
]


class NotReadyError(Exception):
    """A practice that may not be published yet: `sentence` says so and `missing` says why, in the active language.

    No PermissionDenied: the administration would answer that the editor may not, and keep the reasons to itself.
    """

    def __init__(self, page: Any, lacking: list[Any]) -> None:
        self.page = page
        self.sentence = gettext("“%(title)s” cannot be published yet. Nothing was published.") % {"title": page.title}
        self.missing = [str(one) for one in lacking]
        super().__init__(" ".join([self.sentence, *self.missing]))


ROWS = ("audiences", "successes", "difficulties", "milestones", "results", "transfer_steps", "reusable_parts")
"""What the points count, for who prefetches it."""


def unmet(page: Any) -> list[Point]:
    """What keeps it from being published."""
    return [point for point in NEEDED if not point.met(page)]


def missing(page: Any) -> list[Any]:
    """The same, as sentences for the editor."""
    return [point.lacking for point in unmet(page)]


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
