"""A catalogue in both languages with one practice that tells all that a practice can, and its documents."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine
from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from caravana_site.api.models import Document
from caravana_site.api.projection.projector import project_all
from practices.models import (
    Milestone,
    Organisation,
    PracticeCollaborator,
    PracticePage,
    PracticeTechnology,
    PracticeTheme,
    Replication,
    Result,
    ReusablePart,
    TransferStep,
)
from tests import factories as made

PUBLISHED = datetime(2026, 5, 1, 10, tzinfo=UTC)
KEY = uuid.UUID("11111111-1111-4111-8111-111111111111")
INTERVIEW = uuid.UUID("55555555-5555-4555-8555-555555555555")
TOLD = {"organisation_name": "Ens", "state": "adapted", "happened_on": "2026-01-15", "what_changed": "Sense furgoneta."}


def site() -> Any:
    """The Catalan list of practices; it has its Spanish one."""
    home = made.publish_home("es")
    made.SiteSettingsFactory()
    made.SiteSettingsFactory(locale=made.in_language("es"), site_name="Caravana de innovación digital")
    index = made.PracticeIndexPageFactory(parent=home)
    made.translated(index, "es", slug="practicas")
    return index


def publish(page: Any, at: datetime = PUBLISHED, **changes: Any) -> Any:
    """As an editor does, through a revision; returns the page as it is then."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    with time_machine.travel(at, tick=False):
        page.save_revision(clean=False).publish()
    return type(page).objects.get(pk=page.pk)


def row(kind: str, key: uuid.UUID, language: str = "ca") -> Document:
    """What programs find, once what has changed is looked at."""
    project_all()
    return Document.objects.get(kind=kind, uuid=key, language=language)


def body(kind: str, key: uuid.UUID, language: str = "ca") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row(kind, key, language).body)
    return found


def withdrawn(kind: str, key: uuid.UUID, language: str = "ca") -> str:
    """The reason of the tombstone; it holds nothing more."""
    found = row(kind, key, language)
    assert found.withdrawn
    assert (found.body, found.title, found.path) == ("", "", "")
    assert not found.values.exists()
    assert not found.dependencies.exists()
    return found.reason


def values(document: Document, name: str) -> list[Any]:
    """What a filter of that name finds the document by."""
    return [one.text or one.number or one.moment for one in document.values.filter(name=name).order_by("pk")]


def _body(slug: str, **fields: Any) -> Any:
    return Organisation.objects.filter(slug=slug).first() or made.OrganisationFactory(slug=slug, **fields)


def town_hall() -> Any:
    return _body(
        uuid=uuid.UUID("22222222-2222-4222-8222-222222222222"),
        name="Ajuntament de Gósol",
        slug="ajuntament-de-gosol",
        municipality=made.MunicipalityFactory(ine="25100", name="Gósol", longitude=1.66, latitude=42.23),
        population=218,
    )


def picture(name: str, **fields: Any) -> Any:
    return made.ImageFactory(file=get_test_image_file(f"{name}.png", size=(640, 480)), title=name, **fields)


def practice(index: Any, interview: uuid.UUID = INTERVIEW, **fields: Any) -> Any:
    """One with every part, not published yet."""
    block = {
        "type": "picture",
        "id": "33333333-3333-4333-8333-333333333333",
        "value": {"image": {"image": picture("placa").pk, "alt_text": "La plaça", "decorative": False}, "caption": ""},
    }
    page = made.PracticePageFactory(
        **{
            "parent": index, "translation_key": KEY, "title": "La furgoneta", "slug": "la-furgoneta", "live": False,
            "organisation": town_hall(), "lead_image": picture("furgoneta"), "lead_image_alt": "La furgoneta a plaça",
            "sdgs": [10, 11], "featured": True, "reviewed_on": date(2026, 4, 1), "next_review": date(2027, 4, 1),
            "approved_on": date(2026, 4, 2),
            "no_results_reason": "", "initial_cost": 12_000, "yearly_cost": 3_000, "cost_band": "20000",
            "cost_year": 2025, "setup_months": 6, "staff_hours": 300, "capacity": "low", "profiles": "Una persona.",
            "shared_services": "La diputació.", "funding": "Propi.", "legal_basis": "Conveni.",
            "resources_note": "Sense el vehicle.", "needed_first": "Un calendari.", "must_adapt": "La ruta.",
            "small_town": "Amb el poble del costat.", "story": json.dumps([*made.practices.STORY, block]), **fields,
        }
    )  # fmt: skip
    _add_rows(page)
    _add_interview(page, interview)
    return page


def _add_rows(page: Any) -> None:
    locale = page.locale
    helper = _body(
        uuid=uuid.UUID("44444444-4444-4444-8444-444444444444"), name="Consell Comarcal del Berguedà",
        slug="consell-comarcal-del-bergueda", kind="consell-comarcal", municipality=None,
        comarca=made.ComarcaFactory(), province=made.ProvinceFactory(),
    )  # fmt: skip
    PracticeCollaborator.objects.create(page=page, organisation=helper)
    PracticeTheme.objects.create(page=page, locale=locale, theme=made.ThemeFactory(key="data", locale=locale))
    PracticeTechnology.objects.create(page=page, locale=locale, technology=made.TechnologyFactory(locale=locale))
    Milestone.objects.create(page=page, locale=locale, month=date(2024, 3, 12), text="Primera ruta", kind="success")
    Result.objects.create(
        page=page, locale=locale, indicator="Tràmits", before=12, after="30.50", unit="al mes", period="2024–2025"
    )
    TransferStep.objects.create(page=page, locale=locale, title="Mesura la cobertura", duration="un dia")
    file = made.KitFileFactory(title="Títol intern", file=ContentFile(b"conveni", "conveni.odt"))
    ReusablePart.objects.create(
        page=page, locale=locale, title="El conveni", document=file, licence="CC0-1.0", sort_order=1
    )
    ReusablePart.objects.create(page=page, locale=locale, title="El codi", url="https://exemple.cat/codi", sort_order=0)


def _add_interview(page: Any, identity: uuid.UUID) -> None:
    asks = _body(name="Ajuntament de Sort", slug="ajuntament-de-sort")
    made.InterviewFactory(
        page=page, identity=identity, title="Un any de furgoneta",
        interviewer=asks, poster=picture("cara"), duration=timedelta(minutes=23, seconds=10),
        described_url="https://vimeo.com/123456789", visual_information="described",
    )  # fmt: skip


def in_spanish(page: Any, **changes: Any) -> Any:
    """Published too, with its terms."""
    themes = [page.theme, *(one.theme for one in page.other_themes.all())]
    spanish = made.in_language("es")
    for theme in themes:
        made.ThemeFactory(
            locale=spanish, key=theme.key, translation_key=theme.translation_key, name=f"Ámbito {theme.key}"
        )
    with time_machine.travel(PUBLISHED, tick=False):
        copy = made.translated(page, "es", **{"slug": "la-furgoneta", "title": "La furgoneta (es)", **changes})
    for one in (copy, *copy.other_themes.all()):
        one.theme = type(one.theme).objects.get(locale=spanish, translation_key=one.theme.translation_key)
        one.save()
    return PracticePage.objects.get(pk=copy.pk)


def replicated(page: Any, **fields: Any) -> Replication:
    return Replication.objects.create(**{"practice": page, "locale": page.locale, **TOLD, **fields})


def restrict(page: Any) -> Any:
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )
