"""Content to measure with: written directly, found like any other, completed when stopped and taken away again."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from caravana_site.common import seeds
from events import bulk as stops_bulk
from events.models import CalendarEvent, StopPage
from practices import bulk
from practices.models import Organisation, PracticeIndexPage, PracticePage
from tests.api.published import is_complete

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("seeds")]
COUNT = 12


def seed(**options: Any) -> str:
    out = io.StringIO()
    call_command("seed", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 5)
    monkeypatch.setattr(stops_bulk, "BATCH", 4)


def test_bulk_is_found_completed_and_taken_away(
    first_content: None, client: Any, admin_client: Any, few_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stopped after the second batch, it goes on where it was; run again, it changes nothing.
    said: list[str] = []

    def stop(text: str) -> None:
        said.append(text)
        if "10 of" in text:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seeds.run_bulk(COUNT, stop)
    assert [text for text in said if "practices" in text] == ["  bulk practices: 5 of 12", "  bulk practices: 10 of 12"]
    assert said[:2] == ["  bulk stops: 4 of 6", "  bulk stops: 6 of 6"], "half as many stops come first"
    assert PracticePage.objects.count() == 20
    assert "bulk: 4 pages made" in seed(bulk=COUNT)
    assert is_complete()
    before = list(PracticePage.objects.order_by("pk").values())
    assert "bulk: nothing to do" in seed(bulk=COUNT)
    assert list(PracticePage.objects.order_by("pk").values()) == before
    # The tree is right, and every page is like one that an editor has published.
    assert Page.find_problems() == ([], [], [], [], [])
    for code in ("ca", "es"):
        pages = PracticePage.objects.filter(locale__language_code=code, is_sample=True, live=True)
        assert pages.count() == COUNT
        assert not any(page.get_parent().specific_class is not PracticeIndexPage for page in pages)
        for page in pages[:3]:
            answer = client.get(page.url)
            assert answer.status_code == 200
            assert page.title in answer.content.decode().replace("&#x27;", "'")
            assert page.successes.exists()
            assert page.difficulties.exists()
        stops = StopPage.objects.filter(locale__language_code=code, is_sample=True, live=True)
        assert stops.count() == CalendarEvent.objects.filter(stop__in=stops).count() == COUNT // 2
        assert client.get(f"/calendar/{code}/stops.ics").content.count(b"BEGIN:VEVENT") == COUNT // 2
        assert stops[0].title in client.get(stops[0].url).content.decode().replace("&#x27;", "'")
    page = PracticePage.objects.filter(locale__language_code="ca").order_by("pk").first()
    word = max(page.title.split(), key=len).strip(",")
    found = client.get("/ca/practiques/", {"q": word}).context["listing"]
    assert page.title in [one.title for one in found.page]
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    # A new page takes the next place; samples leave, editors' pages and bodies stay.
    mine = PracticePage(title="Meva", slug="meva", locale=page.locale, live=False)
    page.get_parent().add_child(instance=mine)
    removed = seed(remove_demo=True)
    assert "36 sample pages" in removed
    assert is_complete()
    assert not CalendarEvent.objects.exists()
    assert list(PracticePage.objects.all()) == [mine]
    assert Page.find_problems() == ([], [], [], [], [])
    assert Organisation.objects.count() == 947 + 43 + 4
    assert client.get("/ca/practiques/").context["listing"].page.paginator.count == 0


def test_bulk_is_refused_where_invented_stories_do_not_belong(settings: Any) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="--bulk are refused"):
        seed(bulk=COUNT)
    assert not Page.objects.filter(depth__gt=2).exists()
