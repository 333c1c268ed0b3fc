"""The ordinary pages that the search finds: all that are neither a practice nor a stop nor a tool."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from caravana_site.search import kinds
from events.models import KitIndexPage, StopIndexPage
from home.models import AccessibilityStatementPage, ContentPage, HomePage
from practices.models import PracticeIndexPage

MODELS = (AccessibilityStatementPage, ContentPage, HomePage, KitIndexPage, PracticeIndexPage, StopIndexPage)


def pages(locale: Locale) -> QuerySet[Any]:
    """Without the mere copies of another language's pages, whose text is not in this one."""
    own = Q(alias_of=None) | Q(alias_of__locale=F("locale"))
    return Page.objects.live().public().filter(own, locale=locale).type(*MODELS)


PAGES = kinds.Kind(
    "pages", _("Pages"), MODELS, pages, lambda rows: rows.specific().defer_streamfields(),
    "home/partials/found_page.html", 50,
)  # fmt: skip


def register() -> None:
    kinds.register(PAGES)
