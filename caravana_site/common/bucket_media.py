"""Public files out of a bucket, passed on while they arrive: what readers and caches ask for is asked of the bucket."""

import logging
import mimetypes
from http import HTTPStatus
from typing import Any, cast
from wsgiref.util import FileWrapper

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date

from .buckets import Bucket
from .served_media import RANGE

CHUNK = 64 * 1024  # bytes
PASSED_ON = (HTTPStatus.NOT_MODIFIED, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
logger = logging.getLogger(__name__)


def sent(request: HttpRequest, name: str) -> HttpResponseBase:
    """The answer with that file; 503 while the bucket does not answer."""
    bucket = cast(Bucket, default_storage)
    try:
        found = bucket.ask(name, str(request.method), **_conditions(request))
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if status == HTTPStatus.NOT_FOUND:
            raise Http404("There is no such file.") from None
        if status in PASSED_ON:
            return HttpResponse(status=status)
        return _away(error)
    except BotoCoreError as error:
        return _away(error)
    headers = _headers(name, found)
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    status = HTTPStatus.PARTIAL_CONTENT if "ContentRange" in found else HTTPStatus.OK
    return StreamingHttpResponse(FileWrapper(found["Body"], CHUNK), status=status, headers=headers)


def _conditions(request: HttpRequest) -> dict[str, str]:
    asked = {}
    if tag := request.headers.get("If-None-Match"):
        asked["IfNoneMatch"] = tag
    found = RANGE.match(wanted := request.headers.get("Range", ""))
    if found is not None and any(found.groups()) and request.method == "GET":
        asked["Range"] = wanted
    return asked


def _headers(name: str, found: dict[str, Any]) -> dict[str, str]:
    """The type is told by the name, whoever put the file into the bucket."""
    headers = {
        "Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "Content-Length": str(found["ContentLength"]),
        "ETag": found["ETag"],
        "Last-Modified": http_date(found["LastModified"].timestamp()),
        "Accept-Ranges": "bytes",
    }
    if "ContentRange" in found:
        headers["Content-Range"] = found["ContentRange"]
    return headers


def _away(error: Exception) -> HttpResponse:
    logger.error("The bucket of uploads did not answer: %s", error)
    return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "10"})
