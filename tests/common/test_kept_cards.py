"""Link cards are files: they go when their page, or that version of it, can no longer be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from caravana_site.common import cards, seeds
from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(cards, "draw", lambda *given, **named: b"PNG")
    return tmp_path


@pytest.fixture
def index() -> Any:
    return made.PracticeIndexPageFactory(parent=made.publish_home())


def drawn(client: Client, page: Any) -> None:
    assert client.get(f"/cards/ca/{page.pk}.png").status_code == 200


def files(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*.png"))


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


WAYS: dict[str, Callable[[Any], Any]] = {
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "deleted with what is above it": lambda page: page.get_parent().delete(),
    "deleted in bulk": lambda page: Page.objects.filter(pk=page.pk).delete(),
    "restricted": restrict,
    "a sample taken away": lambda page: seeds.remove_samples(str),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_card_goes_with_its_page(
    client: Client, media: Path, index: Any, django_capture_on_commit_callbacks: Any, way: Callable[[Any], Any]
) -> None:
    page = made.PracticePageFactory(parent=index, is_sample=True)
    home = index.get_parent()
    for one in (home, page):
        drawn(client, one)
    assert len(files(media)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        way(page)
    assert [path.split("/")[1] for path in files(media)] == [str(home.pk)]
    assert not (media / "cards" / str(page.pk)).exists()


def test_a_new_version_takes_the_card_of_the_old_one_away(
    client: Client, media: Path, index: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = made.PracticePageFactory(parent=index)
    drawn(client, page)
    page.title = "Un altre títol"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    page.refresh_from_db()
    drawn(client, page)
    assert files(media) == [f"cards/{page.pk}/{page.live_revision_id}.png"]


def test_a_deletion_that_is_called_off_keeps_the_card(client: Client, media: Path, index: Any) -> None:
    page = made.PracticePageFactory(parent=index)
    drawn(client, page)
    page.unpublish()
    assert files(media), "until it is committed"
