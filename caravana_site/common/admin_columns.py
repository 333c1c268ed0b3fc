"""Columns that the page explorer and the flat listings share."""

from collections.abc import Sequence
from copy import copy
from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView, PageListingMixin
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.snippets.views import snippets

KEPT = ("bulk_actions", "title", "latest_revision_created_at")


class DayColumn(Column):
    """A day that means something to readers. Wagtail's own says how long ago, and «just now» of any day to come."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        if day is None:
            return ""
        return date_format(localtime(day) if hasattr(day, "tzinfo") else day, "SHORT_DATE_FORMAT")


def page_columns(*own: Column) -> list[Column]:
    """Wagtail's own columns without parent and type, with the type's own after the title.

    Its «status» says whether the page is published; a practice or a stop has a state of its own, so it is renamed.
    """
    kept = {column.name: copy(column) for column in PageListingMixin.base_columns if column.name in KEPT}
    kept["title"].width = "24%"  # it gives way to the others otherwise, down to two letters a line
    # A new one, not the renamed copy: a copy's header still belongs to the original and would show its label.
    publication = PageStatusColumn("status", label=_("Publication"), sort_key="live", width="10%")
    return [kept["bulk_actions"], kept["title"], *own, kept["latest_revision_created_at"], publication]


class SortedSearch:
    """A search that can be sorted by every column and narrowed by every filter.

    The search backends sort and filter by indexed fields of the model alone and raise for any other, so they say
    which rows are found and the database does the rest.
    """

    def search_queryset(self: Any, rows: Any) -> Any:
        if not self.is_searching:
            return super().search_queryset(rows)  # type: ignore[misc]  # a mixin
        everything = rows.model._default_manager.order_by()
        found = [row.pk for row in super().search_queryset(everything)]  # type: ignore[misc]  # a mixin
        return rows.filter(pk__in=found)


class SnippetIndexView(SortedSearch, snippets.IndexView):
    pass


def viewsets_of(
    model: Any,
    *,
    name: str,
    icon: str,
    label: Any,
    order: int,
    columns: Sequence[Column],
    related: Sequence[str],
    reads_streams: bool = False,
) -> tuple[PageListingViewSet, PageViewSet]:
    """A flat listing in the menu and the explorer below the type's index page, both with these columns.

    `related` are the foreign keys that the columns read, prefetched so that a row costs no query: a join would be
    lost when Wagtail turns the pages into their specific classes. With `reads_streams` the listing fetches StreamFields
    too, which Wagtail leaves out and would then fetch one by one.
    """

    class Related(SortedSearch):
        base_columns: ClassVar[list[Column]] = page_columns(*columns)

        def annotate_queryset(self, pages: Any) -> Any:
            found = super().annotate_queryset(pages).prefetch_related(*related)  # type: ignore[misc]  # a mixin
            found._defer_streamfields = not reads_streams  # what `defer_streamfields` sets; nothing unsets it
            return found

    class FlatView(Related, IndexView):
        pass

    class ExplorerView(Related, ExplorableIndexView):
        pass

    flat = type(
        f"{model.__name__}ListingViewSet",
        (PageListingViewSet,),
        {
            "model": model,
            "index_view_class": FlatView,
            "icon": icon,
            "menu_label": label,
            "menu_order": order,
            "add_to_admin_menu": True,
        },
    )
    explorer = type(f"{model.__name__}ViewSet", (PageViewSet,), {"model": model, "index_view_class": ExplorerView})
    return flat(name), explorer(f"{name}_pages")
