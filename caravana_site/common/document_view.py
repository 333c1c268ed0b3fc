"""The view of documents: Wagtail's own, which does not expect that a bucket has lost a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.documents.views.serve import serve as wagtail_serve


def serve(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A document to whoever may have it; 404 where there is none, or no file of it any more."""
    try:
        answer: Any = wagtail_serve(request, document_id, document_filename)
    except FileNotFoundError:
        raise Http404("There is no such file.") from None
    return answer  # type: ignore[no-any-return]  # Wagtail has no types
