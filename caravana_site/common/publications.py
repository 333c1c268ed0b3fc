"""Whether a version of a page may go live, asked where every way of publishing passes: `BasePage.publish`.

The editor, the approval of a workflow, several pages at once, the clock and code all end there. Rooms register what
they want of a version, and what is refused is told in one way: an editor reads it on the page, and what the clock would
have published is called off.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from wagtail.models import Revision

BY_THE_CLOCK = "wagtail.publish.scheduled"
Gate = Callable[[Revision], None]
"""Gets a version; raises its room's `RefusedError` while that may not go live."""

_gates: list[Gate] = []


class RefusedError(Exception):
    """A page that may not be published: the sentence says so in the active language, and the reasons are listed below.

    No PermissionDenied: the administration would answer that the editor may not, and keep the reasons to itself.
    """

    called_off: ClassVar[str]
    """The log's action where it is the clock that is refused."""

    def __init__(self, page: Any, sentence: str, reasons: Sequence[Any] = ()) -> None:
        self.page = page
        # As they came: a letter writes what is lazy in its own reader's language.
        self.lacking = list(reasons) or [sentence]
        rows = format_html_join("", "<li>{}</li>", ((one,) for one in reasons))
        self.message = format_html("{}<ul>{}</ul>", sentence, rows) if reasons else sentence
        super().__init__(" ".join([sentence, *(str(one) for one in reasons)]))


class RefusalMiddleware:
    """An editor whose publication was refused is told what is missing, on the page's own form."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RefusedError):
            return None
        messages.error(request, error.message)
        return redirect("wagtailadmin_pages:edit", error.page.pk)


def register(gate: Gate) -> None:
    """Ask this one too, after those that came before; the same one may come twice, since tests start apps again."""
    if gate not in _gates:
        _gates.append(gate)


def may_go_live(revision: Revision, *, by_the_clock: bool) -> bool:
    """Whether every gate lets it. Raises what the first one raises, save to the clock, which nobody reads."""
    from .calling_off import call_off  # noqa: PLC0415  # it needs the models, and the model of pages needs this file

    try:
        for gate in _gates:
            gate(revision)
    except RefusedError as refused:
        if not by_the_clock:
            raise
        call_off(revision, refused.page, refused.lacking, action=refused.called_off)
        return False
    return True
