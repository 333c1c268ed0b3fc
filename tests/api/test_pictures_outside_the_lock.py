"""Cutting a picture takes seconds: nobody who publishes waits for it, and a broken one holds up its own page alone."""

from typing import Any

import pytest
from django.db import connection
from wagtail.images.models import Filter
from wagtail.images.tests.utils import get_test_image_file

from caravana_site.api.models import Document, PendingChange
from caravana_site.api.projection import locking
from caravana_site.api.projection.projector import project_all
from caravana_site.api.projection.reconciling import reconcile
from tests import factories as made
from tests.api.published import document, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def practice_with_picture(practices: Any, title: str = "Padró al dia") -> Any:
    from wagtail.images import get_image_model

    image = get_image_model().objects.create(title=title, file=get_test_image_file(size=(1400, 900)))
    return made.PracticePageFactory(parent=practices, title=title, lead_image=image, lead_image_alt="El padró")


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """In how many transactions each picture was cut."""
    depths: list[int] = []
    whole = Filter.run

    def run(*args: Any, **options: Any) -> Any:
        depths.append(len(connection.atomic_blocks))
        return whole(*args, **options)

    monkeypatch.setattr(Filter, "run", run)
    return depths


def test_it_is_cut_before_the_lock_is_taken(practices: Any, cut: list[int], monkeypatch: Any) -> None:
    page = publish(practice_with_picture(practices))
    outside, taken = len(connection.atomic_blocks), []
    take = locking.take
    monkeypatch.setattr(locking, "take", lambda: (taken.append(len(connection.atomic_blocks)), take()))
    assert len(document("practice", page)["lead_picture"]["srcset"]) == 4
    assert cut == [outside] * 4
    assert set(taken) == {outside + 1}
    number = Document.objects.get(kind="practice", uuid=page.translation_key).number
    publish(page, summary="Un altre resum.")
    project_all()
    assert len(cut) == 4  # nothing is cut twice
    assert Document.objects.get(kind="practice", uuid=page.translation_key).number > number


def test_comparing_all_cuts_them_outside_too(practices: Any, cut: list[int]) -> None:
    page = publish(practice_with_picture(practices))
    PendingChange.objects.all().delete()
    outside = len(connection.atomic_blocks)
    assert reconcile().mended
    assert set(cut) == {outside}
    assert Document.objects.public().filter(uuid=page.translation_key).exists()


def test_a_picture_that_cannot_be_cut_holds_up_its_own_page_alone(practices: Any) -> None:
    broken, whole = (publish(practice_with_picture(practices, title)) for title in ("Trencada", "Sencera"))
    broken.lead_image.file.storage.delete(broken.lead_image.file.name)
    project_all()
    assert Document.objects.public().filter(uuid=whole.translation_key).exists()
    assert not Document.objects.public().filter(uuid=broken.translation_key).exists()
    waiting = PendingChange.objects.filter(kind="practice", uuid=broken.translation_key)
    assert set(waiting.values_list("tries", flat=True)) == {1}
    assert not PendingChange.objects.exclude(uuid=broken.translation_key).filter(kind="practice").exists()
