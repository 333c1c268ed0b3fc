"""Thousands of invented practices in both languages, written as rows: what the catalogue's speed is measured with.

Publishing one by one takes half an hour, so nothing is saved through a model: no signal, task or revision, and no
source of wagtail-localize (each language is edited by itself). A practice is known by a translation key made from its
number, and what it says comes from that number alone; so a run that was stopped goes on where it was, and another
changes nothing. A batch is one transaction; the search index comes last, with whatever it lacks.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry

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
INDEXED = 500  # pages
REMOVED = 1000  # pages
WRITTEN: tuple[Any, ...] = (
    *(PracticeAudience, PracticeTechnology, PracticeTheme, Success, Difficulty, Milestone, Result),
    *(TransferStep, ReusablePart),
)
"""The rows that hang from a page of the bulk."""
Say = Callable[[str], None]


def run(count: int, say: Say) -> int:
    """Make practices 1 to `count` where they are missing, and index them; returns how many pages were made."""
    made = _Writer().write(count, say)
    _index(say)
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
        for batch in _batches(missing, BATCH):
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
        # Locked, so that an editor's page cannot take the same place in the tree.
        parent = Page.objects.select_for_update().get(
            pk=PracticeIndexPage.objects.filter(locale=locale).values("pk")[:1]
        )
        last = parent.get_last_child()
        step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        practices = [self._page(one, side, locale) for one in invented]
        pages = []
        for number, practice in enumerate(practices, start=step + 1):
            practice.path, practice.depth = Page._get_path(parent.path, parent.depth + 1, number), parent.depth + 1
            practice.url_path = f"{parent.url_path}{practice.slug}/"
            values = {field.attname: getattr(practice, field.attname) for field in Page._meta.concrete_fields}
            pages.append(Page(**values))
        for page, practice in zip(Page.objects.bulk_create(pages), practices, strict=True):
            practice.pk = practice.page_ptr_id = page.pk
        # Django's bulk_create refuses a model with a parent table; this is the half that writes its own columns.
        PracticePage._base_manager.all()._insert(
            practices, fields=PracticePage._meta.local_concrete_fields, using=PracticePage.objects.db
        )
        Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(pages))
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


def _batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _index(say: Say) -> None:
    """Put into the search indexes the practices that they lack."""
    entries = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(PracticePage))
    there = set(entries.annotate(pk_of=Cast("object_id", models.IntegerField())).values_list("pk_of", flat=True))
    lacking = [pk for pk in PracticePage.objects.live().order_by("pk").values_list("pk", flat=True) if pk not in there]
    indexes = [backend.get_index_for_model(PracticePage) for backend in get_search_backends()]
    for number, batch in enumerate(_batches(lacking, INDEXED)):
        pages = list(PracticePage.get_indexed_objects().filter(pk__in=batch))
        for index in indexes:
            index.add_items(PracticePage, pages)
        say(f"  search index: {number * INDEXED + len(batch)} of {len(lacking)}")


def remove(say: Say) -> int:
    """Take away the practices that nobody has touched since `run` wrote them, as directly; returns how many pages.

    Deleting them like an editor's takes hours. Those with a revision, or that anything else names, are left to the
    ordinary way.
    """
    untouched = PracticePage.objects.filter(is_sample=True, latest_revision=None)
    for relation in PracticePage._meta.related_objects:
        if relation.one_to_many and relation.related_model not in WRITTEN:
            others: Any = relation.related_model
            named = others._base_manager.exclude(**{relation.field.name: None}).values(relation.field.name)
            untouched = untouched.exclude(pk__in=named)
    ours = [
        pk
        for pk, slug, key in untouched.order_by("pk").values_list("pk", "slug", "translation_key")
        if key == key_of(f"bulk/{slug.rpartition('-')[2]}")
    ]
    for number, batch in enumerate(_batches(ours, REMOVED)):
        _remove(batch)
        say(f"  bulk: {number * REMOVED + len(batch)} of {len(ours)} pages removed")
    return len(ours)


@transaction.atomic
def _remove(pages: Sequence[int]) -> None:
    types = ContentType.objects.get_for_models(Page, PracticePage).values()
    IndexEntry.objects.filter(content_type__in=types, object_id__in=[str(pk) for pk in pages]).delete()
    for model in WRITTEN:
        _delete_rows(model.objects.filter(page__in=pages))
    paths = Page.objects.filter(pk__in=pages).values_list("path", flat=True)
    for parent, number in Counter(path[: -Page.steplen] for path in paths).items():
        Page.objects.filter(path=parent).update(numchild=models.F("numchild") - number)
    _delete_rows(PracticePage._base_manager.filter(pk__in=pages))
    _delete_rows(Page._base_manager.filter(pk__in=pages))


def _delete_rows(rows: Any) -> None:
    """Those of one table, without collecting what hangs from them nor sending signals."""
    rows._raw_delete(rows.db)
