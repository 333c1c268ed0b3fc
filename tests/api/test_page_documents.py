"""Pages as documents: each type with its own fields, its body as typed blocks, and nothing that is not public."""

import json
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import DateBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, PageViewRestriction

from caravana_site.api import checks, kinds
from caravana_site.api.models import Document
from caravana_site.api.projection import projector
from home.documents import pages
from home.models import AccessibilityStatementPage, InaccessibleContent
from tests.contract.golden import assert_golden
from tests.factories import (
    AccessibilityStatementPageFactory,
    ContentPageFactory,
    ImageFactory,
    KitIndexPageFactory,
    PracticeIndexPageFactory,
    PressPageFactory,
    SiteSettingsFactory,
    StopIndexPageFactory,
    TakePartPageFactory,
    publish_home,
    translated,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
TEXT = "<p>Una <b>oficina</b> que s’acosta.</p>"


def row_of(page: Page) -> Document:
    return Document.objects.get(kind="page", uuid=page.translation_key, language=page.locale.language_code)


def told_of(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row_of(page).body)
    return found


def block(name: str, value: Any) -> dict[str, Any]:
    return {"type": name, "id": f"00000000-0000-4000-8000-{sum(name.encode()):012d}", "value": value}


def body(picture: int, page: int) -> str:
    shown = {"image": picture, "alt_text": "Furgoneta a la plaça", "decorative": False}
    link = f'<p>Llegiu <a linktype="page" id="{page}">l’avís</a>.</p>'
    return json.dumps(
        [
            block("heading", {"text": "Com va anar"}),
            block("paragraph", {"text": link}),
            block("quote", {"text": "Vam portar temps.", "attribution": "Oficina"}),
            block("figure", {"number": "46 km", "label": "de mitjana", "source": ""}),
            block("callout", {"kind": "warning", "title": "", "text": TEXT}),
            block("steps", {"steps": [{"title": "Primer", "text": "", "duration": "un mes", "who": ""}]}),
            block(
                "table",
                {
                    "caption": "Hores",
                    "columns": [{"type": "text", "heading": "Fase"}, {"type": "number", "heading": "Hores"}],
                    "rows": [{"values": ["Visita", "5"]}],
                },
            ),
            block("accordion", {"items": [{"title": "Som petits", "text": TEXT}]}),
            block("call_to_action", {"text": "", "label": "Demana-la", "page": page, "url": ""}),
            block("contact", {"introduction": "Escriviu-nos."}),
            block("picture", {"image": shown, "caption": "La plaça"}),
            block(
                "video",
                {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "La visita", "transcript": TEXT},
            ),
        ]
    )


def published(factory: Any, **values: Any) -> Any:
    page = factory(**values)
    page.save_revision().publish()
    return page


def fixed(factory: Any, number: int, **values: Any) -> Any:
    """A published page that is the same each time."""
    return published(factory, translation_key=UUID(int=number), **values)


@pytest.mark.usefixtures("that_day")
def test_an_ordinary_page_is_as_its_golden_document_in_both_languages() -> None:
    SiteSettingsFactory()
    home = publish_home()
    home.translation_key = UUID(int=1)
    home.save()
    translated(home, "es", slug="es")
    notice = fixed(ContentPageFactory, 2, parent=home, title="Avís", slug="avis")
    picture = ImageFactory(title="Plaça", file=get_test_image_file("placa.png"), alt_texts={"ca": "Una plaça"})
    page = fixed(
        ContentPageFactory, 3, parent=home, title="L’oficina", slug="oficina", body=body(picture.pk, notice.pk)
    )
    spanish = translated(page, "es", title="La oficina", slug="oficina", introduction="Para qué sirve.")
    assert_golden("page", row_of(page).body)
    assert_golden("page", row_of(spanish).body)
    assert [one["locale"] for one in told_of(page)["alternates"]] == ["ca", "es"]


def statement(parent: Any) -> Any:
    page = fixed(AccessibilityStatementPageFactory, 12, parent=parent, slug="accessibilitat")
    page.inaccessible.add(InaccessibleContent(reason=InaccessibleContent.Reason.BURDEN, text="Els mapes antics."))
    page.save_revision().publish()
    return page


TYPES: dict[str, Callable[[Any], Any]] = {
    "home": lambda home: home,
    "take_part": lambda home: fixed(
        TakePartPageFactory,
        10,
        parent=home,
        roads=json.dumps(
            [
                block(
                    "road",
                    {
                        "title": "Com a amfitrió",
                        "introduction": "De què va.",
                        "effort": "",
                        "steps": [{"title": "Primer pas", "text": "Es fa.", "duration": "deu minuts"}],
                        "button": "Demana una parada",
                    },
                )
            ]
        ),
        questions=json.dumps([block("question", {"title": "Som petits", "text": TEXT})]),
    ),
    "press": lambda home: fixed(PressPageFactory, 11, parent=home, contact_name="Equip", contact_email="p@example.cat"),
    "accessibility_statement": statement,
    "practice_index": lambda home: fixed(PracticeIndexPageFactory, 13, parent=home, introduction="Totes."),
    "stop_index": lambda home: fixed(StopIndexPageFactory, 14, parent=home, introduction="On passa."),
    "kit_index": lambda home: fixed(KitIndexPageFactory, 15, parent=home, introduction="Eines.", thanks=TEXT),
}


@pytest.mark.usefixtures("that_day")
@pytest.mark.parametrize("name", TYPES)
def test_each_type_of_page_is_as_its_golden_document(name: str) -> None:
    SiteSettingsFactory()
    home = publish_home()
    home.translation_key = UUID(int=1)
    home.lanes = json.dumps([block("lane", {"title": "Amfitrió", "introduction": "Obres.", "steps": ["Rep-la."]})])
    home.save_revision().publish()
    row = row_of(TYPES[name](home))
    assert json.loads(row.body)["content"]["page_type"] == name
    assert_golden(f"page_{name}", row.body)
    assert [one.text for one in row.values.filter(name="page_type")] == [name]


def test_every_type_of_page_has_the_name_that_its_content_says() -> None:
    assert set(pages.PAGE_TYPES) == set(pages.CONTENTS)
    assert set(pages.PAGE_TYPES.values()) == {"content", *TYPES}


def test_drafts_private_pages_and_what_they_are_called_stay_out() -> None:
    home = publish_home()
    private = published(ContentPageFactory, parent=home, title="Reservada")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    link = f'<p><a linktype="page" id="{private.pk}">això</a></p>'
    page = published(
        ContentPageFactory,
        parent=home,
        body=json.dumps(
            [
                block("paragraph", {"text": link}),
                block("call_to_action", {"text": "", "label": "Vés-hi", "page": private.pk, "url": ""}),
            ]
        ),
    )
    draft = ContentPageFactory(parent=home, live=False)
    page.introduction = "Encara no."
    page.save_revision()
    assert told_of(page)["description"] == "Per a què serveix."
    assert told_of(page)["content"]["body"][1]["value"]["page"] is None
    assert "Reservada" not in row_of(page).body
    assert not Document.objects.filter(kind="page", uuid=draft.translation_key).exists()
    hidden = Document.objects.get(kind="page", uuid=private.translation_key)
    assert (hidden.body, hidden.reason) == ("", "restricted")


def test_a_page_that_is_named_elsewhere_brings_its_new_title_and_address() -> None:
    home = publish_home()
    notice = published(ContentPageFactory, parent=home, title="Avís", slug="avis")
    child = published(
        ContentPageFactory,
        parent=notice,
        body=json.dumps([block("call_to_action", {"text": "", "label": "Vés", "page": notice.pk, "url": ""})]),
    )
    assert told_of(child)["parent"]["title"] == "Avís"
    notice.title, notice.slug = "Avís legal", "avis-legal"
    notice.save_revision().publish()
    told = told_of(child)
    assert told["parent"]["title"] == told["content"]["body"][0]["value"]["page"]["title"] == "Avís legal"
    assert told["parent"]["url"] == "http://testserver/ca/avis-legal/"
    assert told["url"].startswith("http://testserver/ca/avis-legal/")
    notice.unpublish()
    assert told_of(child)["parent"] is None


def test_a_link_leads_to_the_readers_language_as_soon_as_that_is_there() -> None:
    home = publish_home("es")
    notice = published(ContentPageFactory, parent=home, title="Avís", slug="avis")
    spanish_home = home.get_translation(Locale.objects.get(language_code="es"))
    link = f'<p><a linktype="page" id="{notice.pk}">aviso</a></p>'
    body = [block("call_to_action", {"text": "", "label": "Ir", "page": notice.pk, "url": ""})]
    button = published(ContentPageFactory, parent=spanish_home, locale=spanish_home.locale, body=json.dumps(body))
    text = [block("paragraph", {"text": link})]
    words = published(
        ContentPageFactory, parent=spanish_home, locale=spanish_home.locale, slug="texto", body=json.dumps(text)
    )
    assert told_of(button)["content"]["body"][0]["value"]["page"]["locale"] == "ca"
    translated(notice, "es", title="Aviso", slug="aviso").save_revision().publish()
    assert told_of(button)["content"]["body"][0]["value"]["page"]["title"] == "Aviso"
    assert "/es/aviso/" in told_of(words)["content"]["body"][0]["value"]["text"]["html"]


def test_what_is_unpublished_is_withdrawn_in_its_language_alone() -> None:
    home = publish_home("es")
    page = published(ContentPageFactory, parent=home)
    spanish = translated(page, "es", title="En castellano")
    page.unpublish()
    assert (row_of(page).body, row_of(page).reason) == ("", "unpublished")
    assert [one["locale"] for one in told_of(spanish)["alternates"]] == ["es"]


def test_a_picture_that_changes_changes_the_page_that_shows_it() -> None:
    home = publish_home()
    picture = ImageFactory()
    shown = {"image": picture.pk, "alt_text": "", "decorative": False}
    page = published(
        ContentPageFactory, parent=home, body=json.dumps([block("picture", {"image": shown, "caption": ""})])
    )
    picture.credit = "Pere Roca"
    picture.save()
    assert told_of(page)["content"]["body"][0]["value"]["image"]["credit"] == "Pere Roca"


def test_a_statement_says_what_is_wanting_in_the_words_of_its_language() -> None:
    home = publish_home("es")
    page = statement(home)
    spanish = translated(page, "es", slug="accesibilidad")
    assert told_of(page)["content"]["inaccessible"][0]["reason"]["name"] == "Càrrega desproporcionada"
    assert told_of(spanish)["content"]["inaccessible"][0]["reason"]["name"] == "Carga desproporcionada"
    assert told_of(page)["content"]["status"]["key"] == AccessibilityStatementPage.Status.PARTIAL
    assert date.fromisoformat(told_of(page)["content"]["reviewed_on"]) == page.reviewed_on


def queries_for(uuids: list[UUID]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(projector.build(pages.KIND, list(pages.KIND.public(uuids)))) == len(uuids)
    return len(asked)


def test_eight_pages_cost_the_queries_of_two() -> None:
    home = publish_home()
    notice = ContentPageFactory(parent=home, title="Avís")
    made = [ContentPageFactory(parent=home, body=body(ImageFactory().pk, notice.pk)) for _ in range(8)]
    uuids = [page.translation_key for page in made]
    projector.build(pages.KIND, list(pages.KIND.public(uuids)))
    two, eight = queries_for(uuids[:2]), queries_for(uuids)
    assert eight == two
    assert queries_for(uuids[:1]) <= 25


def test_a_page_type_that_programs_cannot_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.programs_read_what_editors_publish(None) == []
    monkeypatch.setattr(kinds, "of_model", lambda model: [])
    found = checks.programs_read_what_editors_publish([home_app()])  # type: ignore[list-item]  # all that the check reads of an app
    assert {error.id for error in found} == {"caravana.E040"}
    assert len(found) == 5


def test_a_block_that_programs_cannot_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    field: Any = pages.ContentPage._meta.get_field("body")
    monkeypatch.setitem(field.stream_block.child_blocks["heading"].child_blocks, "day", DateBlock())
    found = checks.programs_read_what_editors_publish([home_app()])  # type: ignore[list-item]  # all that the check reads of an app
    assert [error.msg for error in found] == ["Nothing says how programs read DateBlock in body."]


def home_app() -> Any:
    config = apps.get_app_config("home")
    return SimpleNamespace(name="home", get_models=config.get_models)
