"""The editor's addresses, below those of the administration."""

from django.urls import URLPattern, path

from . import override_views, page_views, preview_view, text_views

TASK = "translations/<int:task_id>"
urlpatterns: list[URLPattern] = [
    path(f"{TASK}/", page_views.EditorView.as_view(), name="translations_edit"),
    path(f"{TASK}/save/", page_views.SaveView.as_view(), name="translations_save"),
    path(f"{TASK}/texts/<int:segment_id>/", text_views.TextView.as_view(), name="translations_text"),
    path(f"{TASK}/texts/<int:segment_id>/confirm/", page_views.ConfirmView.as_view(), name="translations_confirm"),
    path(f"{TASK}/accept/<int:suggestion_id>/", page_views.AcceptView.as_view(), name="translations_accept"),
    path(f"{TASK}/put-back/<int:version_id>/", page_views.PutBackView.as_view(), name="translations_put_back"),
    path(f"{TASK}/ask/<int:segment_id>/", page_views.AskView.as_view(), name="translations_ask"),
    path(f"{TASK}/fill/", page_views.FillView.as_view(), name="translations_fill"),
    path(f"{TASK}/suggest/", page_views.SuggestView.as_view(), name="translations_suggest"),
    path(f"{TASK}/send/", page_views.SendView.as_view(), name="translations_send"),
    path(f"{TASK}/give-back/", page_views.GiveBackView.as_view(), name="translations_give_back"),
    path(f"{TASK}/publish/", page_views.PublishView.as_view(), name="translations_publish"),
    path(f"{TASK}/override/<int:override_id>/", override_views.OverrideView.as_view(), name="translations_override"),
    path(f"{TASK}/preview/", preview_view.PreviewView.as_view(), name="translations_preview"),
]
