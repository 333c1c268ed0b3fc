"""The home page, the ordinary pages and the site's texts. Runs first for the tree's top, last for what links to it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.operations import translate_object

from caravana_site.common import seeds
from caravana_site.common.groups import added_languages
from caravana_site.common.seeds import Run, add_page, existing, load, rich, stream
from caravana_site.translation.from_catalogue import catalogue, translate
from home import seed_press, seed_take_part
from home.models import (
    AccessibilityStatementPage,
    ContentPage,
    ExplainerStep,
    HomePage,
    InaccessibleContent,
    SiteSettings,
)
from home.seed_files import HERE

HOME = "home"


def spanish() -> Locale:
    return Locale.objects.get(language_code="es")


def texts() -> dict[str, str]:
    return catalogue(HERE / "es.po")


def run_home(run: Run) -> None:
    """Languages, the home page in both, and the site that serves them."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    source = Locale.objects.get(language_code="ca")
    content = load(HERE / "pages.toml")["home"]
    home = existing(HOME, source) or _add_home(run, content, source)
    run.pages[HOME] = home
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != home.pk:
        site.root_page, site.site_name = home, "Caravana d’innovació digital"
        site.save()
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    # Wagtail's migration names it in English, and every form of a file offers it. The new name is both languages'.
    Collection.objects.filter(depth=1, name="Root").update(name="General")
    _translate(run, home, slug="es")
    for code in added_languages():
        _begin(home, Locale.objects.get(language_code=code))


def _begin(home: Page, locale: Locale) -> None:
    """A draft in an added language, for its translators: whatever is translated later stands below it."""
    if not home.has_translation(locale):
        translate_object(home, [locale])


@transaction.atomic
def _add_home(run: Run, content: dict[str, Any], locale: Locale) -> Page:
    content = dict(content)
    lanes = content.pop("lanes")
    home = HomePage(**content, slug="ca", locale=locale, translation_key=seeds.key_of(HOME))
    home.lanes = stream(run, "home/lanes", HomePage._meta.get_field("lanes"), lanes)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision(clean=False).publish()
    run.made += 1
    return home


def _translate(run: Run, source: Any, *, slug: str = "") -> None:
    model: type[Model] = type(source)
    if model.objects.filter(translation_key=source.translation_key, locale=spanish()).exists():  # type: ignore[attr-defined]  # every model has objects
        return
    translate(source, spanish(), texts(), slug=slug)
    run.made += 1


def run_pages(run: Run) -> None:
    """Ordinary pages, the accessibility statement and the site's texts, once their parents are there."""
    content = load(HERE / "pages.toml")
    source = Locale.objects.get(language_code="ca")
    seed_take_part.run(run, content["take_part"])
    for entry in content["content"]:
        page = existing(entry["key"], source) or _add_content(run, entry)
        run.pages[entry["key"]] = page
        _translate(run, page, slug=entry["slug_es"])
    statement = content["accessibility"]
    page = existing("accessibility", source) or _add_statement(run, statement)
    _translate(run, page, slug=statement["slug_es"])
    seed_press.run(run, content["press"])
    run_settings(run)


def _add_content(run: Run, entry: dict[str, Any]) -> Page:
    page = ContentPage(
        title=entry["title"],
        slug=entry["slug"],
        introduction=entry["introduction"],
        search_description=entry.get("search_description", ""),
        show_in_menus=True,
    )
    page.body = stream(run, entry["key"], ContentPage._meta.get_field("body"), entry["body"])
    return add_page(run, entry["key"], run.pages[entry["parent"]], page)


def _add_statement(run: Run, entry: dict[str, Any]) -> Page:
    parent = run.pages[HOME]
    page = AccessibilityStatementPage(
        title=entry["title"],
        slug=entry["slug"],
        introduction=entry["introduction"],
        status=entry["status"],
        prepared_on=date.fromisoformat(entry["prepared_on"]),
        reviewed_on=date.fromisoformat(entry["reviewed_on"]),
        method=entry["method"],
        feedback=rich(run, entry["feedback"]),
        enforcement=rich(run, entry["enforcement"]),
        show_in_menus=True,
    )
    page.inaccessible = [
        InaccessibleContent(locale=parent.locale, reason=row["reason"], text=row["text"], sort_order=number)
        for number, row in enumerate(entry["inaccessible"])
    ]
    return add_page(run, "accessibility", parent, page)


@transaction.atomic
def run_settings(run: Run) -> None:
    """The site's texts, without anybody who answers: a real installation has none until somebody writes it."""
    locale = Locale.objects.get(language_code="ca")
    settings = SiteSettings.objects.filter(locale=locale).first()
    if settings is None:
        entry = load(HERE / "site.toml")["settings"]
        steps = entry.pop("explainer_steps")
        settings = SiteSettings(**entry, locale=locale, privacy_page=run.pages["privacitat"])
        settings.explainer_steps = [
            ExplainerStep(**step, locale=locale, sort_order=number) for number, step in enumerate(steps)
        ]
        settings.save()
        run.made += 1
    _translate(run, settings)
