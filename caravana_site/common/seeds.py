"""The first content. Each app registers its part; twice changes nothing, and a run stopped halfway is completed.

An object is known by a stable identity (a page by a translation key made from its key). What exists is left alone, so
that an editor's changes are never overwritten.
"""

import json
import tomllib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, get_page_models

NAMESPACE = uuid.UUID("5a3f0d0e-2b52-4d1c-9d6e-0c6d6f1f8f10")
PAGE_LINK = 'href="page:'


@dataclass
class Run:
    """One run of the seed: what it should do, and what it has made so far."""

    demo: bool
    say: Callable[[str], None]
    pages: dict[str, Page] = field(default_factory=dict)
    made: int = 0


Seed = Callable[[Run], None]
_seeds: dict[str, tuple[int, Seed]] = {}
_leftovers: set[Callable[[], None]] = set()


def register(name: str, seed: Seed, order: int) -> None:
    """Add a part; the same one may come twice, since tests start apps again."""
    if _seeds.setdefault(name, (order, seed))[1] is not seed:
        raise ValueError(f"Two seeds are called {name!r}.")


def register_leftovers(remove: Callable[[], None]) -> None:
    """Add a function that deletes what samples leave behind beside their pages."""
    _leftovers.add(remove)


def run_all(run: Run) -> None:
    for name, (_order, seed) in sorted(_seeds.items(), key=lambda entry: entry[1][0]):
        before = run.made
        seed(run)
        made = run.made - before
        run.say(f"  {name}: {made} made" if made else f"  {name}: nothing to do")


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
        case "lane":
            steps = [{"type": "item", "value": text, "id": str(key_of(f"{path}/{text}"))} for text in value["steps"]]
            return {**value, "steps": steps}
        case _:
            return {name: rich(run, text) if "<" in text else text for name, text in value.items()}


def _item(run: Run, path: str, row: dict[str, str]) -> dict[str, Any]:
    value = {name: rich(run, text) if "<" in text else text for name, text in row.items()}
    return {"type": "item", "value": value, "id": str(key_of(path))}


def remove_samples() -> int:
    """Delete every page that says it is a sample, in all languages; returns how many."""
    samples = [
        page
        for model in get_page_models()
        if any(one.name == "is_sample" for one in model._meta.get_fields())
        for page in model.objects.filter(is_sample=True)
    ]
    for page in samples:
        Page.objects.get(pk=page.pk).delete()
    for remove in _leftovers:
        remove()
    return len(samples)
