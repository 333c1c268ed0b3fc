"""The list of organisations and their pages."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import PracticeCollaborator
from tests.factories import (
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    StopIndexPageFactory,
    StopPageFactory,
    publish_home,
)

URL = "/ca/ens/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Any:
    return publish_home()


@pytest.fixture
def index(home: Any) -> Any:
    return PracticeIndexPageFactory(parent=home)


def names(answer: Any) -> list[str]:
    return [body.name for body in answer.context["listing"].page]


def test_who_has_told_helped_hosted_or_reported_is_listed_and_nobody_else(client: Any, home: Any, index: Any) -> None:
    told, helped, hosted, reported, silent, draft = (
        OrganisationFactory(name=f"Ajuntament {letter}", slug=letter) for letter in "abcdef"
    )
    practice = PracticePageFactory(parent=index, organisation=told)
    PracticeCollaborator.objects.create(page=practice, organisation=helped)
    StopPageFactory(parent=StopIndexPageFactory(parent=home), host=hosted, rapporteur=reported)
    PracticePageFactory(parent=index, organisation=draft, live=False)
    answer = client.get(URL)
    assert names(answer) == [body.name for body in (told, helped, hosted, reported)]
    assert silent.get_absolute_url() not in answer.content.decode()
    for body in (told, helped, hosted, reported):
        assert client.get(body.get_absolute_url()).status_code == 200


def test_name_kind_and_comarca_narrow_and_accents_do_not_matter(client: Any, index: Any) -> None:
    gosol = OrganisationFactory(name="Ajuntament de Gósol")
    council = OrganisationFactory(name="Consell Comarcal", kind="consell-comarcal", municipality=None)
    for body in (gosol, council):
        PracticePageFactory(parent=index, organisation=body)
    assert names(client.get(URL, {"q": "gosol"})) == [gosol.name]
    assert names(client.get(URL, {"kind": "consell-comarcal"})) == [council.name]
    assert names(client.get(URL, {"comarca": "bergueda"})) == [gosol.name]
    assert "Cap ens" in client.get(URL, {"q": "zzzz"}).content.decode()


def test_archived_practices_stand_apart_with_their_label_and_are_counted_apart(client: Any, index: Any) -> None:
    """The list and the body's own page count alike: what it leads and what it helped with."""
    body = OrganisationFactory()
    kept = [*PracticePageFactory.create_batch(2, parent=index, organisation=body), PracticePageFactory(parent=index)]
    PracticeCollaborator.objects.create(page=kept[-1], organisation=body)
    old = PracticePageFactory(parent=index, organisation=body, archived=True, archived_reason="Ja no es fa.")
    page = client.get(body.get_absolute_url()).content.decode()
    current, archived = page.split('id="archived"')
    assert "3 pràctiques" in current
    assert all(one.title in current for one in kept)
    assert old.title not in current
    assert old.title in archived
    assert '<span class="tag">Arxivada</span>' in archived
    card = next(text for text in client.get(URL).content.decode().split("<article")[1:] if body.name in text)
    assert "3 pràctiques" in card
    assert "1 pràctica arxivada" in card


def test_a_body_with_archived_practices_alone_is_found(client: Any, index: Any) -> None:
    old = PracticePageFactory(parent=index, archived=True, archived_reason="Ja no es fa.")
    page = client.get(old.organisation.get_absolute_url())
    assert old.title in page.content.decode()
    assert 'id="practices"' not in page.content.decode()
    assert names(client.get(URL)) == [old.organisation.name]


@pytest.mark.parametrize("parameter", ["q", "kind", "comarca", "page"])
@pytest.mark.parametrize("junk", ["\x00", "a" * 10_000, "-1", "' OR 1=1 --", "<script>alert(7)</script>", "nope"])
def test_junk_is_a_200_without_an_echo(client: Any, index: Any, parameter: str, junk: str) -> None:
    PracticePageFactory(parent=index)
    answer = client.get(URL, {parameter: junk})
    assert answer.status_code == 200
    assert b"<script>alert(7)" not in answer.content


def test_more_organisations_cost_no_more_queries(client: Any, index: Any) -> None:
    def queries(added: int, drawn: int) -> int:
        for _number in range(added):
            PracticePageFactory(parent=index)
        client.get(URL)
        with CaptureQueriesContext(connection) as spent:
            answer = client.get(URL)
        assert answer.content.count(b'class="body-card"') == drawn
        return len(spent)

    assert queries(added=2, drawn=2) == queries(added=6, drawn=8)
