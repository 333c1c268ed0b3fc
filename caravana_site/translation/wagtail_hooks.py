"""Where the guards stand in the administration."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from . import effects, guards, refusals, views
from .admin import LanguagePairViewSet
from .editor.urls import urlpatterns as editor_addresses
from .exchange import views as exchange
from .models import TranslationTask
from .queue import submitting
from .queue.menu import QueueMenuItem
from .queue.urls import queue_urls
from .suggestions.admin import TermViewSet

submitting.offer_only_allowed()
register_snippet(LanguagePairViewSet)
register_snippet(TermViewSet)


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's own, at the same addresses
def guarded_addresses() -> list[URLPattern]:
    return [
        path("localize/page/<int:page_id>/convert_to_alias/", views.keep_as_page),
        *submitting.addresses(),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            views.edit_string_translation,
        ),
        path("localize/translate/<int:translation_id>/pofile/upload/", views.upload_pofile),
        *queue_urls(),
        path("translations/export/", exchange.export, name="translations_export"),
        path("translations/import/", exchange.bring, name="translations_import"),
        *_for_administrators(),
        *editor_addresses,
    ]


def _for_administrators() -> list[URLPattern]:
    """What else of wagtail-localize writes a translation."""
    package, of_one = edit_translation, "localize/translate/<int:translation_id>"
    return [
        path(f"{of_one}/{rest}", views.for_administrators(view))
        for rest, view in (
            ("overrides/<int:overridable_segment_id>/edit/", package.edit_override),
            ("pofile/download/", package.download_pofile),
            ("machine_translate/", package.machine_translate),
            ("disable/", package.stop_translation),
        )
    ]


@hooks.register("before_edit_page", order=-1)
def say_what_the_translation_lacks(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    return _refuse(request, [page])


@hooks.register("before_edit_page", order=-2)
@hooks.register("before_edit_snippet", order=-2)
def open_the_translators_editor(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Whoever edits a translated page or term is brought to our editor; an administrator is told the way."""
    if request.method not in ("GET", "HEAD") or not isinstance(instance, TranslatableMixin):
        return None
    task = TranslationTask.objects.filter(
        translation__source__object_id=instance.translation_key,
        translation__target_locale=instance.locale_id,
        translation__enabled=True,
    ).first()
    if task is None:
        return None
    address = reverse("translations_edit", args=[task.pk])
    if not request.user.is_superuser:
        return redirect(address)
    messages.info(
        request,
        _("This is wagtail-localize’s own editor."),
        buttons=[messages.button(address, _("Open the translators’ editor"))],
    )
    return None


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
        if page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id:
            return effects.keep_foreign_alias(request, page)
        translation = guards.translation_of(page)
        if translation is not None and (reason := _reason(request.user, translation)):
            messages.error(request, reason)
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def _reason(user: Any, translation: Translation) -> str:
    """Why that person may not publish it as it stands; nothing when they may."""
    return guards.unfinished(translation) or (guards.own() if guards.is_own(user, translation) else "")


@hooks.register("construct_page_action_menu")
def offer_no_alias(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("before_edit_page", order=-2)
@hooks.register("before_edit_snippet", order=-2)
def keep_hand_edits(request: HttpRequest, instance: Any) -> HttpResponse | None:
    return effects.restart(request, instance) if isinstance(instance, TranslatableMixin) else None


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        refusals.CALLED_OFF,
        gettext_lazy("Call off a publication"),
        gettext_lazy("Not published by the clock: the translation lacked texts"),
    )


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> MenuItem:
    return QueueMenuItem()


@hooks.register("register_permissions")
def task_permissions() -> Any:
    return Permission.objects.filter(
        content_type__app_label="caravana_translation",
        codename__in=["assign_translationtask", "change_translationsettings"],
    )
