"""What stood at a place when a file was made, so that nobody's newer words are written over."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from caravana_site.translation.models import TextVersion
from caravana_site.translation.segments import Line


class History:
    """The replaced texts of those lines, in one query."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.replaced: dict[tuple[int, int, int], list[TextVersion]] = defaultdict(list)
        for version in TextVersion.objects.filter(
            context__in={line.segment.context_id for line in lines},
            locale__in={line.translation.target_locale_id for line in lines},
            reason=TextVersion.Reason.REPLACED,
        ).order_by("kept_at", "pk"):
            self.replaced[version.context_id, version.string_id, version.locale_id].append(version)

    def stood(self, line: Line, moment: datetime | None) -> str | None:
        """The text of that moment, "" for none; None where the file does not say when it was made."""
        if moment is None:
            return None
        key = (line.segment.context_id, line.segment.string_id, line.translation.target_locale_id)
        later = next((version for version in self.replaced[key] if version.kept_at > moment), None)
        if later is not None:
            return later.text
        if line.text is None:
            return ""
        return line.text.data if line.text.updated_at <= moment else ""
