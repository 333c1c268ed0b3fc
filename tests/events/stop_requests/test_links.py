"""The link to a request: forged, too old, taken back, replaced and lost."""

from typing import Any

import pytest

from caravana_site.common import secret_links
from caravana_site.common.models import SecretLink
from events.models import RequestState, StopRequest
from events.stop_requests import applicant
from tests.factories import StopRequestFactory
from tests.factories.public_forms import OWN

from .conftest import Applicant, letters, link_in

S = RequestState


@pytest.mark.parametrize("forged", ["x", "~", "a" * 5000, "%00", "YspOYGKHOaWEaYO0zZfsMw~xxx", "%F0%9F%90%8E"])
def test_a_forged_link_opens_nothing(site: Any, client: Any, forged: str) -> None:
    for answer in (
        client.get(f"/ca/parades/sollicitud/{forged}/"),
        client.post(f"/ca/parades/sollicitud/{forged}/", {"do": "withdraw"}, **OWN),
        client.get(f"/ca/parades/sollicitud/{forged}/fitxer/1/"),
    ):
        assert answer.status_code == 404
        assert "Aquest enllaç no obre res" in answer.content.decode()


def test_an_expired_and_a_revoked_link_say_so_and_do_nothing(follower: Applicant, clock: Any) -> None:
    link = SecretLink.objects.get()
    clock.shift(60)
    for change in ({"expires": link.created}, {"expires": None, "revoked": link.created}):
        SecretLink.objects.update(**change)
        for answer in (
            follower.client.get(follower.url),
            follower.client.post(follower.url, {"do": "withdraw"}, **OWN),
        ):
            assert answer.status_code == 410
            assert "ja no funciona" in answer.content.decode()
    follower.request.refresh_from_db()
    assert follower.request.state == S.RECEIVED


def test_a_link_of_another_purpose_opens_nothing(follower: Applicant) -> None:
    token = secret_links.give("approval", follower.request.key).token
    assert follower.client.get(f"/ca/parades/sollicitud/{token}/").status_code == 404


def test_the_log_keeps_no_link(follower: Applicant, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        codes = [
            follower.client.post(follower.url, {"do": "dance"}, **OWN).status_code,
            follower.client.post(follower.url, {"do": "link"}).status_code,
            follower.client.get(f"{follower.url}fitxer/1/").status_code,
        ]
    assert codes == [400, 403, 404]
    told = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert follower.url.split("/")[-2] not in told


def test_a_sending_from_elsewhere_is_refused(follower: Applicant) -> None:
    answer = follower.client.post(follower.url, {"do": "withdraw"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    follower.request.refresh_from_db()
    assert follower.request.state == S.RECEIVED
    assert follower.client.post(follower.url, {"do": "dance"}, **OWN).status_code == 400


def test_changing_the_link_ends_the_old_one_and_shows_the_new_one_to_the_mailbox_alone(follower: Applicant) -> None:
    answer = follower.does("link")
    (letter,) = letters()
    new = link_in(letter)
    assert letter["To"] == "mostra@sort.example"
    assert new != follower.url
    assert new not in answer.content.decode()
    assert follower.client.get(follower.url).status_code == 410
    assert follower.client.get(new).status_code == 200


LOST = "/ca/parades/sollicitud/enllac-nou/"


@pytest.mark.parametrize(
    ("email", "number", "mailed"),
    [
        ("mostra@sort.example", "", 1),
        ("MOSTRA@sort.example", "lower", 1),
        ("mostra@sort.example", "CID-2026-000000", 0),
        ("altra@sort.example", "", 0),
        ("altra@sort.example", "\U0001f40e", 0),
    ],
)
def test_a_lost_link_is_sent_again_and_the_answer_never_says_whether_there_is_one(
    follower: Applicant, email: str, number: str, mailed: int
) -> None:
    reference = {"": follower.request.reference, "lower": f" {follower.request.reference.lower()} "}.get(number, number)
    answer = follower.client.post(LOST, {"email": email, "reference": reference}, **OWN)
    assert "Si aquest número és d’una sol·licitud d’aquesta adreça" in answer.content.decode()
    assert len(letters()) == mailed
    assert follower.client.get(follower.url).status_code == (410 if mailed else 200)


def test_the_lost_link_is_limited_by_mailbox_and_by_network(follower: Applicant) -> None:
    sent = {"email": "mostra@sort.example", "reference": follower.request.reference}
    codes = [follower.client.post(LOST, sent, **OWN).status_code for _time in range(21)]
    assert codes == [200] * 20 + [429]
    assert len(letters()) == 5
    assert follower.client.post(LOST, sent, headers={"Origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize("address", ["parades/sollicitud/enllac-nou", "paradas/solicitud/enlace-nuevo"])
def test_the_lost_link_form_tells_what_is_wrong(site: Any, client: Any, address: str) -> None:
    language = "ca" if address.startswith("parades") else "es"
    answer = client.post(f"/{language}/{address}/", {"email": "x", "reference": ""}, **OWN)
    page = answer.content.decode()
    assert '<a href="#id_email">' in page
    assert '<a href="#id_reference">' in page
    assert answer["Cache-Control"] == "no-store"


def test_what_nobody_confirmed_has_no_page(theme: Any, client: Any) -> None:
    request = StopRequestFactory(theme=theme, confirmed=None)
    assert client.get(Applicant(client, request).url).status_code == 410
    assert applicant.lost_by(request.email, request.reference) is None
    assert StopRequest.objects.exists()
