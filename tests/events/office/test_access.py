"""Nobody but the staff sees a request, and each look is in the log without a word of whom."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from caravana_site.common import groups
from events.models import RequestFile
from tests.factories import StopRequestFactory
from tests.people import signed_in

from .conftest import page_of, press

pytestmark = pytest.mark.django_db
STAFF = {groups.COMMUNICATION, groups.REVIEWERS}
VIEWS = ("board", "csv", "xlsx", "request", "file", "match", "drafts")


@pytest.fixture
def asked() -> Any:
    asked = StopRequestFactory(name="Nom Secret", email="secret@example.cat", challenge="El repte.")
    RequestFile.objects.create(request=asked, file=ContentFile(b"%PDF-1.7 x", "x"), name="plànol.pdf", size=10)
    return asked


def address(view: str, asked: Any) -> str:
    match view:
        case "board":
            return reverse("office_board")
        case "csv" | "xlsx":
            return reverse("office_export", args=[view])
        case "file":
            return reverse("office_file", args=[asked.files.get().pk])
    return reverse(f"office_{view}", args=[asked.pk])


@pytest.mark.parametrize("role", groups.ROLES)
@pytest.mark.parametrize("view", VIEWS)
def test_only_the_staff_get_in(enter: Any, asked: Any, view: str, role: str) -> None:
    answer = enter(role).get(address(view, asked))
    assert answer.status_code == (200 if role in STAFF else 403)
    if role not in STAFF:
        assert "Nom Secret" not in answer.content.decode()
        assert "stop-requests" not in enter(role, "altra").get("/admin/").content.decode()


@pytest.mark.parametrize("view", ["request", "match", "drafts"])
def test_nobody_else_presses_a_button(enter: Any, asked: Any, view: str) -> None:
    answer = enter(groups.TRANSLATORS_CA_ES).post(address(view, asked), {"do": "take"})
    assert answer.status_code == 403
    asked.refresh_from_db()
    assert (asked.owner, asked.state) == (None, "received")


def test_who_has_not_signed_in_is_sent_to_the_door(client: Any, asked: Any) -> None:
    assert client.get(page_of(asked))["Location"].startswith("/admin/login/")


def test_rows_of_the_models_are_nobodys_by_default(office: Any) -> None:
    for role in groups.ROLES:
        held = office.member(role).get_all_permissions()
        models = ("stoprequest", "requestentry", "requestfile", "match")
        assert not {one for one in held for model in models if one.endswith(f"_{model}")} - {"events.work_stoprequest"}


@pytest.mark.parametrize(
    ("view", "action"),
    [
        ("request", "caravana.stop_request_read"),
        ("match", "caravana.stop_request_read"),
        ("file", "caravana.stop_request_file_read"),
        ("csv", "caravana.stop_requests_exported"),
        ("xlsx", "caravana.stop_requests_exported"),
    ],
)
def test_each_look_is_in_the_log_once_and_names_nobody(enter: Any, asked: Any, view: str, action: str) -> None:
    client = enter()
    for times in (1, 2):
        b"".join(client.get(address(view, asked)))
        entries = ModelLogEntry.objects.filter(action=action)
        assert entries.count() == times
    entry = entries.last()
    assert entry.user.username == groups.COMMUNICATION
    told = f"{entry.label} {entry.data}"
    assert "Secret" not in told
    assert "secret@" not in told
    admin = get_user_model().objects.create_superuser("cap", "cap@example.cat", "x")
    signed_in(client, admin)
    assert client.get("/admin/reports/site-history/").status_code == 200


def test_a_refused_look_is_no_look(enter: Any, asked: Any) -> None:
    enter(groups.TRANSLATORS_CA_ES).get(page_of(asked))
    assert not ModelLogEntry.objects.filter(action__startswith="caravana.stop_request").exists()


def test_a_file_is_handed_over_to_keep_and_never_shown(enter: Any, asked: Any) -> None:
    answer = enter().get(address("file", asked))
    assert b"".join(answer) == b"%PDF-1.7 x"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))


def test_what_does_not_count_is_not_there(enter: Any) -> None:
    unproved = StopRequestFactory(confirmed=None, organisation_name="Fantasma", organisation=None)
    client = enter()
    assert client.get(page_of(unproved)).status_code == 404
    assert "Fantasma" not in client.get(reverse("office_board")).content.decode()


def test_a_button_that_does_not_exist_is_not_found(enter: Any, asked: Any) -> None:
    client = enter()
    assert client.post(page_of(asked), {"do": "nope"}).status_code == 404
    assert press(client, asked, "take").status_code == 302
