"""House rules: no text that the public can read is out of the translators' reach, no language without a catalogue."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import models
from django.db.models import Model
from django.utils.translation import check_for_language
from wagtail.admin.panels import get_edit_handler
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from caravana_site.common import not_translated
from caravana_site.common.checks import OURS, our_models

from .reach import out_of_reach, rich_text_hides

TEXTS = (models.CharField, models.TextField, StreamField)
NO_TEXTS = (models.URLField, models.EmailField, models.SlugField)
HINT = "Let wagtail-localize extract it, or say in the room's not_translated.py why it is no text for translators."


@checks.register("models")
def texts_reach_the_translators(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A text that wagtail-localize does not extract is shown in the source's language, and nothing says so."""
    return [
        checks.Error(f"{model._meta.label}.{where} never reaches a translator: {why}.", HINT, model, "caravana.E030")
        for model in our_models(app_configs)
        for where, why in _unreached(model)
    ]


@checks.register("models")
def reasons_are_of_something(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A reason whose model or field is gone would excuse the next one of that name."""
    labels = {model._meta.label for model in our_models(None)}
    fields = {f"{model._meta.label}.{field.name}" for model in our_models(None) for field in model._meta.get_fields()}
    return [
        checks.Error(f"There is no {name}.", hint="Take it out of not_translated.py.", id="caravana.E031")
        for name in not_translated.registered()
        if name not in labels | fields
    ]


@checks.register("translation")
def languages_have_a_catalogue(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without one Django does not take the language for one: browsers that ask for it get another, and dates too."""
    return [
        checks.Error(
            f"The language «{code}» has no catalogue.",
            hint=f"Write caravana_site/locale_extra/{code}/LC_MESSAGES/django.po and run tools/compile_messages.py.",
            id="caravana.E032",
        )
        for code, _name in settings.LANGUAGES
        if not check_for_language(code)
    ]


def _unreached(model: type[Model]) -> Iterator[tuple[str, str]]:
    """The texts of a model that are lost, and how."""
    translatable = issubclass(model, TranslatableMixin)
    ways = {way.field_name: way for way in get_translatable_fields(model)} if translatable else {}
    shown = _shown_names(model)
    for field in _texts(model):
        if not_translated.reason(model, field.name):
            continue
        if not translatable:
            yield field.name, "the model is not translatable"
        elif not isinstance(ways.get(field.name), TranslatableField):
            yield field.name, "it is the source's in every language"
        elif shown is not None and field.name not in shown:
            yield field.name, "no panel shows it"
        elif isinstance(field, StreamField):
            yield from out_of_reach(field.stream_block, field.name)
        elif isinstance(field, RichTextField) and (lost := rich_text_hides(field.features)):
            yield field.name, lost


def _texts(model: type[Model]) -> Iterator[Any]:
    """Fields of ours that people write words in. Choices have their words in the catalogues."""
    for field in model._meta.concrete_fields:
        ours = field.model is model or field.model.__module__.partition(".")[0] in OURS
        holds_words = isinstance(field, TEXTS) and not isinstance(field, NO_TEXTS) and not field.choices
        if ours and field.editable and holds_words:
            yield field


def _shown_names(model: type[Model]) -> set[str] | None:
    """What the form of a term or a row shows; None where all is shown, and of pages, which caravana.E004 looks at."""
    if issubclass(model, Page) or not (getattr(model, "panels", None) or hasattr(model, "edit_handler")):
        return None
    return set(get_edit_handler(model).get_form_options().get("fields", ()))
