"""What a practice needs to be published, and what would make it more useful: one list for the gate and the editors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

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
    Point(
        _("The host has not approved it: ask for the approval, or write why it is published without it."),
        "unapproved_reason",
        # An invented story has no host to ask.
        lambda page: bool(page.approved_on or page.unapproved_reason or page.is_sample),
    ),
]
INTERVIEW_NEEDED = [
    Point(
        _("The interview “%(title)s” has neither an address nor a file."), "url", lambda interview: interview.has_source
    ),
    Point(_("The interview “%(title)s” has no captions."), "captions", lambda interview: bool(interview.captions_id)),
    Point(_("The interview “%(title)s” has no transcript."), "transcript", lambda interview: bool(interview.told)),
    Point(
        _("The interview “%(title)s” does not say how who cannot see it learns what it shows."),
        "visual_information",
        lambda interview: bool(interview.visual_information),
    ),
    Point(
        _("The described version of the interview “%(title)s” has neither an address nor a file."),
        "described_url",
        lambda interview: interview.visual_information != "described" or interview.is_described,
    ),
    Point(
        _("The interview “%(title)s” has no signed consent."), "consent", lambda interview: bool(interview.consent_id)
    ),
    Point(
        _("The consent of the interview “%(title)s” was taken back."),
        "consent",
        lambda interview: not interview.consent or interview.consent.withdrawn is None,
    ),
]
"""What each interview needs for its practice to be published."""
CONSENT_OF_ANOTHER = _("This consent is of another interview: each one has its own.")
USEFUL = [
    _rows(_("There is no video interview."), "interviews"),
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
]


ROWS = (
    *("audiences", "successes", "difficulties", "milestones", "results", "transfer_steps", "reusable_parts"),
    *("interviews__captions", "interviews__consent"),
)
"""What the points count, for who prefetches it."""


def unmet(page: Any) -> list[Point]:
    """What keeps it from being published."""
    return [point for point in NEEDED if not point.met(page)]


def missing(page: Any) -> list[Any]:
    """The same, as sentences for the editor, with what each interview lacks."""
    return [*(point.lacking for point in unmet(page)), *missing_in_interviews(page)]


def missing_in_interviews(page: Any) -> list[str]:
    """What its interviews lack, each named by its title."""
    return [lacking for interview in page.interviews.all() for lacking in missing_in_interview(interview)]


def missing_in_interview(interview: Any) -> list[str]:
    return [lacking for _field, lacking in gaps_of_interview(interview)]


def gaps_of_interview(interview: Any) -> list[tuple[str, str]]:
    """What an interview lacks, with the field of its form where that is said."""
    title = {"title": interview.title}
    return [(point.field, point.lacking % title) for point in INTERVIEW_NEEDED if not point.met(interview)]


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
