"""What documents of pages share: what else they are built from, and how lists of them are filtered."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from caravana_site.api.kinds import Filter, FilterType
from caravana_site.api.projection import keys

Keys = Callable[[Any], Iterable[str]]


def watching(*models: type[Model]) -> Mapping[type[Model], Keys]:
    """Pictures, files and pages that texts lead to, and those models besides, for a kind's `watches`."""
    rows: dict[type[Model], Keys] = dict.fromkeys((get_image_model(), get_document_model(), *models), _own)
    return {**rows, Page: lambda page: [keys.key(page), keys.versions(page.translation_key)]}


def _own(row: Model) -> list[str]:
    return [keys.key(row)]


TITLE = Filter(FilterType.TEXT, "Its title.", lambda document: [document.title])
PUBLISHED = Filter(FilterType.MOMENT, "When it was first published.", lambda document: [document.published_at])
UPDATED = Filter(FilterType.MOMENT, "When it was last published.", lambda document: [document.updated_at])
