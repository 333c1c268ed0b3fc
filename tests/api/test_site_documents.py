"""The site as a document: its settings and menus in a language, following whatever they are made from."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from caravana_site.api.models import Document
from caravana_site.api.projection import projector
from home.documents import site
from home.models import ExplainerStep, SiteSettings, SocialLink
from tests.contract.golden import assert_golden
from tests.factories import (
    ContentPageFactory,
    ImageFactory,
    PracticeIndexPageFactory,
    SiteSettingsFactory,
    StopIndexPageFactory,
    ThemeFactory,
    in_language,
    publish_home,
    translated,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


def published(factory: Any, **values: Any) -> Any:
    page = factory(**values)
    page.save_revision().publish()
    return page


def told(language: str = "ca") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Document.objects.get(kind="site", language=language).body)
    return found


def menu(name: str, language: str = "ca") -> list[str]:
    return [entry["title"] for entry in told(language)["menus"][name]]


def fixed(row: Any, number: int) -> Any:
    row.translation_key = UUID(int=number)
    row.save()
    return row


@pytest.mark.usefixtures("that_day")
def test_the_site_is_as_its_golden_document_in_both_languages() -> None:
    home = fixed(publish_home(), 1)
    translated(home, "es", slug="es")
    privacy = fixed(published(ContentPageFactory, parent=home, title="Privacitat", slug="privacitat"), 2)
    translated(privacy, "es", title="Privacidad", slug="privacidad")
    practices = fixed(
        published(PracticeIndexPageFactory, parent=home, slug="practiques", title="Pràctiques", show_in_menus=True), 3
    )
    stops = fixed(published(StopIndexPageFactory, parent=home), 4)
    fixed(published(ContentPageFactory, parent=home, title="Contacte", slug="contacte", show_in_menus=True), 5)
    fixed(published(ContentPageFactory, parent=stops, title="Demana-la", slug="demana", show_in_menus=True), 6)
    translated(practices, "es", title="Prácticas", slug="practicas")
    logo = ImageFactory(title="Logo", file=get_test_image_file("logo.png"))
    values: dict[str, Any] = {
        "translation_key": UUID(int=20), "promoter_name": "Diputació", "promoter_url": "https://example.cat/",
        "promoter_logo": logo, "privacy_page": privacy, "contact_name": "Equip de la caravana",
        "explainer_video_url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    }  # fmt: skip
    catalan = SiteSettingsFactory(footer_text="Va de poble en poble.", explainer_transcript="<p>Hola.</p>", **values)
    spanish = SiteSettingsFactory(locale=in_language("es"), site_name="Caravana de innovación digital", **values)
    for row, title in ((catalan, "Demaneu-la"), (spanish, "Pedidla")):
        ExplainerStep.objects.create(settings=row, locale=row.locale, title=title, text="Deu minuts.")
    SocialLink.objects.create(settings=catalan, name="Mastodon", url="https://mastodon.example/@caravana")
    assert_golden("site", Document.objects.get(kind="site", language="ca").body)
    assert_golden("site", Document.objects.get(kind="site", language="es").body)


def test_menus_follow_every_page_that_comes_leaves_moves_or_is_called_otherwise() -> None:
    SiteSettingsFactory()
    home = publish_home()
    page = published(ContentPageFactory, parent=home, title="Contacte", slug="contacte")
    assert menu("about") == []
    page.show_in_menus = True
    page.save_revision().publish()
    assert menu("about") == ["Contacte"]
    page.title = "Escriviu-nos"
    page.save_revision().publish()
    assert menu("about") == ["Escriviu-nos"]
    section = published(StopIndexPageFactory, parent=home)
    assert menu("sections") == ["Parades"]
    page.move(section, pos="last-child")
    assert (menu("about"), menu("below")) == ([], ["Escriviu-nos"])
    assert told()["menus"]["stop_request"]["url"] == "http://testserver/ca/parades/contacte/"
    section.slug = "calendari"
    section.save_revision().publish()
    assert told()["menus"]["stop_request"]["url"] == "http://testserver/ca/calendari/contacte/"
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert menu("below") == []
    section.delete()
    assert menu("sections") == []


def test_a_page_that_comes_up_with_the_one_above_it_comes_into_the_menus() -> None:
    SiteSettingsFactory()
    home = publish_home()
    deep = home
    for number in range(3):
        deep = published(ContentPageFactory, parent=Page.objects.get(pk=deep.pk).specific, title=f"Nivell {number}")
    deep.show_in_menus = True
    deep.save_revision().publish()
    assert menu("below") == []
    deep.get_parent().move(Page.objects.get(pk=home.pk), pos="last-child")
    assert menu("below") == ["Nivell 2"]


def test_a_page_that_becomes_private_leaves_the_menus_and_comes_back() -> None:
    SiteSettingsFactory()
    page = published(ContentPageFactory, parent=publish_home(), title="Contacte", show_in_menus=True)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert menu("about") == []
    restriction.delete()
    assert menu("about") == ["Contacte"]


def test_languages_are_those_that_have_a_home_page() -> None:
    SiteSettingsFactory()
    home = publish_home()
    home.save_revision().publish()
    assert [one["locale"] for one in told()["languages"]] == ["ca"]
    spanish = translated(home, "es", slug="es")
    assert [(one["name"], one["home_url"]) for one in told()["languages"]] == [
        ("català", "http://testserver/ca/"),
        ("castellano", "http://testserver/es/"),
    ]
    spanish.unpublish()
    assert [one["locale"] for one in told()["languages"]] == ["ca"]


def test_every_document_names_the_publisher_anew_when_the_settings_change() -> None:
    row = SiteSettingsFactory()
    theme = ThemeFactory(name="Dades obertes")
    spanish = ThemeFactory(
        name="Datos abiertos", locale=in_language("es"), translation_key=theme.translation_key, key=theme.key
    )
    row.site_name = "La caravana"
    row.save()

    def attribution(thing: Any) -> str:
        body = Document.objects.get(kind="theme", language=thing.locale.language_code).body
        return str(json.loads(body)["attribution"])

    assert "La caravana" in attribution(theme)
    assert "La caravana" in attribution(spanish)  # while there are no settings in Spanish
    own = SiteSettingsFactory(locale=in_language("es"), site_name="La caravana en castellano")
    assert "La caravana en castellano" in attribution(spanish)
    own.delete()
    assert "en castellano" not in attribution(spanish)


def test_steps_and_profiles_that_change_alone_change_the_site() -> None:
    row = SiteSettingsFactory()
    step = ExplainerStep.objects.create(settings=row, locale=row.locale, title="Demaneu-la", text="Deu minuts.")
    link = SocialLink.objects.create(settings=row, name="Mastodon", url="https://mastodon.example/@caravana")
    assert (told()["explainer"]["steps"][0]["title"], told()["profiles"][0]["name"]) == ("Demaneu-la", "Mastodon")
    step.delete()
    link.delete()
    assert (told()["explainer"]["steps"], told()["profiles"]) == ([], [])


def test_what_is_kept_for_forms_alone_is_not_told() -> None:
    SiteSettingsFactory(data_controller="Maria Serra", protection_officer="dpd@example.cat")
    body = Document.objects.get(kind="site").body
    assert "Maria Serra" not in body
    assert "dpd@example.cat" not in body


def queries() -> int:
    uuids = list(SiteSettings.objects.values_list("translation_key", flat=True))
    with CaptureQueriesContext(connection) as asked:
        projector.build(site.KIND, list(site.KIND.public(uuids)))
    return len(asked)


def test_a_longer_menu_costs_no_further_query() -> None:
    row = SiteSettingsFactory()
    home = publish_home()
    for number in range(2):
        published(ContentPageFactory, parent=home, show_in_menus=True)
        SocialLink.objects.create(settings=row, name=str(number), url="https://example.cat/")
    queries()
    two = queries()
    for number in range(6):
        published(ContentPageFactory, parent=home, show_in_menus=True)
        SocialLink.objects.create(settings=row, name=str(number), url="https://example.cat/")
    assert queries() == two <= 25
    assert len(menu("about")) == 8
