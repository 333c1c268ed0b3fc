"""One text at a time, for the editor's script."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.defaultfilters import date as as_date
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.utils import get_user_display_name
from wagtail_localize.models import StringSegment, StringTranslation

from .. import remarks, writing
from ..models import Suggestion
from ..segments import Line
from . import states
from .access import LOCKED, TaskJsonView, told
from .rows import left
from .saving import as_kept, clean, keep_lost
from .suggested import origin


@method_decorator(never_cache, name="dispatch")
class TextView(TaskJsonView):
    """Keeps a text while it is written. Gets {text, seen, at, suggestion?}; `seen` is what the writer began from."""

    http_method_names = ["put", "post"]

    def put(self, request: HttpRequest, segment_id: int) -> HttpResponseBase:
        return self.post(request, segment_id)

    def post(self, request: HttpRequest, segment_id: int) -> HttpResponseBase:
        sent = self.sent
        if sent is None or not all(isinstance(sent.get(name), str) for name in ("text", "seen")):
            return told(_("There is no text."), 400)
        text, seen = clean(sent["text"]), as_kept(sent["seen"])
        if self.barrier:
            return told(self.barrier, LOCKED)
        line = self._line(segment_id)
        if line is None:
            keep_lost(self.task, str(sent.get("at", "")), text, request.user)
            message = _(
                "The original changed meanwhile: this text is there no more. What you wrote is kept. "
                "Load the page again to see the new original."
            )
            return told(message, 410)
        return self._write(line, text, seen, self._draft_of(segment_id, sent.get("suggestion"), text))

    def _line(self, segment_id: int) -> Line | None:
        segment = StringSegment.objects.filter(pk=segment_id).select_related("string", "context", "source").first()
        if segment is None:
            return None
        if segment.source_id == self.task.translation.source_id:
            return Line(self.task.translation, segment, None)
        return next(
            (
                Line(one.translation, segment, None)
                for one in self.beside
                if one.translation.source_id == segment.source_id
            ),
            None,
        )

    def _draft_of(self, segment_id: int, suggestion_id: Any, text: str) -> str:
        """The origin of a text that was taken from a suggestion as it is and is only a draft; else empty."""
        if not isinstance(suggestion_id, int):
            return ""
        suggestion = Suggestion.objects.filter(pk=suggestion_id, segment=segment_id).first()
        if suggestion is None or clean(suggestion.text) != text:
            return ""
        return origin(suggestion) if states.needs_confirming(suggestion.kind, suggestion.percent) else ""

    def _write(self, line: Line, text: str, seen: str, draft: str) -> HttpResponseBase:
        try:
            written = writing.write(
                line.translation,
                line.segment,
                text,
                self.request.user,
                seen=seen,
                tool_name=draft,
                machine=bool(draft),
            )
        except writing.Conflict as conflict:
            return JsonResponse(_their(line, conflict.theirs), status=409)
        except ValidationError as error:
            return told(" ".join(error.messages), 400)
        return JsonResponse(self._standing(Line(line.translation, line.segment, written)))

    def _standing(self, line: Line) -> dict[str, Any]:
        text = line.text.data if line.text else ""
        return {
            "text": text,
            "remarks": remarks.on([line], [text])[0] if text else [],
            "state": states.as_json(states.state_of(line)),
            "counts": left(self.lines),
        }


def _their(line: Line, theirs: StringTranslation | None) -> dict[str, Any]:
    """What somebody else wrote meanwhile; an empty text when they took it away."""
    who = theirs.last_translated_by if theirs else None
    return {
        "message": _("Somebody else wrote this text meanwhile. Yours is kept."),
        "theirs": theirs.data if theirs else "",
        "state": states.as_json(states.state_of(Line(line.translation, line.segment, theirs))),
        "by": get_user_display_name(who) if who else _("somebody else"),
        "when": as_date(timezone.localtime(theirs.updated_at), "j F, H:i") if theirs else "",
    }
