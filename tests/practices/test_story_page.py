"""The story: drawn from its own rows, whatever they hold, in a flat number of queries whatever its length."""

import json
import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file

from caravana_site.common.models import Document, Image
from practices.models import Milestone, PracticePage, Result, ReusablePart, TransferStep
from tests.factories import (
    DifficultyFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    SuccessFactory,
    publish_home,
)
from tests.factories.practices import STORY

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


@pytest.fixture
def index() -> Any:
    return PracticeIndexPageFactory(parent=publish_home())


def picture(number: int = 0, **fields: Any) -> Image:
    return Image.objects.create(title=f"Foto {number}", file=get_test_image_file(f"foto-{number}.png"), **fields)


def block(kind: str, /, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def item(**value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def shown(image: Image, caption: str = "") -> dict[str, Any]:
    return {"image": {"image": image.pk, "alt_text": "Es veu.", "decorative": False}, "caption": caption}


def lengthen(page: PracticePage, times: int) -> None:
    """Everything that a story may hold, so many times over."""
    story: list[dict[str, Any]] = list(STORY)
    for number in range(times):
        images = [picture(100 * times + 10 * number + place) for place in range(4)]
        document = Document.objects.create(title=f"Full {number}", file=ContentFile(b"a;b", f"full-{number}.csv"))
        story += [
            block("picture", **shown(images[0])),
            block("gallery", images=[item(**shown(images[1])), item(**shown(images[2]))]),
            block("before_after", before=shown(images[2]), after=shown(images[3])),
            block("callout", kind="tip", title="", text="<p>Compte.</p>"),
            block("download", document=document.pk, text=""),
            block("quote", text="Ho vam fer.", attribution="Tècnica"),
            block("paragraph", text="<p>Text.</p>"),
        ]
        row: dict[str, Any] = {"page": page, "locale": page.locale}
        SuccessFactory(**row)
        DifficultyFactory(**row)
        Milestone.objects.create(**row, month="2024-03-01", text="Fita")
        Result.objects.create(**row, indicator="Espera", before=9, after=2, unit="dies", period="2024")
        TransferStep.objects.create(**row, title="Comença")
        ReusablePart.objects.create(**row, title="Full", document=document)
    page.story = json.dumps(story)
    page.save()


def queries(client: Client, url: str) -> tuple[int, str]:
    client.get(url)  # makes the renditions
    with CaptureQueriesContext(connection) as spent:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(spent), answer.content.decode()


def test_a_story_of_sixty_blocks_costs_no_more_queries_than_a_short_one(client: Client, index: Any) -> None:
    short, long = PracticePageFactory(parent=index), PracticePageFactory(parent=index)
    lengthen(short, 1)
    lengthen(long, 8)
    assert len(long.story) == 60
    few, _text = queries(client, short.url)
    many, text = queries(client, long.url)
    assert text.count("<picture>") == 8 * 5
    assert many == few <= MOST_QUERIES


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("46", "4", "−42"),
        ("0", "0", ">0 <"),
        ("-5", "5", "+10"),
        ("5", "5", ">0 <"),
        ("96", "0.02", "−95,98"),
        ("0", "999999999999.99", "+999.999.999.999,99"),
        ("-3", "-9", "−6"),
    ],
)
def test_any_result_is_a_chart_and_the_same_figures_as_text(
    client: Client, index: Any, before: str, after: str, said: str
) -> None:
    page = PracticePageFactory(parent=index)
    Result.objects.create(
        page=page, locale=page.locale, indicator="Espera", before=before, after=after, unit="h", period="2024"
    )
    text = client.get(page.url).content.decode()
    assert said in text
    assert text.count("<circle class=") >= 2
    assert "nan" not in text.split('id="results"')[1].split("</section>")[0].lower()


def test_between_two_percentages_there_are_points(client: Client, index: Any) -> None:
    page = PracticePageFactory(parent=index)
    Result.objects.create(
        page=page, locale=page.locale, indicator="Resolts", before=52, after=88, unit="%", period="2024"
    )
    assert "+36 <small>punts</small>" in client.get(page.url).content.decode()


def test_the_road_is_drawn_from_the_storys_own_rows(client: Client, index: Any) -> None:
    page = PracticePageFactory(parent=index)
    SuccessFactory(page=page, locale=page.locale)
    assert page.road == ["success", "difficulty", "success"]
    row: dict[str, Any] = {"page": page, "locale": page.locale}
    Milestone.objects.create(**row, month="2024-03-01", text="S’obre", kind="success")
    Milestone.objects.create(**row, month="2024-09-01", text="S’encalla", kind="difficulty")
    journey = client.get(page.url).content.decode().split('class="journey"')[1].split("</div>")[0]
    assert journey.count('<circle class="d"') == 1
    assert journey.count("<circle") == 2
    assert "S’encalla (dificultat)" in journey


def test_what_a_body_needs_to_begin_stands_in_one_card(client: Client, index: Any) -> None:
    page = PracticePageFactory(
        parent=index, capacity="low", staff_hours=1200, initial_cost=0, setup_months=1, shared_services="Del consell"
    )
    card = client.get(page.url).content.decode().split('class="minimum"')[1].split("</dl>")[0]
    for told in ("Baixa: sense equip TIC", "1.200 h", "Sense cost", "1 mes", "Del consell"):
        assert told in card


def test_a_part_to_take_says_its_size_format_and_licence(client: Client, index: Any) -> None:
    page = PracticePageFactory(parent=index)
    row: dict[str, Any] = {"page": page, "locale": page.locale}
    document = Document.objects.create(title="Model", file=ContentFile(b"x" * 2048, "model.odt"))
    ReusablePart.objects.create(**row, title="Model de conveni", document=document, licence="CC0-1.0")
    ReusablePart.objects.create(
        **row, title="El codi", url="https://codi.example/", licence="EUPL-1.2",
        publiccode_url="https://codi.example/publiccode.yml",
    )  # fmt: skip
    text = client.get(page.url).content.decode().split('class="parts"')[1].split("</ul>")[0]
    assert "ODT, 2,0" in text
    assert 'href="https://creativecommons.org/publicdomain/zero/1.0/" rel="license"' in text
    assert 'href="https://codi.example/publiccode.yml"' in text
