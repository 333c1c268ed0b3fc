"""The addresses of the back office, below /admin/."""

from django.urls import URLPattern, path

from .export import ExportView
from .match_views import DraftView, MatchView
from .views import BoardView, FileView, RequestView


def office_urls() -> list[URLPattern]:
    return [
        path("stop-requests/", BoardView.as_view(), name="office_board"),
        path("stop-requests/export.<str:kind>", ExportView.as_view(), name="office_export"),
        path("stop-requests/files/<int:pk>/", FileView.as_view(), name="office_file"),
        path("stop-requests/<int:pk>/", RequestView.as_view(), name="office_request"),
        path("stop-requests/<int:pk>/match/", MatchView.as_view(), name="office_match"),
        path("stop-requests/<int:pk>/drafts/", DraftView.as_view(), name="office_drafts"),
    ]
