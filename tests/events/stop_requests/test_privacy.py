"""What is kept of a request, for how long, and that nothing is left; and a mail server that is down for a day."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from caravana_site.common import mail
from caravana_site.common.mail import deliver_due
from caravana_site.common.models import OutgoingEmail, SecretLink
from caravana_site.common.personal_data import duties
from events.models import EntryKind, Match, RequestEntry, RequestFile, RequestState, StopRequest
from events.stop_requests import history
from tests.factories import OrganisationFactory, StopRequestFactory
from tests.factories.public_forms import Reader

from .conftest import Applicant, led

S = RequestState
WHO = "mostra@sort.example"


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def full(request_kept: StopRequest, client: Any) -> StopRequest:
    """A request with history, a file, a link, a match, mail that left, and lines in Wagtail's own log."""
    Applicant(client, request_kept)
    row = RequestFile(request=request_kept, name="pla.pdf", size=8)
    row.file.save("", ContentFile(b"%PDF-1.7"))
    history.write(request_kept, EntryKind.FILE, by_applicant=True, text=row.name)
    history.write(request_kept, EntryKind.NOTE, text="Una nota interna.")
    Match.objects.create(host_request=request_kept, invited=OrganisationFactory(name="Ajuntament convidat"))
    led(request_kept, S.IN_STUDY, S.MATCHED)
    log(request_kept, "wagtail.edit")
    deliver_due()
    return request_kept


def left() -> dict[str, int]:
    kept = (StopRequest, RequestEntry, RequestFile, Match, SecretLink, OutgoingEmail)
    return {model.__name__: model._default_manager.count() for model in kept}


def test_a_year_after_it_is_closed_nothing_is_left(
    full: StopRequest, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    path = Path(full.files.get().file.path)
    kind = ContentType.objects.get_for_model(StopRequest)
    mine = {"content_type": kind, "object_id": str(full.pk)}
    clock.shift(timedelta(days=300))
    led(full, S.NOT_VIABLE)
    deliver_due()
    clock.shift(timedelta(days=364))
    with django_capture_on_commit_callbacks(execute=True):
        run("purge_personal_data")
    assert StopRequest.objects.exists(), "the days are counted from the closing, not from the sending"
    assert path.exists()
    assert ModelLogEntry.objects.filter(**mine).exists()
    clock.shift(timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert "form-stop-request: 1 deleted" in run("purge_personal_data")
    assert set(left().values()) == {0}, left()
    assert not path.exists()
    for model in (IndexEntry, ModelLogEntry, ReferenceIndex, Revision):
        assert not model.objects.filter(**mine).exists()


def test_nothing_of_a_request_is_ever_found_by_searching(full: StopRequest) -> None:
    kinds = ContentType.objects.get_for_models(StopRequest, RequestEntry, RequestFile, Match).values()
    assert not IndexEntry.objects.filter(content_type__in=kinds).exists()


def test_a_person_gets_history_files_and_matches_and_then_has_them_gone(
    full: StopRequest, django_capture_on_commit_callbacks: Any
) -> None:
    other = StopRequestFactory(theme=full.theme, email="altra@sort.example")
    path = Path(full.files.get().file.path)
    told = run("export_personal_data", WHO.upper())
    for word in (
        full.reference,
        "pla.pdf",
        "Una nota interna.",
        "Ajuntament convidat",
        full.challenge,
        full.theme.name,
    ):
        assert word in told
    assert isinstance(json.loads(told), dict)
    with django_capture_on_commit_callbacks(execute=True):
        run("erase_personal_data", WHO)
    assert list(StopRequest.objects.all()) == [other]
    assert left() == {
        "StopRequest": 1, "RequestEntry": 0, "RequestFile": 0, "Match": 0, "SecretLink": 0, "OutgoingEmail": 0,
    }  # fmt: skip
    assert not path.exists()
    assert json.loads(run("export_personal_data", WHO)) == {}


def test_a_link_to_what_is_deleted_says_so_and_opens_nothing(follower: Applicant) -> None:
    StopRequest.objects.all().delete()
    assert follower.client.get(follower.url).status_code == 404


def test_the_form_says_that_the_days_begin_when_it_is_closed(form: Reader) -> None:
    assert "365 dies des que es tanca; després s’esborren." in form.page.content.decode()


class Down:
    """A mail server that answers nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None: ...

    def send_messages(self, messages: list[Any]) -> int:
        raise ConnectionRefusedError("no route to host")


class Up:
    left: list[str] = []

    def __init__(self, *args: object, **kwargs: object) -> None: ...

    def send_messages(self, messages: list[Any]) -> int:
        Up.left += [str(message.message()["Subject"]) for message in messages]
        return len(messages)


def test_a_mail_server_that_is_down_for_a_day_loses_nothing_and_sends_nothing_twice(
    form: Reader, asked: dict[str, Any], settings: Any, clock: Any
) -> None:
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Down"
    form.send(**asked)
    led(StopRequest.objects.get(), S.IN_STUDY)
    for _minute in range(0, 23 * 60, 10):
        deliver_due()
        clock.shift(timedelta(minutes=10))
    waiting = OutgoingEmail.objects.filter(state=OutgoingEmail.State.WAITING).count()
    assert waiting == OutgoingEmail.objects.count() == 3, "received, its news to the site's contact, and the move"
    duties.purge()
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Up"
    Up.left = []
    for _hour in range(24):
        deliver_due()
        clock.shift(timedelta(hours=1))
    assert len(Up.left) == len(set(Up.left)) == 3
    assert mail.deliver_due() == 0
