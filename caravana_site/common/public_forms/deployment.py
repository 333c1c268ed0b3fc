"""`check --deploy` says which forms are closed for want of texts: they stay closed, and somebody must know it."""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, transaction
from django.utils.translation import override

from . import kinds
from .opening import opening_of


@checks.register("caravana", deploy=True)
def forms_say_who_answers(app_configs: Iterable[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every public form needs a data controller, a contact and a legal basis in each language."""
    found: list[checks.CheckMessage] = []
    try:
        with transaction.atomic():
            for form in kinds.all_forms():
                for language, _name in settings.LANGUAGES:
                    found += _of_form(form, language)
    except DatabaseError:  # nothing is installed yet, so there is no form that could be open
        return []
    return found


def _of_form(form: kinds.PublicForm, language: str) -> list[checks.CheckMessage]:
    with override("en"):
        opening = opening_of(form, language)
        return [
            checks.Error(
                f"The form «{form.key}» is closed in «{language}»: it lacks {what}.",
                hint="Write it in the administration: Site texts, and Privacy notices.",
                id="caravana.E006",
            )
            for what in opening.lacking
        ]
