"""Whether a sending comes from a page of this site: what a cookie's token would prove, without the cookie."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_own(request: HttpRequest) -> bool:
    """By what the browser itself says. A request that says nothing is refused: every browser of today says it."""
    if (site := request.headers.get("Sec-Fetch-Site")) is not None and site != "same-origin":
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return site == "same-origin"
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False
