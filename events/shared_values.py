"""What of a stop goes to every language at once: when, where, how, who, whether it takes place, and its practices.

Who travels to a stop that was cancelled yesterday has no use for a translation that comes next week.
"""

from typing import Any

from modelcluster.models import get_serializable_data_for_fields
from wagtail.search import index

from caravana_site.translation import shared_values
from events.models import StopPage, StopPractice

AT_ONCE = (
    *("host", "rapporteur", "start", "end", "format", "place", "address", "municipality", "longitude", "latitude"),
    *("capacity", "registration_url", "registration_deadline", "attendance", "connection_link", "state", "is_sample"),
)


def connect() -> None:
    shared_values.connect(StopPage, AT_ONCE, copied=follow)


def follow(source: StopPage, page: StopPage, changed: dict[str, Any]) -> None:
    """A reason told another state, so it goes; the practices come along; the search reads the page anew."""
    if "state" in changed and page.state_reason:
        StopPage.objects.filter(pk=page.pk).update(state_reason="")
        shared_values.write_in_draft(page, {"state_reason": ""})
    if _follow_practices(source, page) or changed:
        index.insert_or_update_object(StopPage.objects.get(pk=page.pk))


def _follow_practices(source: StopPage, page: StopPage) -> bool:
    """Whether they were others."""
    wanted, there = _practices(source), _practices(page)
    if wanted == there:
        return False
    StopPractice.objects.filter(page=page).delete()
    rows = StopPractice.objects.bulk_create(
        [StopPractice(page=page, practice_id=key, sort_order=number) for number, key in enumerate(wanted)]
    )
    shared_values.write_in_draft(page, {"practices": [get_serializable_data_for_fields(row) for row in rows]})
    return True


def _practices(page: StopPage) -> list[int]:
    rows = StopPractice.objects.filter(page=page).order_by("sort_order", "pk")
    return list(rows.values_list("practice", flat=True))
