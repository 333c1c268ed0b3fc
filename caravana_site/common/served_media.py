"""Uploaded files that no server in front has on its disk. Without byte ranges no browser can move within a video."""

import posixpath
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

RANGE = re.compile(r"^bytes=(?P<first>\d{0,15})-(?P<last>\d{0,15})$", re.ASCII)
NOT_HERE = ("documents/", "../")
MOST_BYTES = 4 * 1024 * 1024  # in one answer: a browser asks for the rest, and none is held whole in memory


@require_safe
def served_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A public file, or one range of its bytes when one is asked for."""
    path = posixpath.normpath(path).lstrip("/")
    if path.startswith(NOT_HERE):
        raise Http404("It is sent by the view that checks who may read it.")
    if settings.UPLOADS_BUCKET:
        from .bucket_media import sent  # noqa: PLC0415  # its libraries are only there where they are needed

        return sent(request, path)
    return _from_folder(request, path)


def _from_folder(request: HttpRequest, path: str) -> HttpResponseBase:
    """By Django's own view, to which ranges are added."""
    try:
        answer: HttpResponseBase = serve(request, path, document_root=settings.MEDIA_ROOT)
    except SuspiciousFileOperation:
        raise Http404("There is nothing outside the folder.") from None
    if not isinstance(answer, FileResponse):
        return answer
    answer["Accept-Ranges"] = "bytes"
    found = RANGE.match(request.headers.get("Range", ""))
    if found is None or not any(found.groups()):
        return answer
    size = int(answer["Content-Length"])
    first, last = _within(found, size)
    file: Any = answer.file_to_stream  # closed by itself: closing the answer would say that the request has ended
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    last = min(last, first + MOST_BYTES - 1)
    file.seek(first)
    part = HttpResponse(file.read(last - first + 1), status=206, content_type=answer["Content-Type"])
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Accept-Ranges"] = "bytes"
    file.close()
    return part


def _within(found: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte that are meant; the first comes after the last where nothing is."""
    if not found["first"]:
        return max(0, size - int(found["last"])), size - 1
    return int(found["first"]), min(int(found["last"] or size - 1), size - 1)
