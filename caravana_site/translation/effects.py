"""What unpublishing, deleting and moving a page does to its other languages: said before it is done."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from . import hand_edits
from .guards import translation_of


def followers(page: Page) -> list[Page]:
    """The pages that are translated from that one."""
    locales = Translation.objects.filter(
        source__object_id=page.translation_key, source__locale=page.locale_id, enabled=True
    ).values("target_locale")
    pages = Page.objects.filter(translation_key=page.translation_key, locale__in=locales, alias_of=None)
    return list(pages.select_related("locale"))


def on_unpublishing(page: Page) -> str:
    """What to tell whoever is about to."""
    live = [one for one in followers(page) if one.live]
    if live:
        return _(
            "Its translations stay public, without their original: %(titles)s. Unpublish them too if they should go."
        ) % {"titles": _titles(live)}
    if translation_of(page) is not None:
        return _(
            "Readers of this language will be told that the page is not translated yet. Its texts are kept, and it can "
            "be published again."
        )
    return ""


def on_deleting(page: Page) -> str:
    """What to tell whoever is about to."""
    if others := followers(page):
        return _(
            "Its translations are not deleted: %(titles)s. Each becomes a page of its own, to be edited by hand. The "
            "translators’ texts are kept while one is left."
        ) % {"titles": _titles(others)}
    if translation_of(page) is not None:
        return _(
            "The original stays, and so do the translators’ texts: when it is submitted again they are there. Readers "
            "of this language will be told that the page is not translated yet."
        )
    return ""


def on_moving(page: Page, destination: Page) -> str:
    """What to tell whoever is about to."""
    if translation_of(page) is not None:
        return _("Only this language moves: its original stays where it is.")
    staying = [one for one in followers(page) if not destination.has_translation(one.locale)]
    if staying:
        return _("These translations stay where they are, because the new place is not translated: %(titles)s.") % {
            "titles": _titles(staying)
        }
    return ""


def _titles(pages: Iterable[Page]) -> str:
    return ", ".join(f"«{page.get_admin_display_title()}» ({page.locale.get_display_name()})" for page in pages)


@hooks.register("before_delete_page")
def tell_of_deletion(request: HttpRequest, page: Page) -> None:
    if request.method == "GET" and (said := on_deleting(page)):
        messages.warning(request, said)


@hooks.register("before_move_page")
def tell_of_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if is_of_another_language(page, destination):
        messages.error(request, _("A page does not move to another language: submit it for translation."))
        return redirect("wagtailadmin_pages:move", page.pk)
    if request.method == "GET" and (said := on_moving(page, destination)):
        messages.warning(request, said)
    return None


@hooks.register("before_bulk_action")
def move_within_a_language(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    if action_type != "move" or action.models != [Page]:
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    if not any(is_of_another_language(page, destination) for page in objects):
        return None
    messages.error(request, _("A page does not move to another language: submit it for translation."))
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)


@hooks.register("before_copy_page")
def copy_within_a_language(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy below a page of another language would show its text under an address that promises another."""
    chosen = request.POST.get("new_parent_page", "")
    parent = Page.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    if parent is None or not is_of_another_language(page, parent):
        return None
    messages.error(request, _("A page is not copied into another language: submit it for translation."))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("before_convert_alias_page")
def keep_foreign_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The page that stands for an untranslated one would become a page in the wrong language."""
    if page.alias_of is None or page.alias_of.locale_id == page.locale_id:
        return None
    messages.error(request, _("This page stands for one that is not translated: submit the original for translation."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def is_of_another_language(page: Page, parent: Page) -> bool:
    """Whether a page would stand below one of another language; the root has none."""
    return bool(parent.depth > 1 and parent.locale_id != page.locale_id)


@hooks.register("construct_translated_pages_to_cascade_actions")
def move_translations_along(pages: Sequence[Page], action: str) -> dict[Page, list[Page]]:
    """A page takes its translations along to the translated place. Unpublishing and deleting stay within a language."""
    return {page: followers(page) for page in pages} if action == "move" else {}


def source_is_gone(translation: Translation) -> bool:
    """Whether there is nothing any more to translate from."""
    source: TranslationSource = translation.source
    return not bool(
        source.specific_content_type.model_class()
        ._default_manager.filter(translation_key=source.object_id, locale=source.locale_id)
        .exists()
    )


def restart(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Before a stopped translation is started again: nothing that was edited by hand is lost."""
    if request.method != "POST" or "localize-restart-translation" not in request.POST:
        return None
    stopped = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=False
    ).first()
    if stopped is None:
        return None
    if source_is_gone(stopped):
        messages.error(request, _("The original is no more: this page is edited by hand."))
        return redirect(request.path)
    if said := hand_edits.read_back(stopped, request.user):
        messages.success(request, said)
    return None
