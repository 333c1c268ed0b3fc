"""The catalogue's questions, and what a story shows of other tables, in a flat number of queries."""

from collections import Counter
from collections.abc import Iterable
from copy import copy
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from wagtail.models import Locale, Page, PageQuerySet

from caravana_site.common.memory import recalled
from caravana_site.common.rows_at_once import read_rows
from caravana_site.common.visibility import without_private

from .interviews import Interview
from .organisations import Organisation

ONE_EACH = ("locale", "lead_image", "theme")
"""Joined to a story; its body comes apart with its places: PostgreSQL plans two short joins faster than a long one."""
ROWS = (
    *("other_themes__theme", "audiences__audience", "technologies__technology", "collaborators__organisation"),
    *("successes", "difficulties", "milestones", "results", "transfer_steps", "reusable_parts__document"),
)
PLACES = ("municipality", "comarca", "province")
HEARD = ("captions", "locale", "interviewer", "media", "described_media", "poster")


def read_for_story(page: Any) -> None:
    """Read all that a story shows of other tables, for a page that `ONE_EACH` was joined to."""
    heard = Prefetch("interviews", Interview.objects.select_related(*HEARD))
    body = Prefetch("organisation", Organisation.objects.select_related(*PLACES).defer("comarca__borders"))
    models.prefetch_related_objects([page], *ONE_EACH, body, heard, "interviews__poster__renditions")
    read_rows(page, ROWS)


def _rows_of(name: str, practices: type[Page]) -> Coalesce:
    """How many rows of that kind a practice has: counted one by one, since a join would count those of them all."""
    field: Any = practices._meta.get_field(name)
    rows = field.related_model.objects.filter(page=models.OuterRef("pk")).order_by()
    return Coalesce(models.Subquery(rows.values("page").annotate(number=models.Count("pk")).values("number")), 0)


def _in_order(rows: "PracticeQuerySet", keys: Iterable[int]) -> list[Any]:
    keys = list(keys)
    found = {practice.pk: practice for practice in rows.filter(pk__in=keys)}
    return [found[pk] for pk in keys if pk in found]


class PracticeQuerySet(PageQuerySet):
    """The catalogue's questions."""

    def in_locale(self, locale: Locale) -> Self:
        return self.filter(locale=locale)

    def public(self) -> Self:
        shown: Self = without_private(self)
        return shown

    def listed(self) -> Self:
        """What lists show: published, open to everybody and not archived."""
        return self.live().public().filter(archived=False)

    def about(self, theme: str) -> Self:
        """Whose main theme or another one has that key, in any language."""
        return self.filter(models.Q(theme__key=theme) | models.Q(other_themes__theme__key=theme)).distinct()

    def of(self, organisation: Organisation) -> Self:
        """Led by the body or made with it."""
        # Not a join: with one, the database would look at every practice, and each would come once a collaborator.
        led = self.model.objects.filter(organisation=organisation).order_by().values("pk")
        helped = self.model.collaborators.rel.related_model.objects.filter(organisation=organisation).order_by()
        return self.filter(pk__in=led.union(helped.values("page")))

    def counts_by_body(self, bodies: Iterable[Organisation]) -> Counter[tuple[int, bool]]:
        """Body and whether archived → how many of these practices it leads or helped with."""
        keys, found = [body.pk for body in bodies], set()
        for path in ("organisation", "collaborators__organisation"):
            found.update(self.filter(**{f"{path}__in": keys}).order_by().values_list(path, "archived", "pk"))
        return Counter((body, archived) for body, archived, _pk in found)

    def newest(self) -> Self:
        return self.order_by("-started", "-first_published_at", "-pk")

    def due_for_review(self, on: date) -> Self:
        """Whose next review is that day or was before; an archived one is nobody's care any more."""
        return self.filter(next_review__lte=on, archived=False)

    def for_cards(self) -> Self:
        """With all that a card draws, in a flat number of queries."""
        return self.select_related(
            "theme",
            "locale",
            "organisation__municipality",
            "organisation__comarca",
            "organisation__province",
        ).annotate(
            success_count=_rows_of("successes", self.model),
            difficulty_count=_rows_of("difficulties", self.model),
        ).defer_streamfields()  # fmt: skip

    def cards(self, keys: Iterable[int]) -> list[Any]:
        """Those practices, in that order: the cards of a page whose keys were chosen before."""
        return _in_order(self.for_cards(), keys)

    def recalled_cards(self, keys: Iterable[int]) -> list[Any]:
        """As `cards`, read once for all readers: a copy of each, for whatever is noted on it."""
        keys = tuple(keys)
        found = recalled(("cards", *keys), ("practice", "theme", "organisation"), lambda: self.cards(keys))
        return [copy(practice) for practice in found]

    def placed(self, keys: Iterable[int]) -> list[Any]:
        """Those practices, in that order, with what a mark on the map needs; hundreds may be marked.

        Rows that many share are read once: joined, each practice would bring copies of its own.
        """
        places = ("municipality", "comarca", "province")
        drawn = [f"{place}__{field}" for place in places for field in ("name", "x", "y")]
        bodies = Organisation.objects.select_related(*places).only("name", "slug", *drawn)
        shared = ("locale", "theme", Prefetch("organisation", bodies))
        named = self.only("title", "slug", "url_path", "locale", "theme", "organisation", "live")
        return _in_order(named.prefetch_related(*shared), keys)
