"""«Translate this page» and «Sync»: only along the person's language pairs, at the address and in the menus."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import TranslatableMixin
from wagtail_localize import wagtail_hooks as package
from wagtail_localize.operations import translate_object
from wagtail_localize.views import submit_translations

from .. import permissions, views
from ..models import TranslationTask

BUTTONS = ("register_page_header_buttons", "register_page_listing_more_buttons", "register_snippet_listing_buttons")


def targets(user: Any, source_locale: int) -> set[int] | None:
    """The languages into which the person translates from that one; None for an administrator, who may all."""
    if user.is_active and user.is_superuser:
        return None
    return {target for source, target in permissions.pairs(user) if source == source_locale}


class _Submitting:
    """In front of the package's view: other languages are neither offered nor accepted."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if targets(request.user, self.get_object().locale_id) == set():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin
        return answer

    def get_form(self: Any) -> Form:
        form: Form = super().get_form()  # type: ignore[misc]  # a mixin
        allowed = targets(self.request.user, self.object.locale_id)
        field: Any = form.fields["locales"]
        if allowed is not None:
            field.queryset = field.queryset.filter(pk__in=allowed)
        field.label = _("Languages")  # Wagtail's word for them is one of programmers
        if len(field.queryset) == 1:
            field.initial = field.queryset
        return form


class SubmitPage(_Submitting, submit_translations.SubmitPageTranslationView):
    """A page is sent to its translators."""


class SubmitSnippet(_Submitting, submit_translations.SubmitSnippetTranslationView):
    """A term is sent to its translators. There is no row of it to show until they have written its words."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponseBase:
        locales = form.cleaned_data["locales"]
        translate_object(self.object, locales, self.components, self.request.user)
        tasks = TranslationTask.objects.filter(
            translation__source__object=self.object.translation_key, translation__target_locale__in=locales
        )
        names = ", ".join(str(locale.get_display_name()) for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        if len(locales) == 1:
            return redirect("translations_edit", tasks.get().pk)
        return redirect("translations_queue")


class Sync(views.SyncTranslations):
    """The source's changes are brought to its translators."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if targets(request.user, self.get_object().locale_id) == set():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


def addresses() -> list[URLPattern]:
    """At the package's own addresses, before them."""
    return [
        path("localize/submit/page/<int:page_id>/", SubmitPage.as_view()),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", SubmitSnippet.as_view()),
        path("localize/update/<int:translation_source_id>/", Sync.as_view()),
    ]


def offer_only_allowed() -> None:
    """Have the package's buttons asked first. Wagtail has a hook to take buttons out of its lists, not of a header."""
    for name in BUTTONS:
        registered = hooks._hooks.get(name, [])
        registered[:] = [
            (_guarded(call) if call.__module__ == package.__name__ else call, order) for call, order in registered
        ]


def _guarded(buttons: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def allowed(*args: Any, **options: Any) -> Iterator[Any]:
        thing, user = [*args, *(options[name] for name in ("page", "user") if name in options)][:2]
        if isinstance(thing, TranslatableMixin) and thing.locale_id not in _sources(user):
            return
        yield from buttons(*args, **options)

    return allowed


class _Everything:
    def __contains__(self, key: object) -> bool:
        return True


def _sources(user: Any) -> Any:
    """The languages that the person translates from; kept with the person of this request, since lists ask each row."""
    if user.is_active and user.is_superuser:
        return _Everything()
    if not hasattr(user, "_translates_from"):
        user._translates_from = {source for source, _target in permissions.pairs(user)}
    return user._translates_from
