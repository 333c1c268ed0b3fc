"""House rules as system checks (`caravana.E…`)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.db.models import Model
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import TranslatableField, get_translatable_fields

OURS = ("caravana_site", "practices", "events", "home")


def our_models(app_configs: Iterable[AppConfig] | None) -> Iterable[type[Model]]:
    for config in app_configs or apps.get_app_configs():
        if config.name.partition(".")[0] in OURS:
            yield from config.get_models()


@checks.register("models")
def many_to_many_stays_untranslated(
    app_configs: Iterable[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """wagtail-localize leaves a many-to-many on the source's rows: Catalan themes on a Spanish page."""
    return [
        checks.Error(
            f"{field} is never translated.",
            hint="Use an inline row with a foreign key.",
            obj=model,
            id="caravana.E001",
        )
        for model in our_models(app_configs)
        for field in model._meta.many_to_many
        if isinstance(field.related_model, type) and issubclass(field.related_model, TranslatableMixin)
    ]


@checks.register("caravana")
def translating_never_publishes(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Submitting a live page would put its Catalan text under /es/, and tree sync would copy it there."""
    return [
        checks.Error(f"{name} must be off.", hint="Set it to False in settings/base.py.", id="caravana.E002")
        for name, default in (
            ("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True),
            ("WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE", False),
        )
        if getattr(settings, name, default)
    ]


@checks.register("models")
def page_types_state_their_place(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A page type that does not say where it may stand may stand everywhere."""
    return [
        checks.Error(
            f"The page type states no {rule}.", hint=f"Write {rule} in the class.", obj=model, id="caravana.E003"
        )
        for model in our_models(app_configs)
        if issubclass(model, Page)
        for rule in ("parent_page_types", "subpage_types")
        if not any(rule in vars(base) for base in model.__mro__ if base.__module__.partition(".")[0] in OURS)
    ]


@checks.register("models")
def translatable_fields_have_a_panel(
    app_configs: Iterable[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """wagtail-localize counts a field that has no panel and never shows it: the translation cannot reach 100 %."""
    return [
        checks.Error(
            f"{name} is translated but no panel shows it.",
            hint="Add a panel, or a SynchronizedField to override_translatable_fields.",
            obj=model,
            id="caravana.E004",
        )
        for model in our_models(app_configs)
        if issubclass(model, Page)
        for name in sorted(_translated_names(model) - _shown_names(model))
    ]


def _translated_names(model: type[Page]) -> set[str]:
    return {field.field_name for field in get_translatable_fields(model) if isinstance(field, TranslatableField)}


def _shown_names(model: type[Page]) -> set[str]:
    options = model.get_edit_handler().get_form_options()
    return {*options.get("fields", ()), *options.get("formsets", ())}


@checks.register("caravana")
def a_job_is_never_taken_twice(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A cluster gives a job to another worker after `retry` seconds: before `timeout` the first may still be at it."""
    main: Any = settings.Q_CLUSTER
    clusters = [main, *main.get("ALT_CLUSTERS", {}).values()]
    return [
        checks.Error(
            f"The cluster «{cluster['name']}» takes a job up again while it may still run.",
            hint="Set its retry above its timeout.",
            id="caravana.E005",
        )
        for cluster in clusters
        if cluster["retry"] <= cluster["timeout"]
    ]


@checks.register("caravana")
def private_files_are_private(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """What is below MEDIA_ROOT is sent to whoever asks."""
    private, public = (Path(root).resolve() for root in (settings.PRIVATE_ROOT, settings.MEDIA_ROOT))
    if not private.is_relative_to(public):
        return []
    return [
        checks.Error(
            "PRIVATE_ROOT is inside MEDIA_ROOT.", hint="Give signed consents a folder of their own.", id="caravana.E020"
        )
    ]
