"""The list of stops, the kit's page and, for a demonstration, invented stops counted from the day of seeding."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from caravana_site.common.seeds import Run, add_page, existing, load, rich
from caravana_site.translation.from_catalogue import catalogue, translate
from events.models import (
    KitIndexPage,
    ProgrammeItem,
    StopIndexPage,
    StopPage,
    StopPractice,
)
from practices import territory
from practices.models import Municipality, Theme

HERE = Path(__file__).parent / "seeds"
STOPS, KIT = "stops", "kit"
SATURDAY = 5


def _locales() -> tuple[Locale, Locale]:
    return Locale.objects.get(language_code="ca"), Locale.objects.get(language_code="es")


def _translated(run: Run, key: str, page: Page, texts: dict[str, str], target: Locale, slug: str) -> None:
    if existing(key, target) is None:
        translate(page, target, texts, slug=slug)
        run.made += 1


def run_indexes(run: Run) -> None:
    """The two lists, empty."""
    source, target = _locales()
    texts = catalogue(HERE / "es.po")
    stops, kit = load(HERE / "stops.toml")["index"], load(HERE / "kit.toml")["index"]
    page = existing(STOPS, source)
    if page is None:
        index = StopIndexPage(
            title=stops["title"], slug=stops["slug"], introduction=stops["introduction"], show_in_menus=True
        )
        page = add_page(run, STOPS, run.pages["home"], index)
    run.pages[STOPS] = page
    _translated(run, STOPS, page, texts, target, stops["slug_es"])
    page = existing(KIT, source)
    if page is None:
        index = KitIndexPage(
            title=kit["title"],
            slug=kit["slug"],
            introduction=kit["introduction"],
            thanks=rich(run, kit["thanks"]),
            show_in_menus=True,
        )
        page = add_page(run, KIT, run.pages["home"], index)
    run.pages[KIT] = page
    _translated(run, KIT, page, texts, target, kit["slug_es"])


def run_samples(run: Run) -> None:
    """Invented stops, when asked for."""
    if not run.demo:
        return
    parents = {locale.language_code: existing(STOPS, locale) for locale in _locales()}
    texts = {"es": catalogue(HERE / "es.po"), "ca": catalogue(HERE / "ca.po")}
    for entry in load(HERE / "demo.toml")["stop"]:
        language = entry.get("source", "ca")
        other = "es" if language == "ca" else "ca"
        locale, target = (Locale.objects.get(language_code=code) for code in (language, other))
        key = f"stop/{entry['key']}"
        page = existing(key, locale) or _add_stop(run, key, entry, parents[language])
        _translated(run, key, page, texts[other], target, entry[f"slug_{other}"])


def _moment(days: int, text: str) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    if day.weekday() >= SATURDAY:  # administrations visit each other on working days
        day += timedelta(days=7 - day.weekday())
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(text)))


def _add_stop(run: Run, key: str, entry: dict[str, Any], parent: Any) -> Page:
    locale = parent.locale
    plain = ("title", "slug", "summary", "format", "attendance", "state")
    optional = ("place", "address", "place_accessibility", "state_reason")
    page = StopPage(
        **{name: entry[name] for name in plain},
        **{name: entry.get(name, "") for name in optional},
        host=territory.organisation(entry["host"]),
        rapporteur=territory.organisation(entry["rapporteur"]) if "rapporteur" in entry else None,
        theme=Theme.objects.get(key=entry["theme"], locale=locale),
        start=_moment(entry["day"], entry["start"]),
        end=_moment(entry["day"], entry["end"]),
        municipality=Municipality.objects.get(pk=entry["municipality"]) if "municipality" in entry else None,
        capacity=entry.get("capacity"),
        is_sample=True,
    )
    page.programme = [
        ProgrammeItem(locale=locale, time=time.fromisoformat(item["time"]), text=item["text"], sort_order=number)
        for number, item in enumerate(entry.get("programme", []))
    ]
    page.practices = [
        StopPractice(practice=run.pages[name], sort_order=number)
        for number, name in enumerate(entry.get("practices", []))
    ]
    return add_page(run, key, parent, page)
