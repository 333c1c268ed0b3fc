"""Addresses: from the confirmed title by one rule, stable once public, and redirects where somebody changes them."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common.slugs import slug_of
from caravana_site.translation import segments, writing
from home.models import ContentPage
from practices.models import Theme
from tests.factories import ContentPageFactory, ThemeFactory, publish_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
SLUGS = {
    "Año nuevo": "anyo-nuevo",
    "Señalización en España": "senyalizacion-en-espanya",
    "COL·LABORACIÓ i col.legi, coŀlegi": "collaboracio-i-collegi-collegi",
    "Plaça de l’Ajuntament": "placa-de-l-ajuntament",
    "L'àrea d'innovació": "l-area-d-innovacio",
    "¿Qué ha cambiado? — Un año después": "que-ha-cambiado-un-anyo-despues",
    "n\u0303u": "nyu",
    "1.º y 2.ª": "1o-y-2a",
    "Pingüins/dades: 5.000 €": "pinguins-dades-5000",
    "日本": "",
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.items())
def test_the_rule(title: str, slug: str) -> None:
    assert slug_of(title) == slug
    assert slug_of(slug) == slug


def test_a_slug_fits_its_column() -> None:
    assert len(slug_of("ñ" * 255)) <= 255


class Translated:
    """A page and its translation."""

    def __init__(self, parent: Any, title: str = "L’any nou", slug: str = "any-nou") -> None:
        self.page = ContentPageFactory(parent=parent, title=title, slug=slug, introduction="")
        self.es = Locale.objects.get(language_code="es")
        source, _made = TranslationSource.update_or_create_from_instance(self.page)
        self.translation = Translation.objects.create(source=source, target_locale=self.es)

    def write(self, path: str, text: str, kind: str = "manual") -> None:
        segment = StringSegment.objects.get(source=self.translation.source, context__path=path)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, locale=self.es, context=segment.context,
            defaults={"data": text, "translation_type": kind},
        )  # fmt: skip

    def publish(self) -> str:
        self.translation.save_target(publish=True)
        return self.slug

    @property
    def slug(self) -> str:
        return ContentPage.objects.get(translation_key=self.page.translation_key, locale=self.es).slug


@pytest.fixture
def home() -> Any:
    return publish_home("es")


@pytest.fixture
def one(home: Any) -> Translated:
    return Translated(home)


def test_it_comes_from_the_confirmed_title(one: Translated, client: Any) -> None:
    one.write("title", "Año nuevo")
    assert one.publish() == "anyo-nuevo"
    assert client.get("/es/anyo-nuevo/").status_code == 200


def test_the_address_it_had_before_leads_to_it(one: Translated, client: Any) -> None:
    assert client.get("/es/any-nou/")["X-Robots-Tag"] == "noindex"
    one.write("title", "Año nuevo")
    one.publish()
    answer = client.get("/es/any-nou/")
    assert (answer.status_code, answer["Location"]) == (302, "/es/anyo-nuevo/")


def test_a_machine_writes_no_address(one: Translated) -> None:
    one.write("title", "Ano nuevo", "machine")
    one.write("slug", "maquina", "machine")
    one.translation.save_target(publish=False)
    assert one.slug == "any-nou"
    one.write("title", "Año nuevo")
    assert one.publish() == "anyo-nuevo"


def test_siblings_of_one_title_have_addresses_of_their_own(home: Any) -> None:
    pages = [Translated(home, f"L’any {number}", f"any-{number}") for number in range(2)]
    for page in pages:
        page.write("title", "Año nuevo")
        page.publish()
    assert [page.slug for page in pages] == ["anyo-nuevo", "anyo-nuevo-1"]
    assert [page.publish() for page in pages] == ["anyo-nuevo", "anyo-nuevo-1"]


def test_a_translators_own_is_respected_by_the_same_rule(one: Translated) -> None:
    one.write("title", "Un título muy largo para una dirección")
    one.write("slug", "Año")
    assert one.publish() == "anyo"


def test_retouching_the_title_leaves_the_address(one: Translated) -> None:
    one.write("title", "Año nuevo")
    one.publish()
    one.write("title", "El año nuevo, mejor")
    assert one.publish() == "anyo-nuevo"
    one.page.title, one.page.slug = "L’any que ve", "any-que-ve"
    one.page.save_revision().publish()
    one.translation.source.update_from_db()
    one.write("title", "El año que viene")
    assert one.publish() == "anyo-nuevo"


def test_the_title_counts_until_it_is_published(one: Translated) -> None:
    one.write("title", "Ano nuevo")
    one.translation.save_target(publish=False)
    one.write("title", "Año nuevo")
    one.translation.save_target(publish=False)
    assert one.slug == "anyo-nuevo"


def test_another_address_of_a_public_translation_leaves_redirects_for_what_is_below_too(
    one: Translated, client: Any
) -> None:
    one.write("title", "Año nuevo")
    one.publish()
    below = Translated(one.page, "Filla", "filla")
    below.write("title", "Hija")
    below.publish()
    assert client.get("/es/anyo-nuevo/hija/").status_code == 200
    one.write("slug", "feliz-anyo")
    assert one.publish() == "feliz-anyo"
    for old, new in {"/es/anyo-nuevo/": "/es/feliz-anyo/", "/es/anyo-nuevo/hija/": "/es/feliz-anyo/hija/"}.items():
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)
        assert client.get(new).status_code == 200


def test_another_address_of_a_source_page_leaves_redirects_too(one: Translated, admin_client: Any) -> None:
    ContentPageFactory(parent=one.page, title="Filla", slug="filla")
    one.page.slug = "lany-nou"
    one.page.save_revision().publish()
    for old, new in {"/ca/any-nou/": "/ca/lany-nou/", "/ca/any-nou/filla/": "/ca/lany-nou/filla/"}.items():
        answer = admin_client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)
    assert Redirect.objects.filter(automatically_created=True).count() == 2


def test_a_page_without_a_slug_gets_one_by_the_same_rule(home: Any) -> None:
    page = ContentPage(title="L’any del col·legi", introduction="x")
    home.add_child(instance=page)
    assert page.slug == "l-any-del-collegi"


def test_the_administrations_field_has_the_rule(admin_client: Any, home: Any) -> None:
    answer = admin_client.get(reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk]))
    assert "data-w-slug-formatters-value" in answer.content.decode()


def test_a_terms_address_comes_from_its_name_and_stays(home: Any) -> None:
    es = Locale.objects.get(language_code="es")
    theme = ThemeFactory(name="Infants", slug="infants")
    source, _made = TranslationSource.update_or_create_from_instance(theme)
    translation = Translation.objects.create(source=source, target_locale=es)
    for name in ("Niños y niñas", "Niñez"):
        for line in segments.lines_of(translation):
            if line.is_read:
                writing.write(translation, line.segment, name if line.path == "name" else "De qué va.", None)
        translation.save_target(publish=True)
        assert Theme.objects.get(translation_key=theme.translation_key, locale=es).slug == "ninyos-y-ninyas"
