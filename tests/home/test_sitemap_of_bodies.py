"""Search engines are told of bodies and themes that have something true to read, and of no sample."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from practices.models import Organisation, PracticeCollaborator, PracticeTheme, Replication
from tests import factories as made
from tests.home.test_found_by_machines import sitemap

pytestmark = pytest.mark.django_db
NOINDEX = '<meta name="robots" content="noindex">'


class Place:
    """A site in both languages, with ways for a body to have something on it."""

    def __init__(self) -> None:
        home = made.publish_home("es")
        self.practices = made.PracticeIndexPageFactory(parent=home)
        made.translated(self.practices, "es", slug="practicas")
        self.stops = made.StopIndexPageFactory(parent=home)
        made.translated(self.stops, "es", slug="paradas")

    def practice(self, **told: Any) -> Any:
        return made.PracticePageFactory(parent=self.practices, **told)

    def told(self, body: Organisation, sample: bool) -> None:
        self.practice(organisation=body, is_sample=sample)

    def helped(self, body: Organisation, sample: bool) -> None:
        PracticeCollaborator.objects.create(page=self.practice(is_sample=sample), organisation=body)

    def hosted(self, body: Organisation, sample: bool) -> None:
        made.StopPageFactory(parent=self.stops, host=body, is_sample=sample)

    def reported(self, body: Organisation, sample: bool) -> None:
        made.StopPageFactory(parent=self.stops, rapporteur=body, is_sample=sample)

    def replicated(self, body: Organisation, sample: bool) -> None:
        practice = self.practice(is_sample=sample)
        Replication.objects.create(
            practice=practice, locale=practice.locale, organisation=body, organisation_name=body.name,
            state="adapted", happened_on="2026-01-15", what_changed="Sense furgoneta.",
        )  # fmt: skip


@pytest.fixture
def place() -> Place:
    return Place()


WAYS = [Place.told, Place.helped, Place.hosted, Place.reported, Place.replicated]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_body_is_told_of_for_what_is_true_and_not_for_samples(
    client: Client, place: Place, way: Callable[[Place, Organisation, bool], None]
) -> None:
    real, invented = made.OrganisationFactory(slug="cert"), made.OrganisationFactory(slug="mostra")
    way(place, real, False)
    way(place, invented, True)
    text = sitemap(client)
    assert "/ca/ens/cert/</loc>" in text
    assert "/ens/mostra/" not in text
    assert NOINDEX not in client.get("/ca/ens/cert/").content.decode()
    assert NOINDEX in client.get("/ca/ens/mostra/").content.decode()


def test_a_body_is_told_of_only_in_the_languages_where_it_has_something(client: Client, place: Place) -> None:
    body = made.OrganisationFactory(slug="olot")
    practice = place.practice(organisation=body)
    assert "/es/entes/olot/" not in sitemap(client)
    assert NOINDEX in client.get("/es/entes/olot/").content.decode()
    made.translated(practice, "es", slug="la-misma")
    text = sitemap(client)
    assert "/es/entes/olot/</loc>" in text
    assert 'hreflang="es" href="http://testserver/es/entes/olot/"' in text
    assert NOINDEX not in client.get("/es/entes/olot/").content.decode()


def test_a_theme_is_told_of_for_a_true_practice_even_as_its_other_theme(client: Client, place: Place) -> None:
    main, other, invented, unused = (
        made.ThemeFactory(key=key) for key in ("proximity", "services", "security", "territory")
    )
    PracticeTheme.objects.create(page=place.practice(theme=main), theme=other)
    place.practice(theme=invented, is_sample=True)
    text = sitemap(client)
    for theme, found in ((main, True), (other, True), (invented, False), (unused, False)):
        with translation.override("ca"):
            address = theme.get_absolute_url()
        assert (f"{address}</loc>" in text) is found, address
        assert (NOINDEX in client.get(address).content.decode()) is not found, address
