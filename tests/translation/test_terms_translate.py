"""What is no page and yet read by everybody: settings, themes, the guide, notices, replications."""

import json
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from caravana_site.common.models import PrivacyNotice
from events.models import GuideBlock, GuideQuestion
from home.models import ExplainerStep, SiteSettings
from practices.models import Replication
from tests import factories as made
from tests.factories.public_forms import open_forms
from tests.translation import filled
from tests.translation.whole_pages import CONTACT, UNSEEN, below, publish, term, unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


def test_the_home_page_and_the_texts_around_it(client: Client) -> None:
    home = made.publish_home()
    settings = term(made.SiteSettingsFactory, explainer_video_url="https://vimeo.com/76979871")
    ExplainerStep.objects.create(settings=settings, locale=settings.locale, **filled.texts(ExplainerStep))
    for name, value in filled.texts(type(home)).items():
        setattr(home, name, json.dumps(value) if name == "lanes" else value)
    made.in_language("es")
    home = publish(home)
    contact = publish(made.ContentPageFactory(parent=home, slug="contacte", body=json.dumps(CONTACT)))
    addresses = ("/ca/", contact.url)
    words = {word for address in addresses for word in filled.words_in(client.get(address).content.decode())}
    assert {*unseen(home, words), *unseen(settings, words)} <= UNSEEN
    pages = [filled.translate(instance) for instance in (settings, home, contact)][1:]
    told = {word for page in pages for word in filled.words_in(client.get(page.url).content.decode())}
    assert told == filled.meant(words)


def test_a_theme_shows_only_what_the_translator_wrote(client: Client) -> None:
    home = made.publish_home("es")
    shown = term(made.ThemeFactory, slug="ambit", key="one")
    practices = below(home, made.PracticeIndexPageFactory, "practiques")
    story = publish(made.PracticePageFactory(parent=practices, theme=shown, title=filled.word(), slug="una"))
    words = filled.words_in(client.get(shown.get_absolute_url()).content.decode())
    assert unseen(shown, words) <= UNSEEN
    filled.translate(story)
    target = type(shown).objects.get(translation_key=shown.translation_key, locale__language_code="es")
    with translation.override("es"):
        address = target.get_absolute_url()
    assert filled.words_in(client.get(address).content.decode()) == filled.meant(words)


def test_the_guide_of_a_visit_shows_only_what_the_translator_wrote(client: Client) -> None:
    made.publish_home("es")
    block = GuideBlock.objects.create(
        locale=made.in_language("ca"), key="one", minutes=10, short_minutes=5, **filled.texts(GuideBlock)
    )
    GuideQuestion.objects.create(block=block, locale=block.locale, **filled.texts(GuideQuestion))
    words = filled.words_in(client.get("/ca/visita/").content.decode())
    assert unseen(block, words) == set()
    filled.translate(block)
    assert filled.words_in(client.get("/es/visita/").content.decode()) == filled.meant(words)


def test_what_a_form_tells_about_personal_data_is_what_the_translator_wrote(client: Client) -> None:
    home = made.publish_home("es")
    open_forms("ca")
    notice = PrivacyNotice.objects.get(form="mistake")
    for name, value in filled.texts(PrivacyNotice).items():
        setattr(notice, name, value)
    notice.save()
    settings = SiteSettings.objects.get()
    settings.data_controller = filled.word()
    settings.save()
    words = filled.words_in(client.get("/ca/avisa/?pagina=/ca/").content.decode())
    assert unseen(notice, words) == set()
    assert settings.data_controller in words
    filled.translate(settings)
    filled.translate(notice)
    assert filled.words_in(client.get("/es/avisa/?pagina=/es/").content.decode()) == filled.meant(words)
    assert home.live


def test_a_replication_is_told_as_the_translator_wrote_it(client: Client) -> None:
    home = made.publish_home("es")
    page = publish(made.PracticePageFactory(parent=below(home, made.PracticeIndexPageFactory, "practiques")))
    told = Replication.objects.create(
        practice=page, locale=page.locale, organisation_name="Vilaverd", state="adapted", happened_on=date(2026, 1, 1),
        **filled.texts(Replication),
    )  # fmt: skip
    words = filled.words_in(client.get(page.url).content.decode())
    assert unseen(told, words) == set()
    target = filled.translate(page)
    filled.translate(told)
    assert filled.words_in(client.get(target.url).content.decode()) == filled.meant(words)
