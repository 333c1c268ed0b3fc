"""What a browser may do with each answer: one policy a class of address.

Public pages are shared by caches, so they carry no nonce and allow nothing inline. Wagtail's administration is written
with inline scripts and styles: there a script needs the page's nonce (`admin_scripts`), and inline styles are allowed.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from csp.constants import HEADER, NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CheckableLazyObject, CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import admin_scripts
from .video import player_origins

ADMIN, PUBLIC, FILES, PREVIEW, EMBED = "admin", "public", "files", "preview", "embed"
FILE_PREFIXES = ("/media/", "/documents/")
SHOWN_IN_PLACE = ("image/", "audio/", "video/", "application/pdf")
EMBED_PREFIX = "/embed/"
SHARED_PREFIXES = (
    *("/static/", "/media/", "/cards/", "/documents/", "/feeds/", "/calendar/", "/data/"),
    *(EMBED_PREFIX, "/oembed"),
)
"""Other sites may show what is below these: shared links need the cards, and the rest is meant for reuse."""

Directives = dict[str, Any]

_PUBLIC: Directives = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
}
_ADMIN: Directives = {
    **_PUBLIC,
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
}
_FILES: Directives = {
    "default-src": [NONE],
    "img-src": [SELF],
    "media-src": [SELF],
    "style-src": [UNSAFE_INLINE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "sandbox": [""],
}
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "publickey-credentials-create", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Policy:
    """The directives of one class of address, and who may frame it."""

    name: str
    directives: Directives

    @property
    def frame_options(self) -> str | None:
        """The older header says the same, or nothing where it has no word for it."""
        if self.name == EMBED:
            return None
        return "SAMEORIGIN" if SELF in self.directives["frame-ancestors"] else "DENY"


def policy_for(request: HttpRequest, content_type: str = "") -> Policy:
    """Return the policy of an address. A preview keeps the public one, in a frame of the administration."""
    path = request.path_info
    players = player_origins()
    if getattr(request, "is_dummy", False):  # Wagtail serves a preview as a request of its own, at the public address
        front_end = [settings.PREVIEW_FRONT_END] if settings.PREVIEW_FRONT_END else []
        return Policy(PREVIEW, {**_PUBLIC, "frame-src": [*players, *front_end], "frame-ancestors": [SELF]})
    if path.startswith("/admin/"):
        own = {"frame-src": [SELF, *players], "form-action": [SELF, *settings.SIGN_IN_ORIGINS]}
        return Policy(ADMIN, {**_ADMIN, **own})
    if path.startswith(FILE_PREFIXES):
        # Browsers refuse to show a PDF in a sandbox; its contents were checked when it was uploaded.
        shown = {key: value for key, value in _FILES.items() if key != "sandbox" or content_type != "application/pdf"}
        return Policy(FILES, shown)
    if path.startswith(EMBED_PREFIX):
        return Policy(EMBED, {**_PUBLIC, "frame-src": players, "frame-ancestors": _embedders()})
    return Policy(PUBLIC, {**_PUBLIC, "frame-src": [SELF, *players]})  # the page shows what its embed looks like


def _embedders() -> list[str]:
    """Who may frame embeds: everybody, or those sites and this one, which shows them before they are copied."""
    named = [word for word in settings.EMBED_FRAME_ANCESTORS if word != NONE]
    return ["*"] if "*" in named else [SELF, *named]


class SecurityHeadersMiddleware(CSPMiddleware):
    """Stands outermost, so that errors, redirects and outages carry the headers too.

    A preview passes twice: at its public address first, whose policy stays, then inside the administration's request.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.path_info.startswith("/admin/"):
            admin_scripts.begin(request)

    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, report_only: bool = False) -> PolicyParts:
        if report_only:
            return PolicyParts()
        nonce = getattr(request, "_csp_nonce", None)
        return PolicyParts(config=policy_for(request, _content_type(response)).directives, nonce=nonce)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        policy = policy_for(request, _content_type(response))
        if policy.frame_options is None:
            response.headers.pop("X-Frame-Options", None)
        else:
            response.headers["X-Frame-Options"] = policy.frame_options
        self._write(request, response, policy)
        shared = request.path_info.startswith(SHARED_PREFIXES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if policy.name == EMBED:
            # Whoever is signed in here is nobody there: caches share one answer, that nobody's session changed.
            response.cookies.clear()
            response.headers.pop("Vary", None)
        if policy.name == FILES:
            # An embed in a sandbox has no origin: without this it could not show its captions.
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
        if policy.name == FILES and not _content_type(response).startswith(SHOWN_IN_PLACE):
            response.headers.setdefault("Content-Disposition", "attachment")
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, policy: Policy) -> None:
        """The package copies and joins every directive each time; without a nonce the header is always the same."""
        own_rules = settings.DEBUG or getattr(response, "_csp_exempt", False)
        if own_rules or getattr(request, "_csp_nonce", None) is not None:
            super().process_response(request, response)
            return
        response.headers.setdefault(HEADER, _header(tuple((name, *words) for name, words in policy.directives.items())))
        late = CheckableLazyObject(self._csp_nonce_post_response)
        request.csp_nonce = late  # type: ignore[attr-defined]  # the package's own: an error for who asks too late


@lru_cache(32)
def _header(directives: tuple[tuple[str, ...], ...]) -> str:
    return str(build_policy(config={name: list(words) for name, *words in directives}))


def _content_type(response: HttpResponse) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
