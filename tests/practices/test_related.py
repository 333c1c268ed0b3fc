"""Related practices say why they are shown."""

from typing import Any

import pytest

from tests.factories import (
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    ThemeFactory,
    publish_home,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> Any:
    return PracticeIndexPageFactory(parent=publish_home())


def test_the_most_alike_come_first_and_say_why(index: Any) -> None:
    theme, other = ThemeFactory(), ThemeFactory(key="other")
    small = [OrganisationFactory(population=population) for population in (300, 800)]
    page = PracticePageFactory(parent=index, theme=theme, organisation=small[0], title="La biblioteca a casa")
    PracticePageFactory(parent=index, theme=other, organisation=OrganisationFactory(population=90_000), title="Lluny")
    PracticePageFactory(parent=index, theme=other, organisation=small[1], title="Petit també")
    PracticePageFactory(
        parent=index, theme=theme, organisation=OrganisationFactory(population=90_000), title="Biblioteques obertes"
    )
    related = page.related_here
    assert related[0].practice.title == "Biblioteques obertes"
    why = {one.practice.title: one.why for one in related}
    assert "mateix àmbit" in why["Biblioteques obertes"][0].lower()
    assert any("1.000" in reason for reason in why["Petit també"])


def test_archived_and_unpublished_practices_are_not_offered(index: Any) -> None:
    page = PracticePageFactory(parent=index)
    PracticePageFactory(parent=index, archived=True, archived_reason="Ja no es fa.")
    PracticePageFactory(parent=index, live=False)
    assert page.related_here == []
