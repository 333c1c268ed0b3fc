"""How to take part: two roads to the request, questions without JavaScript, the explainer; and the press page."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from caravana_site.common import seeds
from home.models import ContentPage, ExplainerStep, PressPage, SiteSettings, TakePartPage
from tests.api.published import projected
from tests.factories import (
    ContentPageFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    SiteSettingsFactory,
    StopIndexPageFactory,
    StopPageFactory,
    publish_home,
)
from tests.factories.home import PressPageFactory, TakePartPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Any:
    return publish_home("es")


def test_both_roads_lead_to_the_request_with_their_steps(client: Any, home: Any) -> None:
    page = TakePartPageFactory(parent=home)
    text = client.get(page.url).content.decode()
    for title, button in (("Com a amfitrió", "Demana una parada"), ("Com a relator", "Ofereix-te")):
        road = text.split(f"<h3>{title}</h3>", 1)[1].split("</section>", 1)[0]
        assert "<b>Primer pas</b>" in road
        assert f'<a class="button" href="/ca/parades/sollicitud/">{button}</a>' in road


def test_questions_open_without_javascript_and_machines_read_those_that_are_there(client: Any, home: Any) -> None:
    page = TakePartPageFactory(parent=home)
    text = client.get(projected("page", page).url).content.decode()
    assert re.search(r"<details class=\"fold\"><summary>Som petits</summary>", text)
    data = json.loads(text.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0])
    assert data["@type"] == "FAQPage"
    (question,) = data["mainEntity"]
    assert (question["name"], question["acceptedAnswer"]["text"]) == ("Som petits", "<p>I tant </script>.</p>")
    page.questions = []
    page.save_revision().publish()
    assert "FAQPage" not in client.get(projected("page", page).url).content.decode()


def test_the_explainer_stands_in_writing_until_there_is_a_video(client: Any, home: Any) -> None:
    page, settings = TakePartPageFactory(parent=home), SiteSettingsFactory()
    settings.explainer_steps.add(ExplainerStep(title="Explica què tens", text="Una frase.", locale=settings.locale))
    settings.save()
    written = client.get(page.url).content.decode()
    assert "Explica què tens" in written
    assert "data-frame" not in written
    settings.explainer_video_url = "https://vimeo.com/76979871"
    settings.explainer_transcript = "<p>Un tècnic ho explica.</p>"
    settings.explainer_poster = get_image_model().objects.create(title="Portada", file=get_test_image_file())
    settings.save()
    shown = client.get(page.url).content.decode()
    assert "Explica què tens" in shown
    assert "Un tècnic ho explica." in shown
    facade = re.search(r'<a class="video__facade"[^>]*data-frame="([^"]+)"[^>]*>(.*?)</a>', shown)
    assert facade
    assert 'class="video__poster"' in facade[2]
    assert "<iframe" not in shown


def test_press_counts_what_is_real_as_of_today(client: Any, home: Any) -> None:
    page = PressPageFactory(parent=home)
    with time_machine.travel(datetime(2026, 11, 27, 9, tzinfo=UTC), tick=False):
        empty = client.get(page.url).content.decode()
        assert 'El <time datetime="2026-11-27">27 de novembre de 2026</time> encara no hi ha res per comptar' in empty
        stories, calendar = PracticeIndexPageFactory(parent=home), StopIndexPageFactory(parent=home)
        PracticePageFactory(parent=stories)
        PracticePageFactory(parent=stories, is_sample=True)
        for day, sample in ((10, False), (11, False), (12, True)):
            StopPageFactory(
                parent=calendar, is_sample=sample, start=datetime(2026, 10, day, 9, tzinfo=UTC),
            )  # fmt: skip
        StopPageFactory(parent=calendar, start=datetime(2027, 1, 1, 9, tzinfo=UTC))
        text = client.get(page.url).content.decode()
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", text))
    assert (figures["parades fetes"], figures["pràctica"], figures["dificultats explicades"]) == ("2", "1", "1")
    assert '<time datetime="2026-11-27">27 de novembre de 2026</time>' in text


def test_press_has_its_own_contact_or_the_sites(client: Any, home: Any) -> None:
    page = PressPageFactory(parent=home)
    SiteSettings.objects.all().delete()
    assert "Encara no hi ha contacte de premsa." in client.get(page.url).content.decode()
    SiteSettingsFactory(contact_email="web@example.cat")
    assert "mailto:web@example.cat" in client.get(page.url).content.decode()
    page.contact_email = "premsa@example.cat"
    page.save_revision().publish()
    section = client.get(page.url).content.decode().split('id="press-contact"', 1)[1].split("</section>", 1)[0]
    assert "mailto:premsa@example.cat" in section
    assert "web@" not in section


def test_press_pictures_come_with_credit_and_licence_one_by_one_and_together(client: Any, home: Any) -> None:
    page = PressPageFactory(parent=home)
    assert client.get("/ca/premsa/imatges.zip").status_code == 404
    image = get_image_model().objects.create(
        title="La caravana", credit="Anna Prat", file=get_test_image_file("cara.png")
    )
    shown = {"image": {"image": image.pk, "alt_text": "Una furgoneta.", "decorative": False}, "caption": "A plaça"}
    page.pictures = json.dumps(
        [{"type": "picture", "value": shown, "id": "p1"}, {"type": "picture", "value": shown, "id": "p2"}]
    )
    page.save_revision().publish()
    text = client.get(page.url).content.decode()
    assert text.count("Anna Prat") == 2
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert re.search(rf'href="{re.escape(image.file.url)}" download', text)
    answer = client.get("/ca/premsa/imatges.zip")
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    names = bundle.namelist()
    assert len(names) == 2, "the same picture twice is one file, beside the credits"
    assert names[0].startswith("01-cara")
    assert bundle.read(names[0]) == image.file.open("rb").read()
    assert "La caravana. Anna Prat. Creative Commons" in bundle.read(names[1]).decode()


@pytest.mark.parametrize("change", [{"credit": ""}, {"licence": "reserved"}])
def test_a_picture_that_may_not_be_printed_is_refused(home: Any, change: dict[str, str]) -> None:
    told = {"title": "x", "credit": "Anna Prat", "licence": "CC-BY-4.0", **change}
    image = get_image_model().objects.create(file=get_test_image_file(), **told)
    block = PressPage._meta.get_field("pictures").stream_block.child_blocks["picture"]
    shown = {"image": {"image": image.pk, "alt_text": "Una furgoneta.", "decorative": False}, "caption": ""}
    with pytest.raises(Exception, match="Validation error in StructBlock"):
        block.clean(block.to_python(shown))


def _as_it_was(home: Page) -> ContentPage:
    """The ordinary page that installations have from before."""
    page: ContentPage = ContentPageFactory(parent=home, title="Com participar-hi", slug="participa")
    ContentPage.objects.filter(pk=page.pk).update(translation_key=seeds.key_of("participa"))
    page.refresh_from_db()
    page.save_revision().publish()
    return page


@pytest.mark.usefixtures("first_content")
def test_the_old_page_gives_way_unless_somebody_wrote_in_it(django_user_model: Any, client: Any) -> None:
    for page in TakePartPage.objects.all():
        page.delete()
    old = _as_it_was(Page.objects.get(slug="ca"))
    call_command("seed", verbosity=0)
    assert not ContentPage.objects.filter(pk=old.pk).exists()
    assert {page.url for page in TakePartPage.objects.live()} == {"/ca/participa/", "/es/participa/"}
    assert "Como anfitrión" in client.get("/es/participa/").content.decode()

    for page in TakePartPage.objects.all():
        page.delete()
    old = _as_it_was(Page.objects.get(slug="ca"))
    old.title = "Escrit per una editora"
    old.save_revision(user=django_user_model.objects.create_user("editora", "e@example.cat", "x")).publish()
    out = io.StringIO()
    call_command("seed", stdout=out)
    assert "«participa» was edited" in out.getvalue()
    assert ContentPage.objects.get(pk=old.pk).title == "Escrit per una editora"
    assert not TakePartPage.objects.exists()
    assert client.get("/ca/").status_code == 200


@pytest.mark.usefixtures("first_content")
def test_the_first_pictures_say_whose_they_are_in_both_languages(client: Any) -> None:
    for address, alt in (("/ca/premsa/", "una carretera amb revolts"), ("/es/prensa/", "una carretera con curvas")):
        text = client.get(address).content.decode()
        assert text.count("Instituto Geográfico Nacional</b>") == 2
        assert alt in text
        assert not re.search(r"\b0 bytes", text)
