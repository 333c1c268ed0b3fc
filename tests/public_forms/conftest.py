"""What the tests of public forms share: open forms about one practice, a frozen clock, mail as rows."""

from typing import Any

import pytest

from tests.factories import PracticeIndexPageFactory, PracticePageFactory, publish_home
from tests.factories.public_forms import Reader, open_forms


@pytest.fixture(autouse=True)
def _queued(queued: None) -> None:
    """In every test here."""


@pytest.fixture
def practice(db: None, clock: Any) -> Any:
    open_forms("ca", "es")
    page = PracticePageFactory(
        parent=PracticeIndexPageFactory(parent=publish_home("es")), title="Una bona idea", slug="una-bona-idea"
    )
    page.relay_email = "amagada@example.cat"
    page.save()
    return page


@pytest.fixture
def contact(practice: Any, client: Any, clock: Any) -> Reader:
    return Reader(client, clock, "/ca/practiques/una-bona-idea/escriu/")


@pytest.fixture
def replication(practice: Any, client: Any, clock: Any) -> Reader:
    return Reader(client, clock, "/ca/practiques/una-bona-idea/adaptada/")


@pytest.fixture
def mistake(practice: Any, client: Any, clock: Any) -> Reader:
    return Reader(client, clock, "/ca/avisa/?pagina=/ca/practiques/una-bona-idea/")


MESSAGE = {"text": "Com ho vau fer?", "name": "Núria Prat", "email": "nuria@sort.example", "accepted": "on"}
REPORT = {
    "organisation_name": "Ajuntament de Sort",
    "state": "adapted",
    "happened_on": "2026-01-15",
    "what_changed": "Sense furgoneta.",
    "result": "Hi ha vingut gent.",
    "name": "Núria Prat",
    "email": "nuria@sort.example",
    "accepted": "on",
}
