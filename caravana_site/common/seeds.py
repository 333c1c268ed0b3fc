"""The first content. Each app registers its part; twice changes nothing, and a run stopped halfway is completed.

An object is known by a stable identity (a page by a translation key made from its key). What exists is left alone, so
that an editor's changes are never overwritten.
"""

import json
import tomllib
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, ReferenceIndex, get_page_models
from wagtail.signal_handlers import disable_reference_index_auto_update

NAMESPACE = uuid.UUID("5a3f0d0e-2b52-4d1c-9d6e-0c6d6f1f8f10")
PAGE_LINK = 'href="page:'
REMOVED_AT_ONCE = 200


@dataclass
class Run:
    """One run of the seed: what it should do, and what it has made so far."""

    demo: bool
    say: Callable[[str], None]
    pages: dict[str, Page] = field(default_factory=dict)
    made: int = 0


Seed = Callable[[Run], None]
Bulk = Callable[[int, Callable[[str], None]], int]
"""Makes so many of something and tells its progress; returns how many pages it made."""
_seeds: dict[str, tuple[int, Seed]] = {}
Removal = Callable[[], object]
_removals: list[Removal] = []
_bulks: dict[str, tuple[Bulk, Callable[[Callable[[str], None]], int]]] = {}


Completion = Callable[[Callable[[str], None], bool], None]
"""Gets how to tell, and whether rows were written or deleted past Django's signals."""
_completions: list[Completion] = []


def register(name: str, seed: Seed, order: int) -> None:
    """Add a part; the same one may come twice, since tests start apps again."""
    if _seeds.setdefault(name, (order, seed))[1] is not seed:
        raise ValueError(f"Two seeds are called {name!r}.")


def register_removal(remove: Removal) -> None:
    """Add what goes with the sample pages after they are deleted."""
    if remove not in _removals:
        _removals.append(remove)


def register_completion(complete: Completion) -> None:
    """Add what has to be brought up to date with the content once it is there."""
    if complete not in _completions:
        _completions.append(complete)


_running: ContextVar[bool] = ContextVar("running", default=False)


@contextmanager
def running() -> Iterator[None]:
    """While it lasts nothing is brought up to date at once: its completion does it, or the clock when it failed."""
    token = _running.set(True)
    try:
        yield
    finally:
        _running.reset(token)


def are_running() -> bool:
    return _running.get()


def complete(say: Callable[[str], None], *, past_signals: bool) -> None:
    for one in _completions:
        one(say, past_signals)


def run_all(run: Run) -> None:
    for name, (_order, seed) in sorted(_seeds.items(), key=lambda entry: entry[1][0]):
        before = run.made
        seed(run)
        made = run.made - before
        run.say(f"  {name}: {made} made" if made else f"  {name}: nothing to do")


def register_bulk(name: str, bulk: Bulk, remove: Callable[[Callable[[str], None]], int]) -> None:
    """Add content to measure with, which is written directly and in great number, and what takes it away."""
    if _bulks.setdefault(name, (bulk, remove))[0] is not bulk:
        raise ValueError(f"Two bulk seeds are called {name!r}.")


def run_bulk(count: int, say: Callable[[str], None]) -> int:
    return sum(bulk(count, say) for bulk, _remove_bulk in _bulks.values())


def key_of(name: str) -> uuid.UUID:
    """The identity of a seeded page, the same in every installation."""
    return uuid.uuid5(NAMESPACE, name)


def load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def existing(key: str, locale: Locale) -> Page | None:
    page = Page.objects.filter(translation_key=key_of(key), locale=locale).first()
    return page.specific if page else None


@transaction.atomic
def add_page(run: Run, key: str, parent: Page, page: Page) -> Page:
    """Add and publish a page that is not there yet, all or nothing."""
    page.translation_key = key_of(key)
    page.locale = parent.locale
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision(clean=False).publish()
    run.pages[key] = page
    run.made += 1
    return page


def rich(run: Run, html: str) -> str:
    """Rich text whose links `page:key` lead to pages made before."""
    before, *rest = html.split(PAGE_LINK)
    for part in rest:
        key, quote, after = part.partition('"')
        before += f'linktype="page" id="{run.pages[key].pk}{quote}{after}'
    return before


def stream(run: Run, owner: str, stream_field: StreamField, blocks: Iterable[dict[str, Any]]) -> Any:
    """The value of a StreamField from plain tables of TOML; every block gets an id that never changes."""
    raw = [_block(run, f"{owner}/{number}", block) for number, block in enumerate(blocks)]
    return stream_field.to_python(json.dumps(raw))


def _block(run: Run, path: str, block: dict[str, Any]) -> dict[str, Any]:
    kind = block["type"]
    value = {name: content for name, content in block.items() if name != "type"}
    return {"type": kind, "value": _value(run, path, kind, value), "id": str(key_of(path))}


def _value(run: Run, path: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case "table":
            columns, *rows = value["rows"]
            kinds = ["text"] + ["number" if value.get("figures") else "text"] * (len(columns) - 1)
            return {
                "caption": value["caption"],
                "columns": [{"type": kind, "heading": text} for kind, text in zip(kinds, columns, strict=True)],
                "rows": [{"values": row} for row in rows],
            }
        case "call_to_action":
            page = value.pop("page", None)
            return {"text": "", "url": "", **value, "page": run.pages[page].pk if page else None}
        case "steps" | "accordion":
            (name, rows), *_rest = value.items()
            return {name: [_item(run, f"{path}/{number}", row) for number, row in enumerate(rows)]}
        case "road":
            return {
                **value,
                "steps": [_item(run, f"{path}/{number}", row) for number, row in enumerate(value["steps"])],
            }
        case "lane":
            steps = [{"type": "item", "value": text, "id": str(key_of(f"{path}/{text}"))} for text in value["steps"]]
            return {**value, "steps": steps}
        case _:
            return {name: rich(run, text) if "<" in text else text for name, text in value.items()}


def _item(run: Run, path: str, row: dict[str, str]) -> dict[str, Any]:
    value = {name: rich(run, text) if "<" in text else text for name, text in row.items()}
    return {"type": "item", "value": value, "id": str(key_of(path))}


def remove_samples(say: Callable[[str], None]) -> int:
    """Delete every page that says it is a sample, in all languages; returns how many."""
    removed = sum(remove_bulk(say) for _bulk, remove_bulk in _bulks.values())
    for model in get_page_models():
        if any(one.name == "is_sample" for one in model._meta.get_fields()):
            removed += _remove(model, list(model.objects.filter(is_sample=True).values_list("pk", flat=True)), say)
    for remove in _removals:
        remove()
    return removed


def _remove(model: type[Page], keys: list[int], say: Callable[[str], None]) -> int:
    """Every signal is sent, as from the administration; only the reference index is told once a batch."""
    for start in range(0, len(keys), REMOVED_AT_ONCE):
        batch = keys[start : start + REMOVED_AT_ONCE]
        with transaction.atomic(), disable_reference_index_auto_update():
            Page.objects.filter(pk__in=batch).delete()
            _forget_references(batch)
        if start:
            say(f"  {model._meta.label}: {start + len(batch)} of {len(keys)} removed")
    return len(keys)


def _forget_references(pages: list[int]) -> None:
    page_type, keys = ContentType.objects.get_for_model(Page), [str(key) for key in pages]
    ReferenceIndex.objects.filter(base_content_type=page_type, object_id__in=keys).delete()
    ReferenceIndex.objects.filter(to_content_type=page_type, to_object_id__in=keys).delete()
