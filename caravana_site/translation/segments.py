"""The texts of a translation, side by side, in two queries however many there are."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import BeautifulSoup
from wagtail_localize.models import StringSegment, StringTranslation, Translation

NOT_READ = "slug"
"""The path of what is no text for readers: it never holds a page back and counts no words."""
WORD = re.compile(r"\w+(?:[’'·.-]\w+)*")


@dataclass(frozen=True)
class Line:
    """One text of the source and what the translators have for it."""

    translation: Translation
    segment: StringSegment
    text: StringTranslation | None

    @property
    def path(self) -> str:
        return str(self.segment.context.path)

    @property
    def key(self) -> str:
        """The text and its place, the same for as long as both are: “context:string”."""
        return f"{self.segment.context_id}:{self.segment.string_id}"

    @property
    def source(self) -> str:
        """HTML with inline tags alone; links carry an id in the place of their address."""
        return str(self.segment.string.data)

    @property
    def is_confirmed(self) -> bool:
        """A person stands behind it: neither missing, nor wrong, nor a machine's."""
        text = self.text
        machine = StringTranslation.TRANSLATION_TYPE_MACHINE
        return bool(text and text.data and not text.has_error and text.translation_type != machine)

    @property
    def is_read(self) -> bool:
        """Whether readers see it, so that it counts for completeness."""
        return self.path != NOT_READ

    @property
    def words(self) -> int:
        return words(self.source) if self.is_read else 0


def words(html: str) -> int:
    """How many words a text has, without its tags; `l’Ajuntament` is one."""
    return len(WORD.findall(BeautifulSoup(html, "html.parser").get_text(" ") if "<" in html else html))


def text_of(html: str) -> str:
    """A text without its tags, as it is quoted."""
    return BeautifulSoup(html, "html.parser").get_text() if "<" in html or "&" in html else html


def lines_of(translation: Translation) -> list[Line]:
    """All texts of a translation, in the order of the page."""
    return by_translation([translation])[translation.pk]


def by_translation(translations: Iterable[Translation]) -> dict[int, list[Line]]:
    """The texts of many translations: key of the translation → its lines. Two queries for all of them."""
    wanted = list(translations)
    segments = defaultdict(list)
    for segment in (
        StringSegment.objects.filter(source__in={one.source_id for one in wanted})
        .select_related("string", "context")
        .order_by("source", "order", "pk")
    ):
        segments[segment.source_id].append(segment)
    texts = {
        (text.locale_id, text.context_id, text.translation_of_id): text
        for text in StringTranslation.objects.filter(
            context__object__in={one.source.object_id for one in wanted},
            locale__in={one.target_locale_id for one in wanted},
        ).select_related("last_translated_by")
    }
    return {
        one.pk: [
            Line(one, segment, texts.get((one.target_locale_id, segment.context_id, segment.string_id)))
            for segment in segments[one.source_id]
        ]
        for one in wanted
    }
