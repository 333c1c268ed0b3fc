"""What the tests of requests share: an open form, a frozen clock, mail as rows, and a request with its link."""

import re
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from caravana_site.common.models import OutgoingEmail
from events.models import RequestState, StopRequest
from events.stop_requests import applicant, moves
from tests.factories import MunicipalityFactory, OrganisationFactory, StopRequestFactory, ThemeFactory, publish_home
from tests.factories.public_forms import OWN, Reader, open_forms

ASKED = {
    "role": "host",
    "organisation_name": "Ajuntament de Sort",
    "challenge": "El certificat de padró que es fa sol.",
    "difficulty": "Els codis no quadraven.",
    "format": "in_person",
    "months": ["09", "10"],
    "preferred_dates": "els dimarts, i no el 12 de setembre",
    "name": "Persona de mostra",
    "email": "mostra@sort.example",
    "reply_language": "ca",
    "accepted": "on",
}


@pytest.fixture(autouse=True)
def _queued(queued: None) -> None:
    """In every test here."""


@pytest.fixture
def site(db: None, clock: Any) -> Any:
    open_forms("ca", "es")
    home = publish_home("es")
    OrganisationFactory(name="Ajuntament de Sort", municipality=MunicipalityFactory(name="Sort"))
    MunicipalityFactory(name="Alamús, els")
    return home


@pytest.fixture
def theme(site: Any) -> Any:
    return ThemeFactory(locale=site.locale, name="Serveis fàcils")


@pytest.fixture
def form(theme: Any, client: Any, clock: Any) -> Reader:
    return Reader(client, clock, "/ca/parades/sollicitud/")


@pytest.fixture
def asked(theme: Any) -> dict[str, Any]:
    return {**ASKED, "theme": theme.pk}


@pytest.fixture
def request_kept(theme: Any) -> StopRequest:
    return StopRequestFactory(theme=theme, email="mostra@sort.example")


class Applicant:
    """Follows a request through its link."""

    def __init__(self, client: Any, request: StopRequest, language: str = "ca") -> None:
        self.client, self.request = client, request
        self.url = applicant.address_of(request, language).removeprefix("http://testserver")

    def page(self, query: str = "") -> str:
        answer = self.client.get(f"{self.url}{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    def does(self, do: str, *, again: bool = False, **fields: Any) -> Any:
        """Send one of the page's forms; `again` repeats the sending before, as a double click does."""
        if not again:
            page = self.page("?retirar=1" if do == "withdraw" else "")
            sendings = {
                name: sending
                for sending, name in re.findall(r'name="sending" value="([^"]+)".*?value="(\w+)"', page, re.S)
            }
            self.sending = sendings.get(do, "")
        return self.client.post(self.url, {"do": do, "sending": self.sending, **fields}, **OWN)


@pytest.fixture
def follower(client: Any, request_kept: StopRequest) -> Applicant:
    return Applicant(client, request_kept)


def led(request: StopRequest, *states: RequestState) -> None:
    for state in states:
        moves.move(request, state, reason="Perquè sí." if state == RequestState.NOT_VIABLE else "")


def letters() -> list[Any]:
    rows = OutgoingEmail.objects.order_by("pk")
    return [message_from_bytes(bytes(row.message), policy=default) for row in rows]


def plain(letter: Any) -> str:
    return str(letter.get_body(("plain",)).get_content())


def rich(letter: Any) -> str:
    return str(letter.get_body(("html",)).get_content())


def link_in(letter: Any) -> str:
    found = re.search(r"http://testserver(/\S+)", plain(letter))
    assert found
    return found[1]
