"""The page of questions: what authors are asked, and the answers that translators have not read yet."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from .. import permissions, questions
from ..models import SegmentQuestion
from .answering import RELATED, answerable, open_questions
from .compare_view import CONFLICT
from .views import TranslationsView

MOST = 100  # questions on the page; the oldest are answered first


class QuestionsView(TranslationsView):
    """For everybody of the administration: each sees what they may answer and what was answered to them."""

    template_name = "translation/queue/questions.html"
    page_title = gettext_lazy("Questions")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._draw()

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.POST.get("question", "")
        number = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
        question = get_object_or_404(SegmentQuestion.objects.select_related(*RELATED), pk=number)
        if request.POST.get("do") == "seen":
            questions.seen([question], request.user)
            return redirect("translations_questions")
        if not answerable([question], request.user):
            raise PermissionDenied
        text = request.POST.get("answer", "")
        try:
            questions.answer(question, request.user, text)
        except ValidationError as error:
            return self._draw(CONFLICT, question.pk, " ".join(error.messages), text)
        messages.success(request, _("Your answer is kept, and the translation waits again for its translator."))
        return redirect("translations_questions")

    def _draw(self, status: int = 200, wrong: int = 0, problem: str = "", text: str = "") -> HttpResponse:
        user = self.request.user
        answers = SegmentQuestion.objects.unread().filter(asked_by=user.pk).select_related(*RELATED)
        return self.show(
            status,
            sees_queue=permissions.sees_queue(user),
            questions=answerable(open_questions(), user)[:MOST],
            answers=answers[:MOST],
            wrong=wrong,
            problem=problem,
            text=text,
        )
