"""Publishing a page asks for the same work many times over; here it is done once.

Wagtail saves a page with each of its rows and asks, at every one of them, for the references and the search entry of
the whole page to be written anew; what follows a publication notes what it has to do in transactions of its own. So a
publication is one transaction, and what it asks of the two indexes is gathered and done at its end.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page
from wagtail.search.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from .index_tasks import ENTRIES, REFERENCES, Row
from .index_tasks import gathered as gathered_now


@contextmanager
def gathered(*, unchanged: Page | None = None) -> Iterator[None]:
    """Gather what is asked of the indexes, and do it at the end; inside another one, at the end of that.

    `unchanged` is a page of which neither tells anything else than before, whatever is saved of it here. After an
    exception nothing is done: the caller's transaction takes back what was saved.
    """
    around = gathered_now.get()
    own: dict[str, dict[Row, None]] = {REFERENCES: {}, ENTRIES: {}}
    token = gathered_now.set(own)
    try:
        yield
    finally:
        gathered_now.reset(token)
    for name, rows in own.items():
        if unchanged is not None:
            rows.pop(_row(type(unchanged), unchanged.pk), None)
        if around is not None:
            around[name].update(rows)
    if around is None:
        for row in _wholes(own[REFERENCES]):
            update_reference_index_task.enqueue(*row)
        for row in own[ENTRIES]:
            insert_or_update_object_task.enqueue(*row)


def _row(model: type[Model], key: Any) -> Row:
    return model._meta.app_label, str(model._meta.model_name), str(key)


def _wholes(rows: Iterable[Row]) -> Iterator[Row]:
    """In the place of a row that belongs to another (a page's success), that one; a query for each model of rows."""
    keys: dict[type[Model], set[str]] = {}
    for label, name, key in rows:
        keys.setdefault(apps.get_model(label, name), set()).add(key)
    while keys:
        model = next((one for one in keys if _parental(one) is not None), next(iter(keys)))  # the whole ones last
        some, parental = keys.pop(model), _parental(model)
        if parental is None:
            yield from (_row(model, key) for key in sorted(some))
        else:
            above = model._default_manager.filter(pk__in=some).order_by().values_list(parental.attname, flat=True)
            keys.setdefault(parental.related_model, set()).update(str(key) for key in above.distinct() if key)


def _parental(model: type[Model]) -> Any:
    """As Wagtail's own task finds what a row belongs to."""
    return next((field for field in model._meta.get_fields() if isinstance(field, ParentalKey)), None)


def install() -> None:
    """Every publication of a page, the editor's too, which goes past `Page.publish`; once, however often apps start."""
    execute = PublishPageRevisionAction.execute
    if getattr(execute, "is_whole", False):
        return

    def whole(self: PublishPageRevisionAction, *arguments: Any, **named: Any) -> Any:
        with transaction.atomic(), gathered():
            return execute(self, *arguments, **named)

    whole.is_whole = True  # type: ignore[attr-defined]  # told from the original when an app starts again
    PublishPageRevisionAction.execute = whole
