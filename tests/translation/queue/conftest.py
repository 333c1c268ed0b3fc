"""A translators' room with work in it."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from caravana_site.common import groups
from caravana_site.translation import counts, questions, seed, writing
from caravana_site.translation.models import TranslationTask
from tests import people
from tests.factories import ContentPageFactory, publish_home


class Room:
    """The site in both languages, its groups with their pairs, and tasks on demand."""

    def __init__(self) -> None:
        self.home = publish_home("es")
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.homes = {page.locale.language_code: page for page in Page.objects.filter(depth=2)}

    @cached_property
    def groups(self) -> dict[str, Any]:
        """Made when somebody is needed: a test that commits takes away a permission that they are given."""
        made = groups.ensure_groups()
        seed.ensure_pairs()
        return made

    def member(self, role: str, name: str = "") -> Any:
        return people.member(self.groups[role], name or role)

    def task(self, title: str = "Una pàgina", source: str = "ca", **changes: Any) -> TranslationTask:
        """A page of its own, submitted into the other language."""
        page = ContentPageFactory(parent=self.homes[source], title=title, introduction="Hola a tothom.")
        target = self.locales["es" if source == "ca" else "ca"]
        kept, _made = TranslationSource.update_or_create_from_instance(page)
        translation, _made = Translation.objects.get_or_create(source=kept, target_locale=target)
        translation.save_target(publish=False)
        counts.recount()
        TranslationTask.objects.filter(translation=translation).update(**changes)
        return TranslationTask.objects.get(translation=translation)

    def write(self, task: TranslationTask, by: Any, **texts: str) -> None:
        """Write its texts; without any, all of them."""
        wanted = texts or {"title": f"Traducido {task.pk}", "introduction": "Hola a todo el mundo."}
        for path, text in wanted.items():
            writing.write(task.translation, self.segment(task, path), text, by)
        counts.recount()

    def segment(self, task: TranslationTask, path: str) -> StringSegment:
        segment: StringSegment = StringSegment.objects.get(source=task.translation.source, context__path=path)
        return segment

    def ask(self, task: TranslationTask, by: Any, text: str = "De qui parla?") -> Any:
        return questions.ask(task, self.segment(task, "introduction"), by, text)

    def target(self, task: TranslationTask) -> Page:
        return Page.objects.get(
            translation_key=task.translation.source.object_id, locale=task.translation.target_locale
        )


@pytest.fixture(autouse=True)
def _committed(committed: None) -> None:
    """In every test here."""


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def enter(client: Any, room: Room) -> Callable[..., Any]:
    def as_member(role: str = groups.TRANSLATORS_CA_ES, name: str = "") -> Any:
        return people.signed_in(client, room.member(role, name))

    return as_member


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def on_day(days: int) -> Any:
    """The date so many days from today."""
    return timezone.localdate() + timedelta(days=days)
