"""Where the guards stand in the administration."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from . import guards, views


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's own, at the same addresses
def guarded_addresses() -> list[URLPattern]:
    return [
        path("localize/page/<int:page_id>/convert_to_alias/", views.keep_as_page),
        path("localize/update/<int:translation_source_id>/", views.SyncTranslations.as_view()),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            views.edit_string_translation,
        ),
        path("localize/translate/<int:translation_id>/pofile/upload/", views.upload_pofile),
    ]


@hooks.register("before_edit_page", order=-1)
def say_what_the_translation_lacks(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    return _refuse(request, [page])


@hooks.register("before_bulk_action")
def publish_no_half_translation(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    if action_type != "publish" or action.models != [Page]:
        return None
    below = [page.get_descendants().filter(live=False) for page in objects] if _with_descendants(action) else []
    return _refuse(request, [*objects, *(draft for drafts in below for draft in drafts)])


def _with_descendants(action: Any) -> bool:
    return bool(action.cleaned_form.cleaned_data.get("include_descendants"))


def _refuse(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    for page in pages:
        translation = guards.translation_of(page)
        if translation is not None and (lacking := guards.missing(translation)):
            messages.error(request, guards.sentence(lacking))
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("construct_page_action_menu")
def offer_no_alias(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]
