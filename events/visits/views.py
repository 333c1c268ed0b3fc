"""The guide: open to anybody to prepare a visit, and behind a secret link to write down what is told at one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from wagtail.models import Locale

from caravana_site.common.languages import in_each_language
from caravana_site.common.secret_links import SecretLinkView
from events.models import LONGEST_NOTE, GuideLength, GuideQuestion, KitIndexPage, Visit, VisitNote

from . import delivery, notes
from .listing import GuideChoice
from .plan import Plan, plan

LONGEST_NUMBER = 10  # digits
BROUGHT = "portades"
"""Parameter of the page after the notes have been brought to the story."""


def guide(request: HttpRequest) -> HttpResponse:
    """The guide to read and to print, for the theme and the time that were chosen."""
    choice = GuideChoice(request.GET, locale=Locale.get_active())
    kit = KitIndexPage.objects.live().filter(locale=Locale.get_active()).first()
    crumbs = [(kit.title, kit.url)] if kit and kit.url else []
    alternates = in_each_language("interview_guide")
    context = {"choice": choice, "plan": choice.plan, "crumbs": crumbs, "alternates": alternates}
    return render(request, "events/guide.html", context)


class VisitView(SecretLinkView):
    """/ca/visita/<token>/: the guide with room to write. A phone sends JSON as it goes; without scripts, a form."""

    purpose = Visit.PURPOSE
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        visit, prepared = self._visit()
        kept = {note.question: note for note in visit.notes.all()}
        context = {
            "visit": visit,
            "plan": prepared,
            "alternates": in_each_language("visit", self.link.token),
            "tells_mistakes": True,  # no link in the footer that would carry this address to the editors
            "rows": [
                (block, [(one, kept.get(one.translation_key)) for one in block.questions]) for block in prepared.blocks
            ],
            "others": [note for note in kept.values() if note.text and note.question not in self._asked(prepared)],
            "device": uuid4(),
            "longest": LONGEST_NOTE,
            "brought": request.GET.get(BROUGHT) == "1",
        }
        return render(request, "events/visit.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        visit, prepared = self._visit()
        asked = self._asked(prepared)
        if request.content_type == "application/json":
            try:
                device, changes = notes.read_json(request.body)
            except notes.UnreadableNotesError as error:
                return JsonResponse({"problem": str(error)}, status=400)
            return JsonResponse({"notes": _as_sent(notes.keep(visit, device, changes, asked))})
        sent = list(_in_form(request.POST, asked))
        if too_long := [asked[one.question].text for one in sent if len(one.text) > LONGEST_NOTE]:
            heading = _("One of the notes is too long")
            why = _(
                "%(most)d characters is the most. Go back: what you wrote is still there. It is under: %(question)s"
            )
            return self.say(heading, why % {"most": LONGEST_NOTE, "question": too_long[0]}, 400)
        notes.keep(visit, notes.device_named(request.POST.get("device", "")), sent, asked)
        if "bring" not in request.POST:
            return HttpResponseRedirect(request.path, status=303)
        delivery.bring(visit)
        return HttpResponseRedirect(f"{request.path}?{BROUGHT}=1", status=303)

    def _visit(self) -> tuple[Visit, Plan]:
        visit = get_object_or_404(
            Visit.objects.select_related("stop__theme", "stop__host", "practice"), key=self.link.subject
        )
        locale = Locale.objects.get(language_code=visit.language)
        return visit, plan(locale, visit.stop.theme.key, GuideLength(visit.length))

    @staticmethod
    def _asked(prepared: Plan) -> dict[UUID, GuideQuestion]:
        return {question.translation_key: question for question in prepared.questions}


def _in_form(data: Any, asked: dict[UUID, GuideQuestion]) -> Iterable[notes.Sent]:
    for key in asked:
        text = data.get(f"note-{key}")
        base = data.get(f"base-{key}", "")
        if text is not None:
            yield notes.Sent(
                key, text, int(base) if base.isascii() and base.isdigit() and len(base) < LONGEST_NUMBER else 0
            )


def _as_sent(kept: list[VisitNote]) -> list[dict[str, Any]]:
    return [{"question": str(note.question), "text": note.text, "base": note.number} for note in kept]
