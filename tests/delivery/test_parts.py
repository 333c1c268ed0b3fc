"""Parts of a story that are drawn once: nobody reads an old one, a draft's, or another day's."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from caravana_site.common import memory
from caravana_site.delivery import generations
from home.models import SiteSettings
from practices.models import PracticePage, Replication

from .conftest import Content, publish, rename
from .test_memory import STORY, queries, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def remembering(settings: Any, committed: None) -> Iterator[None]:
    settings.MEMORY = True
    memory.forget()
    yield
    memory.forget()


def test_a_story_that_was_read_costs_one_query() -> None:
    first = queries(STORY)
    assert queries(STORY) == 1 < first


def test_caches_are_told_by_the_same_keys_of_what_was_drawn_before(content: Content) -> None:
    first, again = Client().get(STORY), Client().get(STORY)
    assert again.content == first.content
    assert again.headers["Surrogate-Key"] == first.headers["Surrogate-Key"]
    assert f"practice:{content.other.translation_key}" in again.headers["Surrogate-Key"].split()  # among those like it


def replicate(page: PracticePage) -> None:
    Replication.objects.create(
        practice=page, locale=page.locale, state="adapted", happened_on=date(2026, 1, 15),
        organisation_name="Consell de Prova", what_changed="Sense furgoneta.",
    )  # fmt: skip


CHANGES: dict[str, tuple[Callable[[PracticePage], Any], str]] = {
    "its text": (lambda page: publish(page, summary="Un resum nou."), "Un resum nou."),
    "its body": (lambda page: rename(page.organisation, name="Ajuntament de Nou Nom"), "Ajuntament de Nou Nom"),
    "its theme": (lambda page: rename(page.theme, name="Un àmbit nou"), "Un àmbit nou"),
    "its audience": (lambda page: rename(page.audiences.first().audience, name="Gent gran"), "Gent gran"),
    "the way back": (lambda page: publish(page.get_parent().specific, title="El catàleg"), "El catàleg</a></li>"),
    "the name in a citation": (
        lambda page: rename(SiteSettings.objects.get(locale=page.locale), site_name="La nova"),
        "</cite>. La nova.",
    ),
    "who repeats it": (replicate, "Consell de Prova"),
}  # fmt: skip


@pytest.mark.parametrize("change", list(CHANGES))
def test_what_a_story_shows_is_new_at_once(content: Content, change: str) -> None:
    make, told = CHANGES[change]
    assert told not in read(STORY)
    make(PracticePage.objects.get(pk=content.practice.pk))
    assert told in read(STORY)


def test_a_draft_is_drawn_for_whoever_looks_at_it_alone(content: Content, admin_client: Client) -> None:
    read(STORY)
    draft = PracticePage.objects.get(pk=content.practice.pk)
    draft.summary = "Encara no."
    draft.save_revision()
    shown = admin_client.get(f"/admin/pages/{draft.pk}/view_draft/").content.decode()
    assert "Encara no." in shown
    assert "Encara no." not in read(STORY)


def test_the_next_day_it_is_drawn_anew(content: Content) -> None:
    old = "Ningú no ha revisat aquesta pràctica"
    assert old not in read(STORY)
    with time_machine.travel(timezone.now() + timedelta(days=2 * 365)):
        assert old in read(STORY)


def recall(made_from: list[str], within: Callable[[], str]) -> str:
    told = []

    def answer(_request: Any) -> Any:
        told.append(memory.recalled("outer", made_from, within))
        return None

    memory.MemoryMiddleware(answer)(None)  # type: ignore[arg-type]  # nothing is read of it
    return str(told[0])


def test_what_is_recalled_within_tells_what_is_around_it() -> None:
    """Also when the inner one was known before."""
    turns = iter(range(10))

    def inner() -> str:
        return memory.recalled("inner", ["theme"], lambda: f"inner {next(turns)}")

    def other() -> str:
        memory.told_by(lambda: ["organisation"])
        return inner()

    assert recall(["site"], inner) == "inner 0"
    generations.raise_them(["site"])
    assert recall(["site"], other) == "inner 0"
    generations.raise_them(["theme"])
    assert recall(["site"], other) == "inner 1"
    generations.raise_them(["organisation"])
    assert recall(["site"], lambda: "another") == "another"
