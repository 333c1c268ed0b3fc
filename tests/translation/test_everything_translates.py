"""Every text that an editor can write reaches the translators, and what they write is what the public page shows."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from tests import factories as made
from tests.translation import filled
from tests.translation.whole_pages import PAGES, UNSEEN, publish, unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_a_page_shows_only_what_the_translator_wrote(client: Client, make: Callable[[Page], Page]) -> None:
    page = publish(make(made.publish_home("es")))
    words = filled.words_in(client.get(page.url).content.decode())
    assert unseen(page, words) <= UNSEEN, "The page shows less than is written: the test would see nothing of it."
    target = filled.translate(page)
    assert filled.words_in(client.get(target.url).content.decode()) == filled.meant(words)
