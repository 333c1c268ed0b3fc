"""What an organisation made of others' practices, for its own page."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Locale

from practices.models import Organisation, PracticePage, Replication

TEMPLATE = "practices/partials/organisation_replications.html"


def replications_of(organisation: Organisation, locale: Locale) -> list[Replication]:
    """What the body made of others' practices, with the practice's page in that language where there is one."""
    rows = Replication.objects.by(organisation).told_in(locale)
    keys = [row.practice.translation_key for row in rows]
    pages = PracticePage.objects.live().public().in_locale(locale).filter(translation_key__in=keys)
    shown = {page.translation_key: page for page in pages.select_related("locale").defer_streamfields()}
    for row in rows:
        row.shown_practice = shown.get(row.practice.translation_key, row.practice)  # type: ignore[attr-defined]  # for the template
    return rows


def bodies_that_replicated(locale: Locale, *, real: bool = False) -> list[tuple[QuerySet[Any, Any], str]]:
    """What they did is told in every language, as it was written where nobody has translated it."""
    told = Replication.objects.of_public_practices().exclude(organisation=None)
    if real:
        told = told.filter(practice__is_sample=False)
    return [(told, "organisation")]
