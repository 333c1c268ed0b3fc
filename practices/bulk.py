"""Thousands of invented practices in both languages, written as rows: what the catalogue's speed is measured with.

They have no source of wagtail-localize: each language is edited by itself. What a practice says comes from its number
alone; so a run that was stopped goes on where it was, and another changes nothing. A batch is one transaction.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from caravana_site.common import bulk_pages
from caravana_site.common.bulk_pages import Say
from caravana_site.common.seeds import key_of
from practices.bulk_texts import LANGUAGES, Invented, Vocabulary
from practices.models import (
    Audience,
    Difficulty,
    Milestone,
    Organisation,
    PracticeAudience,
    PracticeIndexPage,
    PracticePage,
    PracticeTechnology,
    PracticeTheme,
    Result,
    ReusablePart,
    Success,
    Technology,
    Theme,
    TransferStep,
)

BATCH = 250  # practices, each in both languages
WRITTEN = dict.fromkeys(
    (
        *(PracticeAudience, PracticeTechnology, PracticeTheme, Success, Difficulty, Milestone, Result),
        *(TransferStep, ReusablePart),
    ),
    "page",
)


def run(count: int, say: Say) -> int:
    """Make practices 1 to `count` where they are missing, and index them; returns how many pages were made."""
    made = _Writer().write(count, say)
    bulk_pages.index_lacking(PracticePage, say)
    return made


class _Writer:
    """What the rows of every practice share."""

    def __init__(self) -> None:
        locales = [Locale.objects.get(language_code=code) for code in LANGUAGES]
        self.locales = locales
        self.bodies = list(
            Organisation.objects.exclude(province=None)
            .select_related("municipality", "comarca", "province")
            .defer("municipality__outline", "comarca__outline", "comarca__borders", "province__outline")
            .order_by("slug")
        )
        self.themes, self.audiences, self.technologies = (
            [{term.key: term for term in model.objects.filter(locale=locale)} for locale in locales]
            for model in (Theme, Audience, Technology)
        )
        self.page_type = ContentType.objects.get_for_model(PracticePage)
        self.now, self.vocabulary = timezone.now(), Vocabulary()

    def write(self, count: int, say: Say) -> int:
        keys = {key_of(f"bulk/{number}"): number for number in range(1, count + 1)}
        there = set(PracticePage.objects.filter(is_sample=True).values_list("translation_key", flat=True))
        missing = [number for key, number in keys.items() if key not in there]
        for batch in bulk_pages.batches(missing, BATCH):
            self._write(batch)
            say(f"  bulk practices: {count - len(missing) + missing.index(batch[-1]) + 1} of {count}")
        return len(missing) * len(LANGUAGES)

    @transaction.atomic
    def _write(self, numbers: Sequence[int]) -> None:
        invented = [Invented(number, self.bodies[number % len(self.bodies)], self.vocabulary) for number in numbers]
        rows: dict[Any, list[Any]] = {}
        for side, locale in enumerate(self.locales):
            for row in self._pages(invented, side, locale):
                rows.setdefault(type(row), []).append(row)
        for model, found in rows.items():
            model.objects.bulk_create(found, batch_size=2000)

    def _pages(self, invented: Sequence[Invented], side: int, locale: Locale) -> Iterator[Any]:
        """Write the pages of one language below its list, and give the rows that hang from them."""
        practices = [self._page(one, side, locale) for one in invented]
        bulk_pages.write_below(PracticeIndexPage.objects.filter(locale=locale), practices)
        for one, practice in zip(invented, practices, strict=True):
            yield from self._rows(one, side, practice)

    def _page(self, one: Invented, side: int, locale: Locale) -> PracticePage:
        published = self.now - timedelta(days=one.reviewed_days_ago)
        return PracticePage(
            title=one.title[side], draft_title=one.title[side], slug=one.slug[side], summary=one.summary[side],
            locale=locale, translation_key=key_of(f"bulk/{one.number}"), content_type=self.page_type,
            live=True, has_unpublished_changes=False, first_published_at=published, last_published_at=published,
            organisation=one.body, theme=self.themes[side][one.theme], sdgs=one.sdgs,
            status=one.status, started=one.started, reviewed_on=published.date(), capacity=one.capacity,
            no_results_reason="" if one.results else one.reason[side], needed_first=one.needed_first[side],
            small_town=one.small_town[side], story=one.story(side), is_sample=True, **one.cost,
        )  # fmt: skip

    def _rows(self, one: Invented, side: int, page: PracticePage) -> Iterator[Any]:
        """Those with words and those with terms; a row has one translation key in both languages."""

        def made(model: Any, number: int, **values: Any) -> Any:
            key = key_of(f"bulk/{one.number}/{model.__name__}/{number}")
            return model(page_id=page.pk, locale_id=page.locale_id, translation_key=key, sort_order=number, **values)

        def term(terms: Any, chance: float) -> Any:
            keys = sorted(terms[0])
            return terms[side][keys[int(chance * len(keys))]]

        yield made(PracticeAudience, 0, audience=term(self.audiences, one.audiences))
        if one.number % 3:
            yield made(PracticeTechnology, 0, technology=term(self.technologies, one.technologies))
        other = term(self.themes, one.other_themes)
        if one.number % 4 == 0 and other.key != one.theme:
            yield made(PracticeTheme, 0, theme=other)
        for number, texts in enumerate(one.successes):
            yield made(Success, number, title=texts[side], text=texts[2 + side])
        for number, (kind, *texts) in enumerate(one.difficulties):
            yield made(Difficulty, number, title=texts[side], text=texts[2 + side], kind=kind, state="partial")
        for number, pair in enumerate(one.milestones):
            month = one.started.replace(day=1) + timedelta(days=95 * number)
            yield made(Milestone, number, month=month, text=pair[side], kind="success" if number % 2 else "neutral")
        for number, texts in enumerate(one.results):
            values = {"indicator": texts[side], "unit": texts[2 + side], "period": f"{one.started.year}–2026"}
            yield made(Result, number, before=40 + one.number % 60, after=5 + one.number % 20, **values)
        for number, texts in enumerate(one.steps):
            yield made(TransferStep, number, title=texts[side], duration=texts[2 + side])
        if one.part:
            yield made(ReusablePart, 0, title=one.part[side], url="https://example.org/plantilla")


def remove(say: Say) -> int:
    """Take away the practices that nobody has touched since `run` wrote them; returns how many pages."""
    return bulk_pages.remove(PracticePage, WRITTEN, lambda number: key_of(f"bulk/{number}"), say)
