"""The house rule of shared values as a system check."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models import Model
from wagtail.models import TranslatableMixin

from caravana_site.common.checks import our_models

from .carried import carried, related_model


@checks.register("models")
def synchronised_values_are_carried(
    app_configs: Iterable[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """A value that is declared the same in every language and stays behind would be two truths."""
    return [
        checks.Error(
            f"{name} is declared synchronised, and nothing brings it to the other languages at once.",
            hint="Use a plain field or a row of the page itself, or let it be translated.",
            obj=model,
            id="caravana.E021",
        )
        for model in our_models(app_configs)
        if issubclass(model, TranslatableMixin)
        for name in not_carried(model)
    ]


def not_carried(model: type[Model]) -> Iterator[str]:
    """The names of what `shared_values` does not reach: it goes one row deep."""
    fields = carried(model)
    yield from fields.strange
    for name in (*fields.own_rows, *fields.shared_rows):
        below = carried(related_model(model, name)) if name in fields.own_rows else None
        if below is not None:
            yield from (f"{name}.{deeper}" for deeper in (*below.own_rows, *below.shared_rows))
