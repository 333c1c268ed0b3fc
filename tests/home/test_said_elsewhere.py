"""Lists show what exists in their language and say how many more there are in the other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests import factories as made

pytestmark = pytest.mark.django_db
ONE = {"ca": "N’hi ha 1 més en una altra llengua", "es": "Hay 1 más en otra lengua"}
ANY = {"ca": "més en una altra llengua", "es": "más en otra lengua"}


class Place:
    """In Catalan two of each thing, one of them in Spanish too."""

    def __init__(self) -> None:
        home = made.publish_home("es")
        practices = made.PracticeIndexPageFactory(parent=home)
        made.translated(practices, "es", slug="practicas")
        kit = made.KitIndexPageFactory(parent=home)
        self.kit = {"ca": kit.url, "es": made.translated(kit, "es", slug="kit").url}
        self.theme, self.body = made.ThemeFactory(), made.OrganisationFactory(slug="olot")
        spanish = self.theme.copy_for_translation(made.in_language("es"))
        spanish.slug = "proximidad"
        spanish.save()
        for number in range(2):
            practice = made.PracticePageFactory(parent=practices, theme=self.theme, organisation=self.body)
            body_of_its_own = made.PracticePageFactory(parent=practices, theme=made.ThemeFactory(key="services"))
            tool = made.KitResourcePageFactory(parent=kit)
            if number:
                made.translated(practice, "es", slug="una", theme=spanish)
                made.translated(tool, "es", slug="herramienta")
        self.alone = body_of_its_own.organisation


LISTS: dict[str, Callable[[Place, str], str]] = {
    "theme": lambda place, code: {"ca": "/ca/ambits/proximity/", "es": "/es/ambitos/proximidad/"}[code],
    "body": lambda place, code: {"ca": "/ca/ens/olot/", "es": "/es/entes/olot/"}[code],
    "kit": lambda place, code: place.kit[code],
}


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_a_list_says_how_many_more_the_other_language_has(
    client: Client, place: Place, address: Callable[[Place, str], str]
) -> None:
    assert ONE["es"] in client.get(address(place, "es")).content.decode()
    assert ANY["ca"] not in client.get(address(place, "ca")).content.decode()


def test_the_list_of_bodies_counts_those_with_nothing_in_this_language(client: Client, place: Place) -> None:
    assert "Hay 2 más en otra lengua" in client.get("/es/entes/").content.decode()
    assert ANY["ca"] not in client.get("/ca/ens/").content.decode()


def test_what_nobody_may_read_is_not_counted(client: Client, place: Place) -> None:
    hidden: Any = place.alone.practices.get()
    hidden.unpublish()
    assert ONE["es"] in client.get("/es/entes/").content.decode()
