"""Inline scripts of the administration: each one that a package's template holds gets the page's nonce, and no other.

Stamping every `<script>` of a response would let an injected one run too. So the templates that hold one are listed
with the SHA-256 of what was read: a test fails when a package changes them, and a person looks again. The chooser's
script is written in Python; what scripts of the page create later gets its nonce from `admin_scripts.js`.
"""

import re
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

READ = {
    "wagtailadmin/panels/inline_panel.html":
        "195bb0b199edb062dcf41a5a92ecabf5bae52a6eac06823eb3cd12b799be4f89",
    "wagtailadmin/panels/multiple_chooser_panel.html":
        "673bc9b26ca95c0385e7ac8a5c81d2449e6e59df841f74fe89d5003f877a653d",
    "wagtailadmin/widgets/date_input.html":
        "2557f7a4fd543d7cd6f192a97fdd0c12ebfad9a8d4ab2b7fe72a2f011cd049c8",
    "wagtailadmin/widgets/datetime_input.html":
        "479d8ddeaa73d2fdd33d584118d51b0c3ec4c2dc5b90a66b526874f9799d2676",
    "wagtailadmin/widgets/time_input.html":
        "536917c544a135631e8683866e8351bd491822a336c9a59639ab71338638e242",
    "wagtail_localize/admin/edit_translation.html":
        "52b849c00b09876c0fb0e7314a762f1eebb1c4212120828c61c1350a301a5ba7",
    "wagtail_localize/admin/submit_translation.html":
        "f11cd525d207f37cee4e85ee4cde9a56941f3efe6d5d9da8fb104c948452f2b6",
    "wagtailmedia/media/add.html":
        "055cd3b8b104cd96a5cc4afb82b916f4752f9c1fb0c3a5d7214d674e01c39e21",
}  # fmt: skip
INLINE = re.compile(r"<script(?![^>]*\bsrc=)")
_request: ContextVar[HttpRequest | None] = ContextVar("administration_request", default=None)


def begin(request: HttpRequest) -> None:
    """Remember the administration's request: widgets and templates of forms are drawn without one."""
    _request.set(request)


def nonce() -> str:
    """The nonce of the page being answered; nothing outside the administration."""
    request = _request.get()
    return "" if request is None else str(request.csp_nonce)  # type: ignore[attr-defined]  # set by django-csp


class Loader(AppDirectoriesLoader):
    """Django's loader of the apps' templates, which gives the inline scripts of those in `READ` their nonce."""

    def get_contents(self, origin: Origin) -> str:
        text = str(super().get_contents(origin))
        if origin.template_name in READ:
            text = INLINE.sub('<script nonce="{% admin_nonce %}"', text)
        return text


def mark_chooser_scripts() -> None:
    """Give the script that each chooser writes after its field the page's nonce."""
    render = BaseChooser.render
    if getattr(render, "has_nonce", False):
        return

    def with_nonce(self: BaseChooser, *args: Any, **kwargs: Any) -> SafeString:
        # What is before the script is escaped, so the first one is the chooser's own.
        marked = str(render(self, *args, **kwargs)).replace("<script>", format_html('<script nonce="{}">', nonce()), 1)
        return mark_safe(marked)  # noqa: S308  # Wagtail's own markup with an attribute more

    with_nonce.has_nonce = True  # type: ignore[attr-defined]  # told from the original when an app starts again
    BaseChooser.render = with_nonce
