"""What a story shows of other tables, fetched in one query each whatever the number of rows."""

from typing import Any

from django.db.models import Prefetch

from .interviews import Interview
from .practice_rows import PracticeAudience, PracticeCollaborator, PracticeTechnology, PracticeTheme
from .practice_transfer import ReusablePart

ONE_EACH = (
    *("locale", "lead_image", "theme"),
    *("organisation__municipality", "organisation__comarca", "organisation__province"),
)
JOINED: tuple[tuple[str, Any, str], ...] = (
    ("other_themes", PracticeTheme, "theme"),
    ("audiences", PracticeAudience, "audience"),
    ("technologies", PracticeTechnology, "technology"),
    ("collaborators", PracticeCollaborator, "organisation"),
    ("reusable_parts", ReusablePart, "document"),
)


HEARD = ("captions", "locale", "interviewer", "media", "described_media", "poster", "consent")


def drawn_with() -> list[Any]:
    """What to prefetch for a page that `ONE_EACH` was joined to."""
    joined: list[Any] = [Prefetch(name, model.objects.select_related(term)) for name, model, term in JOINED]
    spoken = Prefetch("interviews", Interview.objects.select_related(*HEARD))
    joined += [spoken, "interviews__poster__renditions"]
    return [*ONE_EACH, "successes", "difficulties", "milestones", "results", "transfer_steps", *joined]
