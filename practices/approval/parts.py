"""The draft in parts that can be remarked on, each with the content path that comments of pages have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from practices.interviews import shown_interviews


@dataclass(frozen=True)
class Part:
    """`template` draws it, unless it is a `block` of the story."""

    path: str
    heading: str
    template: str = ""
    block: Any = None
    interviews: Any = None

    @property
    def name(self) -> str:
        """Its fields' name in the form."""
        return f"remark-{self.path}"


def parts(draft: Any) -> list[Part]:
    """What the draft tells, in the order of its page; empty parts are left out."""
    return list(_parts(draft))


def _parts(draft: Any) -> Iterator[Part]:
    yield Part("summary", _("Title and summary"), "practices/approval/summary.html")
    if interviews := shown_interviews(draft):
        path = "practices/partials/interviews.html"
        yield Part("interviews", _("Interviews"), path, interviews=interviews)
    for block in draft.story:
        yield Part(f"story.{block.id}", _heading(block), block=block)
    if draft.milestones.all():
        yield Part("milestones", _("The road"), "practices/approval/milestones.html")
    if draft.successes.all() or draft.difficulties.all():
        yield Part("successes", _("Successes and difficulties"), "practices/partials/sides.html")
    if draft.results.all() or draft.no_results_reason:
        yield Part("results", _("Results"), "practices/partials/results.html")
    if draft.tells_resources:
        yield Part("resources_note", _("Resources"), "practices/partials/resources.html")
    if draft.needed_first or draft.must_adapt or draft.small_town or draft.transfer_steps.all():
        yield Part("needed_first", _("How to repeat it"), "practices/approval/transfer.html")


def _heading(block: Any) -> str:
    return str(getattr(block.value, "part_heading", "") or block.block.label)
