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
    """One thing to have. `lacking` says so to the editor; `needed` means that nothing is published without it.

    `field` is where a form says it, for what no field's own rule says.
    """

    lacking: Any
    met: Callable[[Any], bool]
    needed: bool = True
    field: str = ""


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
INTERVIEW_NEEDED = [
    Point(
        _("The interview “%(title)s” has neither an address nor a file."),
        lambda interview: interview.has_source,
        field="url",
    ),
    Point(
        _("The interview “%(title)s” has no captions."), lambda interview: bool(interview.captions_id), field="captions"
    ),
    Point(
        _("The interview “%(title)s” has no transcript."), lambda interview: bool(interview.told), field="transcript"
    ),
    Point(
        _("The interview “%(title)s” does not say how who cannot see it learns what it shows."),
        lambda interview: bool(interview.visual_information),
        field="visual_information",
    ),
    Point(
        _("The described version of the interview “%(title)s” has neither an address nor a file."),
        lambda interview: interview.visual_information != "described" or interview.is_described,
        field="described_url",
    ),
    Point(
        _("The interview “%(title)s” has no signed consent."),
        lambda interview: bool(interview.consent_id),
        field="consent",
    ),
    Point(
        _("The consent of the interview “%(title)s” was taken back."),
        lambda interview: not interview.consent or interview.consent.withdrawn is None,
        field="consent",
    ),
]
"""What each interview needs for its practice to be published."""
CONSENT_OF_ANOTHER = _("This consent is of another interview: each one has its own.")
USEFUL = [
    Point(_("There is no video interview."), _rows("interviews"), needed=False),
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
    return [*(point.lacking for point in NEEDED if not point.met(page)), *missing_in_interviews(page)]


def missing_in_interviews(page: Any) -> list[str]:
    """What its interviews lack, each named by its title."""
    return [lacking for interview in page.interviews.all() for lacking in missing_in_interview(interview)]


def missing_in_interview(interview: Any) -> list[str]:
    return [lacking for _field, lacking in gaps_of_interview(interview)]


def gaps_of_interview(interview: Any) -> list[tuple[str, str]]:
    """What an interview lacks, with the field of its form where that is said."""
    title = {"title": interview.title}
    return [(point.field, point.lacking % title) for point in INTERVIEW_NEEDED if not point.met(interview)]


def refuse_unready(page: Any) -> None:
    if lacking := missing(page):
        raise NotReadyError(lacking)


@dataclass(frozen=True)
class Completeness:
    """How much of a useful story is there. For editors only: it is no ranking."""

    needed: list[Any]
    useful: list[Any]
    points: int
    """How many things it was asked for: a practice with interviews is asked for more."""

    @property
    def percent(self) -> int:
        """0 to 100, rounded down so that 100 means everything."""
        return 100 * (self.points - len(self.needed) - len(self.useful)) // self.points

    def __iter__(self) -> Iterator[Any]:
        yield from (*self.needed, *self.useful)


def completeness(page: Any) -> Completeness:
    points = len(NEEDED) + len(USEFUL) + len(INTERVIEW_NEEDED) * len(page.interviews.all())
    return Completeness(missing(page), [point.lacking for point in USEFUL if not point.met(page)], points)
