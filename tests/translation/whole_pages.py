"""A page of each kind with everything on it that can be written."""

import json
import uuid
from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.db import models
from wagtail.models import Page

from events.models import ProgrammeItem, StopMaterial
from home.models import InaccessibleContent
from practices.models import Interview, Milestone, Result, ReusablePart, TransferStep
from tests import factories as made
from tests.factories.practices import STORY
from tests.translation import filled

UNSEEN = {
    "title",  # of the home page: the site's name stands there
    *("stops_heading", "stops_introduction"),  # while there is no stop
    *("tagline", "data_controller"),  # by the mistakes' form and by pages without a description
}
"""What is written and shown in other places than the page's own."""
CONTACT = [{"type": "contact", "id": str(uuid.uuid4()), "value": {"introduction": "Escriviu-nos."}}]


def page_of(factory: Any, **fixed: Any) -> Any:
    """A page with a word of its own in every text that is not given."""
    model: type[models.Model] = factory._meta.model
    values = filled.texts(model, **{name: value for name, value in fixed.items() if name != "parent"})
    values["slug"] = "pagina"
    streams = {field.name for field in model._meta.fields if hasattr(field, "stream_block")}
    return factory(**fixed | {name: json.dumps(value) if name in streams else value for name, value in values.items()})


def row(model: type[models.Model], page: Page, **fixed: Any) -> None:
    model.objects.create(page=page, locale=page.locale, **filled.texts(model, **fixed))


def term(factory: Any, **fixed: Any) -> Any:
    return factory(**filled.texts(factory._meta.model, **fixed))


def below(home: Page, factory: Any, slug: str) -> Page:
    """A list and its translation, below which its pages are made."""
    index: Page = factory(parent=home, slug=slug)
    made.translated(index, "es", slug=f"{slug}-es")
    return index


def practice(home: Page) -> Page:
    page: Page = page_of(
        made.PracticePageFactory,
        parent=below(home, made.PracticeIndexPageFactory, "practiques"),
        theme=term(made.ThemeFactory, key="one", slug="one"),
        lead_image=made.ImageFactory(),
        lead_image_alt=filled.word(),
        no_results_reason="",
        initial_cost=1000,
        cost_year=2025,
        archived_reason="",
        rows=False,
    )
    page.audiences.create(locale=page.locale, audience=term(made.AudienceFactory))
    page.technologies.create(locale=page.locale, technology=term(made.TechnologyFactory))
    page.other_themes.create(locale=page.locale, theme=term(made.ThemeFactory, key="two", slug="two"))
    made.SuccessFactory(page=page, locale=page.locale, title=filled.word(), text=filled.word())
    made.DifficultyFactory(
        page=page, locale=page.locale, title=filled.word(), text=filled.word(), how_solved=filled.word()
    )
    row(Milestone, page, month=date(2024, 5, 1))
    row(Result, page, before=10, after=4)
    row(TransferStep, page)
    row(ReusablePart, page, url="https://example.cat/plec")
    said = f"<p>00:05 Veu: {filled.word()}</p><p>02:05 Veu: {filled.word()}</p>"
    chapters = f"00:05 {filled.word()}\n02:05 {filled.word()}"
    kept = made.InterviewFactory(page=page, title=filled.word(), role=filled.word())
    Interview.objects.filter(pk=kept.pk).update(transcript=said, chapters=chapters)
    return page


def archived(home: Page) -> Page:
    """One that is told to be out of date, without results."""
    page: Page = page_of(
        made.PracticePageFactory,
        parent=below(home, made.PracticeIndexPageFactory, "practiques"),
        theme=term(made.ThemeFactory),
        archived=True,
        initial_cost=1000,
        cost_year=2025,
        lead_image_alt="",
        story=STORY,
    )
    return page


def stop(home: Page) -> Page:
    page: Page = page_of(
        made.StopPageFactory,
        parent=below(home, made.StopIndexPageFactory, "parades"),
        theme=term(made.ThemeFactory, key="one", slug="one"),
        state="cancelled",
    )
    page.other_themes.create(locale=page.locale, theme=term(made.ThemeFactory, key="two", slug="two"))
    row(ProgrammeItem, page, time=time(10, 0))
    row(StopMaterial, page, url="https://example.cat/diapositives")
    return page


def tool(home: Page) -> Page:
    page: Page = page_of(
        made.KitResourcePageFactory,
        parent=below(home, made.KitIndexPageFactory, "kit"),
        adapts_work=True,
    )
    return page


def statement(home: Page) -> Page:
    page: Page = page_of(made.AccessibilityStatementPageFactory, parent=home)
    row(InaccessibleContent, page, reason=InaccessibleContent.Reason.BURDEN)
    return page


def alone(factory: Any, **fixed: Any) -> Callable[[Page], Page]:
    def make(home: Page) -> Page:
        page: Page = page_of(factory, parent=home, **fixed)
        return page

    return make


PAGES: dict[str, Callable[[Page], Page]] = {
    "practice": practice,
    "archived practice": archived,
    "stop": stop,
    "tool of the kit": tool,
    "accessibility statement": statement,
    "content": alone(made.ContentPageFactory),
    "how to take part": alone(made.TakePartPageFactory),
    "press": alone(made.PressPageFactory, contact_email="premsa@example.cat"),
    "list of practices": alone(made.PracticeIndexPageFactory),
    "list of stops": alone(made.StopIndexPageFactory),
    "kit": alone(made.KitIndexPageFactory),
}


def publish(page: Page) -> Any:
    page.save_revision(clean=False).publish()
    return type(page).objects.get(pk=page.pk)


def unseen(instance: Any, words: set[str]) -> set[str]:
    return {path for word, path in filled.paths(instance).items() if word not in words}
