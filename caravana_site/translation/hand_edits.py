"""What was edited by hand while a translation was stopped, read back into it before it is started again.

wagtail-localize would build the page from the texts of before, and the hand's work would be gone with the next
publication. A text that cannot be told from the page is kept as a version of the text that stood in its place.
"""

import json
from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringTranslation, Translation
from wagtail_localize.segments import OverridableSegmentValue
from wagtail_localize.segments.extract import extract_segments

from . import segments, versions, writing
from .models import TextVersion


@transaction.atomic
def read_back(translation: Translation, user: Any) -> str:
    """Take over the last saved version of the page or term; returns what to tell the editor, or nothing."""
    target = translation.get_target_instance()
    page = target.get_latest_revision_as_object() if isinstance(target, Page) else target
    told = versions.texts_of(page)
    lines = defaultdict(list)
    for line in segments.lines_of(translation):
        lines[line.path].append(line)
    taken, kept = 0, sum(len(texts) for path, texts in told.items() if path not in lines)
    for path, there in lines.items():
        texts = told.get(path, [])
        if len(texts) == len(there):
            for line, text in zip(there, texts, strict=True):
                taken += _take(translation, line, text, user)
        elif texts:
            _keep(translation, there[0], "\n".join(texts), user)
            kept += len(texts)
    _take_values(translation, page)
    return _said(taken, kept)


def _take(translation: Translation, line: segments.Line, text: str, user: Any) -> bool:
    """Whether the hand's text became the translation."""
    if not text or text == line.source or (line.text and line.text.data == text):
        return False
    others = StringTranslation.objects.filter(context=line.segment.context_id, locale=translation.target_locale_id)
    if others.filter(data=text).exclude(translation_of=line.segment.string_id).exists():
        return False  # the translation of what the source said before: it is proposed, and confirmed by a person
    try:
        writing.write(translation, line.segment, text, user)
    except ValidationError:
        _keep(translation, line, text, user)
        return False
    return True


def _keep(translation: Translation, line: segments.Line, text: str, user: Any) -> None:
    TextVersion.objects.create(
        context=line.segment.context,
        string=line.segment.string,
        locale=translation.target_locale,
        text=text,
        author=user,
    )


def _take_values(translation: Translation, page: Any) -> None:
    """Pictures, files and addresses that the hand chose for this language."""
    values = {one.path: one.data for one in extract_segments(page) if isinstance(one, OverridableSegmentValue)}
    for segment in OverridableSegment.objects.filter(source=translation.source).select_related("context"):
        path = segment.context.path
        if path in values and values[path] != segment.data:
            SegmentOverride.objects.get_or_create(
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data_json": json.dumps(values[path])},
            )


def _said(taken: int, kept: int) -> str:
    said = []
    if taken:
        said.append(_("%(number)d texts written by hand are now the translation.") % {"number": taken})
    if kept:
        said.append(
            _("%(number)d texts have no place in the source: they stay in the history of the page.") % {"number": kept}
        )
    return " ".join(said)
