"""What of the catalogue the search finds, and what it offers when it finds nothing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.search import kinds, passages
from practices import interviews
from practices.models import Organisation, PracticePage, Theme
from practices.organisation_sections import publishing


def practices(locale: Locale) -> Any:
    return PracticePage.objects.listed().in_locale(locale)


def themes(locale: Locale) -> list[Theme]:
    return list(Theme.objects.filter(locale=locale))


PRACTICES = kinds.Kind(
    "practices", _("Practices"), (PracticePage,), practices,
    lambda rows: rows.for_cards(), "practices/partials/found_practice.html", 10,
)  # fmt: skip
ORGANISATIONS = kinds.Kind(
    "organisations", _("Organisations"), (Organisation,), publishing,
    lambda rows: rows.select_related("municipality", "comarca", "province"),
    "practices/partials/found_organisation.html", 40,
)  # fmt: skip


def register() -> None:
    kinds.register(PRACTICES)
    kinds.register(ORGANISATIONS)
    passages.register(PracticePage, interviews.passages, ["interviews__captions", "interviews__locale"])
    kinds.register_way_on("practices/partials/found_nothing.html", themes)
