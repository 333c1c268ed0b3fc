"""Whether what is about to be published is what the host approved."""

import json
import re
from typing import Any

from wagtail.models import Revision

from practices.models.approvals import Approval, ApprovalRole

TOLD = {
    "successes": ("title", "text"),
    "difficulties": ("title", "text", "kind", "state", "how_solved"),
    "milestones": ("month", "text", "kind"),
    "results": ("indicator", "before", "after", "unit", "period"),
    "interviews": ("title", "url", "media", "transcript"),
    "transfer_steps": ("title", "text", "duration"),
}
TEXTS = ("title", "summary", "no_results_reason", "needed_first", "must_adapt", "small_town", "resources_note")


def approval_is_of_another_version(page: Any) -> bool:
    """Of approvals given behind a link; what an editor wrote down by hand is her word."""
    approved = page.approved_revision
    given = Approval.objects.filter(practice=page.pk, role=ApprovalRole.HOST, revision=approved)
    return approved is not None and given.exists() and has_changed_since(page, approved)


def has_changed_since(page: Any, approved: Revision) -> bool:
    """Whether the page tells something else than that version did; contacts, days and the like do not count."""
    return _told(json.loads(page.to_json())) != _told(approved.content)


def _told(content: dict[str, Any]) -> list[Any]:
    story = re.sub(r' data-block-key=\\?"[^"\\]*\\?"', "", str(content.get("story", "")))
    rows = [[[row.get(name) for name in names] for row in content.get(kind, [])] for kind, names in TOLD.items()]
    return [story, rows, [content.get(name, "") for name in TEXTS], content.get("lead_image")]
