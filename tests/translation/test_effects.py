"""Stopping, unpublishing, deleting and moving: what becomes of the other language, said before and done after."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, TranslatableObject, Translation

from caravana_site.translation.models import TextVersion, TranslationTask
from tests.factories import ContentPageFactory
from tests.people import said

from .bilingual import Bilingual

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


def stop(client: Any, page: Bilingual) -> None:
    client.post(reverse("wagtail_localize:stop_translation", args=[page.translation.pk]))


def restart(client: Any, page: Bilingual) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.target.pk])
    return client.post(address, {"localize-restart-translation": "1"})


def edit_by_hand(page: Bilingual, **values: Any) -> None:
    target = page.target
    for name, value in values.items():
        setattr(target, name, value)
    target.save_revision().publish()


def test_what_was_edited_by_hand_is_the_translation_once_it_starts_again(admin_client: Any, page: Bilingual) -> None:
    stop(admin_client, page)
    edit_by_hand(page, introduction="Escrito a mano, y mejor que antes.")
    assert "1" in said(restart(admin_client, page))
    assert page.fresh_translation().enabled
    page.publish_target()
    assert page.target.introduction == "Escrito a mano, y mejor que antes."
    assert TextVersion.objects.get().text == "es:Hola a tothom d’aquí.", "and what it replaced is kept"


def test_a_source_that_changed_meanwhile_is_not_taken_for_translated(admin_client: Any, page: Bilingual) -> None:
    stop(admin_client, page)
    assert not page.fresh_translation().enabled
    page.change(introduction="Hola només als d’aquí.")
    restart(admin_client, page)
    assert not StringTranslation.objects.filter(translation_of__data="Hola només als d’aquí.").exists()
    assert page.task.state == TranslationTask.State.TRANSLATE


def test_a_translation_whose_source_is_gone_stays_a_page_edited_by_hand(reviewer: Any, page: Bilingual) -> None:
    address = reverse("wagtailadmin_pages:delete", args=[page.source.pk])
    assert "es:Una pàgina" in reviewer.get(address).content.decode()
    reviewer.post(address)
    assert page.target.live
    assert StringTranslation.objects.filter(data="es:Una pàgina").exists()
    assert "es:Hola" in reviewer.get("/es/una-pagina/").content.decode()
    assert restart(reviewer, page).status_code == 302
    assert not Translation.objects.get(pk=page.translation.pk).enabled
    edit_by_hand(page, introduction="Ahora es suya.")
    assert "Ahora es suya." in reviewer.get("/es/una-pagina/").content.decode()


def test_a_deleted_translation_has_its_texts_when_it_is_submitted_again(
    reviewer: Any, admin_client: Any, page: Bilingual
) -> None:
    address = reverse("wagtailadmin_pages:delete", args=[page.target.pk])
    assert admin_client.get(address).status_code == 200
    admin_client.post(address)
    assert not Page.objects.filter(translation_key=page.source.translation_key, locale=page.es).exists()
    public = admin_client.get("/es/una-pagina/")
    assert public["X-Robots-Tag"] == "noindex"
    admin_client.post(
        reverse("wagtail_localize:submit_page_translation", args=[page.source.pk]), {"locales": [page.es.pk]}
    )
    assert not page.target.live
    assert page.task.state == TranslationTask.State.TRANSLATE
    page.publish_target()
    assert page.target.introduction == "es:Hola a tothom d’aquí."


def test_with_the_last_language_every_text_goes(page: Bilingual) -> None:
    key = page.source.translation_key
    page.target.delete()
    assert String.objects.filter(data="Hola a tothom d’aquí.").exists()
    Page.objects.get(pk=page.source.pk).delete()
    assert not TranslatableObject.objects.filter(translation_key=key).exists()
    assert not String.objects.filter(data="Hola a tothom d’aquí.").exists()
    assert not StringTranslation.objects.filter(data__contains="Hola a tothom").exists()


def test_unpublishing_the_source_leaves_its_translation_and_says_so(reviewer: Any, page: Bilingual) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[page.source.pk])
    assert "es:Una pàgina" in reviewer.get(address).content.decode()
    reviewer.post(address)
    assert page.target.live
    assert not Page.objects.get(pk=page.source.pk).live


def test_unpublishing_a_translation_keeps_its_texts_and_readers_are_told(reviewer: Any, page: Bilingual) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[page.target.pk])
    assert "<p>" in reviewer.get(address).content.decode().partition("es:Una pàgina")[2]
    reviewer.post(address)
    public = reviewer.get("/es/una-pagina/")
    assert (public.status_code, public["X-Robots-Tag"]) == (200, "noindex")
    page.publish_target()
    assert "es:Hola" in reviewer.get("/es/una-pagina/").content.decode()


def test_a_page_takes_its_translation_along_to_the_translated_place(reviewer: Any, page: Bilingual) -> None:
    place = Bilingual(ContentPageFactory(parent=page.source.get_parent(), title="Lloc", slug="lloc"))
    reviewer.post(reverse("wagtailadmin_pages:move_confirm", args=[page.source.pk, place.source.pk]))
    assert Page.objects.get(pk=page.source.pk).get_parent().pk == place.source.pk
    assert page.target.get_parent().pk == place.target.pk
    assert "es:Hola" in reviewer.get("/es/lloc/una-pagina/").content.decode()


def test_a_translation_stays_where_the_new_place_is_not_translated_and_it_is_said(
    reviewer: Any, page: Bilingual
) -> None:
    place = ContentPageFactory(parent=page.source.get_parent(), title="Lloc", slug="lloc")
    before = page.target.get_parent().pk
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.source.pk, place.pk])
    assert "es:Una pàgina" in reviewer.get(address).content.decode()
    reviewer.post(address)
    assert page.target.get_parent().pk == before
    assert "es:Hola" in reviewer.get("/es/una-pagina/").content.decode()
