"""The registry of public forms, and what each one owes whoever fills it in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from caravana_site.common.models import NoticeVersion, PrivacyNotice, Submission
from caravana_site.common.personal_data import holdings


@dataclass(frozen=True)
class Thanks:
    """What the sender reads afterwards. The first step is done; the others are what happens next."""

    heading: str
    text: str
    steps: list[str]
    facts: list[tuple[str, str]] = field(default_factory=list)
    """Label and value, for the stub of the ticket. Nothing personal: the address may be looked at by others."""
    onward: tuple[str, str] | None = None
    """Words and address of the page to go on to."""
    theme: Any = None
    """The theme that it is about, with its plate."""


@dataclass(frozen=True)
class PublicForm:
    """A form's duties. The texts are those that the notice begins with; editors keep it from then on."""

    key: str
    name: Any
    purpose: Any
    legal_basis: Any
    recipients: Any
    retention_days: int
    model: type[Submission]
    accepted: Callable[[Any], None]
    """What happens once a sending counts; called once, in the transaction that makes it count."""
    thanks: Callable[[Any], Thanks]
    kept_from_closing: bool = False
    """Whether the days are counted from when what was asked for is closed; else they are from when it came."""
    held_with: Callable[[Any], dict[str, Any]] | None = None
    """What else is held because of a sending, for whoever asks for their data."""

    def notice(self, language: str) -> NoticeVersion | None:
        """The version of the notice in force in that language."""
        versions = NoticeVersion.objects.filter(form=self.key, language=language)
        kept = PrivacyNotice.objects.filter(form=self.key, locale__language_code=language)
        return versions.order_by("-number").first() if kept.exists() else None

    @property
    def days(self) -> int:
        """The retention that the notices promise; the shortest, should they differ."""
        promised = PrivacyNotice.objects.filter(form=self.key).aggregate(days=models.Min("retention_days"))["days"]
        return promised if promised is not None else self.retention_days


class Submissions(holdings.Holding):
    """The sendings of one form."""

    def __init__(self, form: PublicForm) -> None:
        self.form, self.key, self.name = form, f"form-{form.key}", form.name

    def expired(self, now: datetime) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.form.model.objects.expired(now, self.form.days)
        return rows

    def about(self, email: str) -> list[Any]:
        return list(self.form.model.objects.about(email))

    def export(self, row: Any) -> dict[str, Any]:
        more = self.form.held_with(row) if self.form.held_with else {}
        return {**super().export(row), **more}


_forms: dict[str, PublicForm] = {}


def register(form: PublicForm) -> None:
    """Add a form and its holding; the same one may come twice, since tests start apps again."""
    if _forms.setdefault(form.key, form).model is not form.model:
        raise ValueError(f"Two public forms are called {form.key!r}.")
    PrivacyNotice.form_names[form.key] = form.name
    holdings.register(Submissions(form))


def get(key: str) -> PublicForm | None:
    return _forms.get(key)


def all_forms() -> list[PublicForm]:
    return list(_forms.values())
