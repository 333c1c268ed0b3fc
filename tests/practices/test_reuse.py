"""Share and reuse: the citation, and the pictures with their credits."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from practices.models import PracticeCollaborator
from tests.factories import (
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    SiteSettingsFactory,
    publish_home,
    translated,
)
from tests.practices.test_story_page import block, lengthen, picture, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Any:
    index = PracticeIndexPageFactory(parent=publish_home("es"))
    translated(index, "es", slug="practicas")
    made = PracticePageFactory(parent=index, title="La furgoneta")
    PracticeCollaborator.objects.create(page=made, organisation=OrganisationFactory(name="Ajuntament d’Avià"))
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def test_the_citation_names_every_body_the_year_the_address_and_the_licence(client: Client, page: Any) -> None:
    text = client.get(page.url).content.decode().split('id="citation"')[1].split("</p>")[0]
    for told in (page.organisation.name, "Ajuntament d’Avià", f"({page.last_published_at:%Y})", page.full_url):
        assert told in text
    assert "Creative Commons" in text


def test_a_reference_manager_reads_the_citation(client: Client, page: Any) -> None:
    answer = client.get(f"{page.url}cita.ris")
    assert answer["Content-Type"].startswith("application/x-research-info-systems")
    lines = answer.content.decode().split("\r\n")
    assert lines[0] == "TY  - WEB"
    assert lines[-2:] == ["ER  - ", ""]
    assert "AU  - Ajuntament d’Avià," in lines
    assert "TI  - La furgoneta" in lines
    assert f"UR  - {page.full_url}" in lines


def test_a_reference_manager_reads_the_sites_own_name_as_readers_see_it(client: Client, page: Any) -> None:
    SiteSettingsFactory(site_name="Caravana d’avui & de demà")
    assert "T2  - Caravana d’avui & de demà" in client.get(f"{page.url}cita.ris").content.decode().split("\r\n")


def test_what_is_taken_away_leads_to_the_public_address(client: Client, page: Any, settings: Any) -> None:
    settings.SITE_URL = "https://caravana.example.cat"
    address = f"https://caravana.example.cat{page.url}"
    text = client.get(page.url).content.decode()
    assert f'data-copy="{address}"' in text
    assert f'<span class="cite__address">{address}</span>' in text
    assert f'<span class="only-on-paper">{address}<br>' in text
    assert f"UR  - {address}" in client.get(f"{page.url}cita.ris").content.decode().split("\r\n")


@pytest.mark.parametrize("path", ["cita.ris", "imatges.zip"])
def test_nothing_can_be_taken_from_a_draft_or_from_another_language(client: Client, page: Any, path: str) -> None:
    page.lead_image, page.lead_image_alt = picture(), "Es veu."
    page.save()
    assert client.get(f"{page.url}{path}").status_code == 200
    page.unpublish()
    assert client.get(f"{page.url}{path}").status_code == 404


def test_pictures_come_with_their_credit_and_only_those_that_may_be_reused(client: Client, page: Any) -> None:
    mine = picture(1, credit="Anna Puig", licence="CC-BY-4.0")
    theirs = picture(2, credit="Agència", licence="reserved")
    page.lead_image, page.lead_image_alt = mine, "La plaça."
    page.story = page.story.stream_block.to_python(
        [*page.story.get_prep_value(), block("picture", **shown(mine)), block("picture", **shown(theirs))]
    )
    page.save_revision().publish()
    text = client.get(page.url).content.decode()
    assert "Anna Puig, Creative Commons" in text
    assert "imatges.zip" in text
    answer = client.get(f"{page.url}imatges.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == [f"01-{mine.filename}", "credits.txt"]
        assert archive.read(f"01-{mine.filename}") == mine.file.open("rb").read()
        told = archive.read("credits.txt").decode()
    assert "Anna Puig" in told
    assert "https://creativecommons.org/licenses/by/4.0/" in told
    assert page.full_url in told


@pytest.mark.parametrize(
    ("language", "path", "name"), [("ca", "imatges.zip", "MOSTRA"), ("es", "imagenes.zip", "MUESTRA")]
)
def test_pictures_of_a_sample_say_so_in_the_archive_and_are_not_found_by_machines(
    client: Client, page: Any, language: str, path: str, name: str
) -> None:
    page.lead_image, page.lead_image_alt = picture(), "Es veu."
    page.save_revision().publish()
    spanish = translated(page, "es", title="La furgoneta que para", slug="la-furgoneta-que-para")
    shown_page = {"ca": page, "es": spanish}[language]

    def archived() -> tuple[Any, zipfile.ZipFile]:
        answer = client.get(f"{shown_page.url}{path}")
        assert answer["X-Robots-Tag"] == "noindex"
        return answer, zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    answer, archive = archived()
    assert not [one for one in archive.namelist() if name in one]
    type(page).objects.filter(pk=shown_page.pk).update(is_sample=True)
    answer, archive = archived()
    told = {"ca": "Contingut de mostra", "es": "Contenido de muestra"}[language]
    assert told in archive.read(f"{name}.txt").decode()
    assert told in archive.read({"ca": "credits.txt", "es": "creditos.txt"}[language]).decode()
    assert f"-{name.lower()}.zip" in answer["Content-Disposition"]


def test_a_story_without_pictures_offers_none(client: Client, page: Any) -> None:
    assert "imatges.zip" not in client.get(page.url).content.decode()
    assert client.get(f"{page.url}imatges.zip").status_code == 404


def test_both_answer_in_spanish_too(client: Client, page: Any) -> None:
    lengthen(page, 1)
    spanish = translated(page, "es", title="La furgoneta que para", slug="la-furgoneta-que-para")
    assert "TI  - La furgoneta que para" in client.get(f"{spanish.url}cita.ris").content.decode()
    assert client.get(f"{spanish.url}imagenes.zip").status_code == 200
