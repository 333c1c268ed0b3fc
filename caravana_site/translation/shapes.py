"""What a translation was made from, beside its words: blocks, pictures, links, rows. Two of one shape read alike."""

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    TemplateSegment,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, RelatedObjectSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .carried import carried, parent_key, related_model
from .segments import Line

BLOCK_KEY = re.compile(r""" data-block-key=(\\*["'])[^"'\\]*\1""")


def of(source: TranslationSource, translations: Iterable[list[Line]]) -> str:
    """A digest of the source's texts and of what only comes to a translation when it is published again."""
    model = source.specific_content_type.model_class()
    content = json.loads(source.content_json)
    bodies = [field.name for field in model._meta.get_fields() if isinstance(field, (StreamField, RichTextField))]
    rows = {
        name: sorted(str(row.get("translation_key")) for row in content.get(name, []))
        for name in carried(model).own_rows
    }
    lines = next(iter(translations), [])
    texts = sorted({(line.segment.context_id, line.segment.string_id) for line in lines if line.is_read})
    told = json.dumps([[content.get(name) for name in bodies], rows, texts], sort_keys=True)
    return sha256(_unmarked(told).encode()).hexdigest()


def reads_the_same(source: TranslationSource, instance: Any) -> bool:
    """Whether reading that object anew would find the segments that are there, in a fixed number of queries."""
    _read_rows(instance)
    return {_value(one) for one in extract_segments(instance)} == set(_stored(source))


def _read_rows(instance: Any) -> None:
    """With what each row leads to, or the extraction would ask for it row by row."""
    for name in carried(type(instance)).own_rows:
        model = related_model(type(instance), name)
        keys = [
            field.name for field in model._meta.fields if field.many_to_one and field.name != parent_key(model).name
        ]
        setattr(instance, name, list(getattr(instance, name).get_live_queryset().select_related(*keys)))


def _value(one: Any) -> tuple[Any, ...]:
    if isinstance(one, TemplateSegmentValue):
        return "template", one.path, one.order, _unmarked(one.template)
    if isinstance(one, RelatedObjectSegmentValue):
        return "related", one.path, one.order, str(one.translation_key)
    if isinstance(one, OverridableSegmentValue):
        return "overridable", one.path, one.order, _json(one.data)
    return "text", one.path, one.order, one.string.data, _json(one.attrs)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder)


def _stored(source: TranslationSource) -> Iterable[tuple[Any, ...]]:
    for model, kind, columns in (
        (TemplateSegment, "template", ("template__template",)),
        (RelatedObjectSegment, "related", ("object_id",)),
        (OverridableSegment, "overridable", ("data_json",)),
        (StringSegment, "text", ("string__data", "attrs")),
    ):
        rows = model.objects.filter(source=source).values_list("context__path", "order", *columns)
        read = _unmarked if kind == "template" else str
        yield from ((kind, path, order, *map(read, rest)) for path, order, *rest in rows)


def _unmarked(html: str) -> str:
    """Without the keys that the rich text editor gives to paragraphs; also of HTML within JSON within JSON."""
    return BLOCK_KEY.sub("", html)
