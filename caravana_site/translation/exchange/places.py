"""What a translator is told about the place of a text: what it is, how long it may be, and where its links lead."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from caravana_site.translation import places
from caravana_site.translation.links import Links
from caravana_site.translation.segments import NOT_READ, Line


class Places:
    """The places of many translations; two queries for where the links go, however many texts there are."""

    def __init__(self, translations: Iterable[Translation], lines: Iterable[Line]) -> None:
        self._models = {one.source_id: one.source.specific_content_type.model_class() for one in translations}
        self._links = Links(line.segment for line in lines)

    def label(self, line: Line) -> str:
        place = self._place(line)
        return " › ".join(name for name in (place.heading, place.label) if name)

    def longest(self, line: Line) -> int | None:
        return self._place(line).limit

    def notes(self, line: Line) -> list[str]:
        """What a CAT tool shows beside the text."""
        told = [self.label(line)]
        if longest := self.longest(line):
            told.append(_("At most %(longest)d characters.") % {"longest": longest})
        if line.path == NOT_READ:
            told.append(_("Leave it empty, and the address is made from the title."))
        return told + [f"{link.id} → {link.goes_to}" for link in self._links.of(line.segment)]

    def _place(self, line: Line) -> places.Place:
        context = line.segment.context
        return places.place(self._models[line.translation.source_id], context.path, context.field_path)
