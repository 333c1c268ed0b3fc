"""The addresses of the queue, below /admin/."""

from django.urls import URLPattern, path

from ..progress.views import ProgressView
from .compare_view import CompareView
from .question_views import QuestionsView
from .views import HandOutView, NextView, QueueView


def queue_urls() -> list[URLPattern]:
    return [
        path("translations/", QueueView.as_view(), name="translations_queue"),
        path("translations/next/", NextView.as_view(), name="translations_next"),
        path("translations/hand-out/", HandOutView.as_view(), name="translations_hand_out"),
        path("translations/questions/", QuestionsView.as_view(), name="translations_questions"),
        path("translations/progress/", ProgressView.as_view(), name="translations_progress"),
        path("translations/<int:task_id>/compare/", CompareView.as_view(), name="translations_compare"),
    ]
