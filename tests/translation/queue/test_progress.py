"""How much is translated: every live thing counts, whoever submitted it; kept a day, drawn, told and taken away."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caravana_site.common import groups
from caravana_site.common.drawing.lines import line
from caravana_site.translation import tasks
from caravana_site.translation.models import ProgressDay, TranslationTask
from caravana_site.translation.progress import counting
from home.models import ContentPage
from tests.factories import ContentPageFactory, ThemeFactory

from .conftest import Room

pytestmark = pytest.mark.django_db
PAGE = "translations_progress"


def of(model: Any, source: str = "ca", target: str = "es") -> tuple[int, int, int, int]:
    """What is written of that type for today: total, done, words, words done."""
    row = ProgressDay.objects.get(
        day=timezone.localdate(), content_type__model=model._meta.model_name,
        source_locale__language_code=source, target_locale__language_code=target,
    )  # fmt: skip
    return row.objects_total, row.objects_done, row.words_total, row.words_done


def test_what_nobody_submitted_counts_and_what_is_half_done_counts_its_words(room: Room) -> None:
    ContentPageFactory(parent=room.home, title="Ningú l’ha enviada", introduction="Quatre paraules més aquí.")
    ContentPageFactory(parent=room.home, title="Esborrany", live=False)
    half, whole = room.task("A mitges"), room.task("Sencera")
    writer, reviewer = room.member(groups.TRANSLATORS_CA_ES), room.member(groups.REVIEWERS)
    room.write(half, writer, title="A medias")
    room.write(whole, writer)
    counting.keep_day()
    assert of(ContentPage) == (3, 0, 7 + 5 + 4, 2 + 4)
    tasks.publish(TranslationTask.objects.get(pk=whole.pk), reviewer)
    counting.keep_day()
    assert of(ContentPage) == (3, 1, 16, 6)


def test_either_language_may_be_the_source_and_terms_count(room: Room) -> None:
    ContentPageFactory(parent=room.homes["es"], title="Solo en castellano")
    theme = ThemeFactory()
    counting.keep_day()
    assert of(ContentPage, "es", "ca")[:2] == (1, 0)
    assert of(type(theme))[:2] == (1, 0)


def test_a_page_written_by_hand_in_both_counts_as_translated(room: Room) -> None:
    counting.keep_day()
    assert of(type(room.home))[:2] == (1, 1)


def test_counting_again_changes_nothing_and_what_is_gone_goes(room: Room) -> None:
    page = ContentPageFactory(parent=room.home)
    counting.keep_day()
    before = list(ProgressDay.objects.values_list().order_by("pk"))
    counting.keep_day()
    assert list(ProgressDay.objects.values_list().order_by("pk")) == before
    page.delete()
    counting.keep_day()
    assert not ProgressDay.objects.filter(content_type__model="contentpage").exists()


def test_the_page_tells_draws_and_gives_it_away(enter: Any, room: Room) -> None:
    client, today = enter(), timezone.localdate()
    room.task()
    counting.write(today - timedelta(days=1))
    counting.write(today)
    text = " ".join(client.get(reverse(PAGE)).content.decode().split())
    assert "Paraules traduïdes:" in text
    assert "0 de 1 <b>0 %</b>" in text
    assert text.count("<polyline") == 1
    answer = client.get(reverse(PAGE) + "?export=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Dia"
    assert [row[0] for row in rows[1:]].count(today.isoformat()) == ProgressDay.objects.filter(day=today).count()


def test_who_hands_out_counts_now(enter: Any, room: Room) -> None:
    enter().post(reverse(PAGE))
    assert not ProgressDay.objects.exists()
    enter(groups.COMMUNICATION).post(reverse(PAGE))
    assert ProgressDay.objects.exists()


def test_more_pages_and_days_cost_the_page_no_more_queries(enter: Any, room: Room) -> None:
    client = enter()

    def queries(number: int) -> int:
        while ProgressDay.objects.values("day").distinct().count() < number:
            ContentPageFactory(parent=room.home)
            counting.write(timezone.localdate() - timedelta(days=ContentPage.objects.count()))
        client.get(reverse(PAGE))
        with CaptureQueriesContext(connection) as spent:
            client.get(reverse(PAGE))
        return len(spent)

    assert queries(2) == queries(8)


def test_a_line_goes_from_the_first_day_to_the_last_on_a_whole_scale() -> None:
    drawn = line([(10, 0), (15, 50), (20, 100)])
    assert drawn.points == [(48.0, 168.0), (336.0, 92.0), (624.0, 16.0)]
    assert line([(10, 50)]).points == [(624, 92.0)]
