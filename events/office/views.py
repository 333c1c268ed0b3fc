"""The pages of the back office."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import RequestFile, StopRequest
from events.stop_requests.moves import MoveError

from . import access, actions, matches, offers
from .access import ForStaff
from .board import RELATED, Board, name_of
from .forms import SendingForm, ways
from .story import story_of

CONFLICT = 409  # what was asked for does not fit how things stand now


class OfficeView(ForStaff, WagtailAdminTemplateMixin, View):
    """A page with Wagtail's furniture."""

    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = {"url": reverse("office_board"), "label": _("Stop requests")}
        home: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [*home, *self.between(board)]

    def between(self, board: dict[str, Any]) -> list[dict[str, Any]]:
        return [board, {"url": "", "label": self.get_page_title()}]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer


class BoardView(OfficeView):
    template_name = "events/office/board.html"
    page_title = gettext_lazy("Stop requests")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(board=Board(request.GET, timezone.now()))

    def between(self, board: dict[str, Any]) -> list[dict[str, Any]]:
        return [board]


class OneRequestView(OfficeView):
    """A page about one request that counts."""

    @cached_property
    def asked(self) -> StopRequest:
        rows: Any = StopRequest.objects.that_count().select_related(*RELATED, "practice", "announced_stop")
        found: StopRequest = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        return str(self.asked.reference)

    def between(self, board: dict[str, Any]) -> list[dict[str, Any]]:
        own = {"url": reverse("office_request", args=[self.asked.pk]), "label": self.asked.reference}
        return [board, own] if self.is_own_page else [board, own, {"url": "", "label": self.get_page_title()}]

    is_own_page = False

    @property
    def own_page(self) -> str:
        return reverse("office_request", args=[self.asked.pk])

    def look_again(self) -> None:
        """To draw it as it stands by now."""
        self.__dict__.pop("asked", None)

    def looked(self) -> None:
        access.note(self.asked, access.READ, self.request.user)


class RequestView(OneRequestView):
    template_name = "events/office/request.html"
    is_own_page = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.looked()
        return self.show(**self.told())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the button says. What cannot be done is told on the page, with all that was written still there."""
        name = request.POST.get("do", "")
        if name not in actions.ACTIONS:
            raise Http404("There is no such action.")
        form = self.form(name, request.POST)
        status = 200
        if form.is_valid():
            try:
                messages.success(request, actions.perform(name, self.asked, form.cleaned_data, request.user))
                return redirect(self.own_page)
            except MoveError as error:
                form.add_error(None, str(error))
                status = CONFLICT
        self.look_again()
        self.looked()
        return self.show(status, **self.told(name, form))

    def form(self, name: str, data: Any = None) -> SendingForm:
        return actions.ACTIONS[name][0](data, request=self.asked, prefix=name)

    def told(self, sent: str = "", form: SendingForm | None = None) -> dict[str, Any]:
        asked, now = self.asked, timezone.now()
        match = matches.standing(asked)
        forms = {name: self.form(name) for name in actions.ACTIONS}
        open_ways = ways(asked, match)
        if form is not None:
            form.bring_up_to_date(asked)
            forms[sent] = form
        forms["move"].fields["to"].widget.choices = [("", "—"), *((state, state.label) for state in open_ways)]  # type: ignore[attr-defined]  # a list of choices
        offered = offers.stop_of(asked)
        return {
            "asked": asked,
            "days": asked.age(now),
            "overdue": asked.is_overdue(now),
            "owner": name_of(asked.owner) if asked.owner else "",
            "months": asked._meta.get_field("months").labels(asked.months),  # type: ignore[union-attr]  # our own field
            "entries": [(entry, _who(entry)) for entry in asked.entries.select_related("actor").reverse()],  # type: ignore[attr-defined]  # related name
            "files": list(asked.files.all()),  # type: ignore[attr-defined]  # related name
            "match": match,
            "other": next((side for side in matches.sides(match) if side.pk != asked.pk), None) if match else None,
            "forms": forms,
            "problem": form,
            "can_move": bool(open_ways),
            "can_ask": asked.state in actions.ASKABLE,
            "can_match": match is None and asked.state in matches.MATCHABLE,
            "can_undo": match is not None and asked.state == "matched",
            "can_draft": match is not None and asked.state == "matched",
            "offered": offered,
            "can_accept": bool(offered) and asked.reports and asked.state in matches.MATCHABLE,
            "story": story_of(asked, self.request.user),
            "media": forms["link"].media,
        }


def _who(entry: Any) -> str:
    if entry.actor:
        return name_of(entry.actor)
    return _("The applicant") if entry.by_applicant else _("By itself")


class FileView(ForStaff, View):
    """A file of the applicant's, always to keep and never to open in the administration's own page."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        counted: Any = StopRequest.objects.that_count()
        found = get_object_or_404(RequestFile.objects.filter(request__in=counted), pk=pk)
        try:
            content = found.file.open()
        except OSError:
            raise Http404("The file is not there.") from None
        access.note(found.request, access.FILE_READ, request.user)
        answer = FileResponse(content, as_attachment=True, filename=found.name)
        answer["Content-Type"] = "application/octet-stream"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
