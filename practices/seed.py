"""Territory, vocabularies, the list of practices and, for a demonstration, invented stories."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from caravana_site.common.models import Document
from caravana_site.common.seeds import Run, add_page, existing, load, stream
from caravana_site.translation.from_catalogue import catalogue, translate
from practices import seed_interviews, territory
from practices.models import (
    Audience,
    Difficulty,
    Milestone,
    PracticeAudience,
    PracticeCollaborator,
    PracticeIndexPage,
    PracticePage,
    PracticeTechnology,
    Result,
    ReusablePart,
    Success,
    Technology,
    Theme,
    TransferStep,
)

HERE = Path(__file__).parent / "seeds"
INDEX = "practices"
SAMPLE = "caravana-sample"  # the tag of files that belong to invented stories
VOCABULARIES: dict[str, Any] = {"theme": Theme, "audience": Audience, "technology": Technology}


def run_territory(run: Run) -> None:
    run.made += territory.load_territory() + territory.load_organisations()


def run_vocabularies(run: Run) -> None:
    """Themes, audiences and technologies in both languages."""
    source, target = (Locale.objects.get(language_code=code) for code in ("ca", "es"))
    texts = catalogue(HERE / "es.po")
    for name, terms in load(HERE / "vocabularies.toml").items():
        model = VOCABULARIES[name]
        for entry in terms:
            fields = {field: value for field, value in entry.items() if field != "slug_es"}
            with transaction.atomic():
                term = model.objects.filter(key=entry["key"], locale=source).first()
                if term is None:
                    term = model.objects.create(**fields, locale=source)
                    run.made += 1
                if not model.objects.filter(translation_key=term.translation_key, locale=target).exists():
                    translate(term, target, texts, slug=entry.get("slug_es", ""))
                    run.made += 1


def run_practices(run: Run) -> None:
    """The list, and the samples when asked for."""
    source, target = (Locale.objects.get(language_code=code) for code in ("ca", "es"))
    entry = load(HERE / "practices.toml")["index"]
    index = existing(INDEX, source)
    if index is None:
        page = PracticeIndexPage(
            title=entry["title"], slug=entry["slug"], introduction=entry["introduction"], show_in_menus=True
        )
        index = add_page(run, INDEX, run.pages["home"], page)
    run.pages[INDEX] = index
    texts = {"es": catalogue(HERE / "es.po"), "ca": catalogue(HERE / "ca.po")}
    if existing(INDEX, target) is None:
        translate(index, target, texts["es"], slug=entry["slug_es"])
        run.made += 1
    if run.demo:
        parents = {"ca": index, "es": existing(INDEX, target)}
        for path in sorted((HERE / "demo").glob("*.toml")):
            for practice in load(path)["practice"]:
                _sample(run, practice, parents, texts)


def _sample(run: Run, entry: dict[str, Any], parents: dict[str, Any], texts: dict[str, dict[str, str]]) -> None:
    language = entry.get("source", "ca")
    other = "es" if language == "ca" else "ca"
    locale, target = (Locale.objects.get(language_code=code) for code in (language, other))
    key = f"practice/{entry['key']}"
    page = existing(key, locale) or _add(run, key, entry, parents[language])
    run.pages[entry["key"]] = page
    if entry.get("translate", True) and existing(key, target) is None:
        captions = seed_interviews.captions_instead(page, entry.get("interviews", []), other)
        with transaction.atomic():
            translate(page, target, texts[other], slug=entry[f"slug_{other}"], instead=captions)
            _change(page, entry.get("later", {}))
        run.made += 1


def _change(page: Page, later: dict[str, Any]) -> None:
    """Publish what was changed after the translation, which shows what one that is out of date looks like."""
    if later:
        changed: Any = PracticePage.objects.get(pk=page.pk)
        for name, value in later.items():
            setattr(changed, name, value)
        changed.save_revision(clean=False).publish()


@transaction.atomic
def _add(run: Run, key: str, entry: dict[str, Any], parent: Page) -> Page:
    """With what belongs to it: one that is interrupted leaves no consent behind."""
    locale = parent.locale

    def term(model: Any, name: str) -> Any:
        return model.objects.get(key=name, locale=locale)

    page: Any = PracticePage(
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        organisation=territory.organisation(entry["organisation"]),
        theme=term(Theme, entry["theme"]),
        sdgs=entry.get("sdgs", []),
        status=entry["status"],
        started=date.fromisoformat(entry["started"]),
        ended=date.fromisoformat(entry["ended"]) if "ended" in entry else None,
        featured=entry.get("featured", False),
        no_results_reason=entry.get("no_results_reason", ""),
        is_sample=True,
        reviewed_on=timezone.localdate(),
        next_review=timezone.localdate() + timedelta(days=365),
        **entry.get("resources", {}),
        **entry.get("transfer", {}),
    )
    page.story = stream(run, key, PracticePage._meta.get_field("story"), entry["story"])
    page.collaborators = [
        PracticeCollaborator(organisation=territory.organisation(reference), sort_order=number)
        for number, reference in enumerate(entry.get("collaborators", []))
    ]
    page.audiences = [
        PracticeAudience(locale=locale, audience=term(Audience, name), sort_order=number)
        for number, name in enumerate(entry["audiences"])
    ]
    page.technologies = [
        PracticeTechnology(locale=locale, technology=term(Technology, name), sort_order=number)
        for number, name in enumerate(entry.get("technologies", []))
    ]
    page.successes = _rows(Success, entry["successes"], locale)
    page.difficulties = _rows(Difficulty, entry["difficulties"], locale)
    page.interviews = seed_interviews.rows(entry.get("interviews", []), locale)
    page.milestones = _rows(Milestone, entry["milestones"], locale)
    page.results = _rows(Result, entry.get("results", []), locale)
    page.transfer_steps = _rows(TransferStep, entry.get("transfer_steps", []), locale)
    page.reusable_parts = _rows(ReusablePart, map(_with_document, entry.get("reusable_parts", [])), locale)
    return add_page(run, key, parent, page)


def _with_document(part: dict[str, Any]) -> dict[str, Any]:
    """A part that names a file of ours becomes one of the library."""
    name = part["file"]
    document = Document.objects.filter(title=part["title"], tags__name=SAMPLE).first()
    if document is None:
        with (HERE / "files" / name).open("rb") as file:
            document = Document.objects.create(title=part["title"], licence=part["licence"], file=File(file, name))
        document.tags.add(SAMPLE)
    return {"title": part["title"], "licence": part["licence"], "document": document}


def remove_files() -> None:
    """Take away the files of the invented stories, once these are gone."""
    Document.objects.filter(tags__name=SAMPLE).delete()


def _rows(model: Any, entries: Iterable[dict[str, Any]], locale: Locale) -> list[Any]:
    converters = {"month": lambda text: date.fromisoformat(f"{text}-01"), "before": _decimal, "after": _decimal}
    return [
        model(
            locale=locale,
            sort_order=number,
            **{name: converters[name](value) if name in converters else value for name, value in entry.items()},
        )
        for number, entry in enumerate(entries)
    ]


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value))
