"""A draft as the document that it would be if it were published now."""

import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from pydantic import ValidationError

from caravana_site.api import kinds
from caravana_site.api.documents.subjects import Subject
from caravana_site.api.projection.projector import build

logger = logging.getLogger("caravana.api")


class IncompleteError(Exception):
    """The draft lacks something without which there is no such document."""


def kind_of(page: Any) -> kinds.Kind | None:
    return next(iter(kinds.of_model(type(page))), None)


def document_of(page: Any) -> str:
    """JSON of the page as the object in memory has it; raises IncompleteError.

    It is built as public ones are, so what it leads to is what everybody may read, not other drafts.
    """
    kind = kind_of(page)
    if kind is None:
        raise IncompleteError(f"Programs read no {type(page).__name__}.")
    paths = {one.language: one.paths[one.language] for one in kind.public([page.translation_key])}
    language = page.locale.language_code
    subject = Subject(page.translation_key, language, page, {**paths, language: page.url})
    try:
        (built,) = build(kind, [subject])
    except (ValidationError, ObjectDoesNotExist, AttributeError, TypeError) as error:
        # Drafts may be saved half written, so what a published page always has may be missing.
        logger.warning("A draft of page %s is no document yet", page.pk, exc_info=True)
        raise IncompleteError(str(error)) from error
    return built.document.model_dump_json()
