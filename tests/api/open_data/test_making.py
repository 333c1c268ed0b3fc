"""How the files of the open data are made: what is skipped, what a failure leaves, what leaves them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caravana_site.api.models import Dump
from caravana_site.api.open_data import datasets, making
from caravana_site.api.open_data.datasets import named
from caravana_site.api.open_data.making import make_all, pairs, sweep, take_out
from tests.api.catalogue import restrict

from .reading import csv_rows, download

pytestmark = pytest.mark.django_db
FOLDERS = ("open-data/ca", "open-data/es")


def test_what_is_current_is_skipped(page: Any, another: Any, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("open_data")
    assert f"{len(pairs())} of {len(pairs())} made" in capsys.readouterr().out
    before = {(row.dataset, row.language, row.format): row.file.name for row in Dump.objects.all()}
    call_command("open_data")
    assert "0 of" in capsys.readouterr().out
    another("Una altra")
    call_command("open_data")
    after = {(row.dataset, row.language, row.format): row.file.name for row in Dump.objects.all()}
    changed = {key[:2] for key, name in after.items() if name != before[key]}
    assert ("practices", "ca") in changed
    assert ("kit-resources", "ca") not in changed
    call_command("open_data", anew=True, only=["themes"])
    assert "2 of 2 made" in capsys.readouterr().out


def test_a_failure_half_way_leaves_what_there_was(
    dumps: int, another: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    another("Una altra")
    before = {row.pk: (row.file.name, row.sha256) for row in Dump.objects.all()}

    def break_down(value: Any, samples: Any) -> Any:
        if value["title"] == "Una altra":
            raise OSError("No space left on device")
        return value

    monkeypatch.setattr(datasets, "_without", break_down)
    with pytest.raises(OSError, match="No space"):
        make_all(only=["practices"])
    assert {row.pk: (row.file.name, row.sha256) for row in Dump.objects.all()} == before
    assert len(csv_rows(client, "ca/practices")) == 1
    monkeypatch.undo()
    assert make_all(only=["practices"]) == 1
    assert len(csv_rows(client, "ca/practices")) == 2


def test_a_failure_while_storing_leaves_nothing_behind(
    dumps: int, another: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    another("Una altra")
    before = sorted(default_storage.listdir("open-data/ca")[1])

    def break_down(*arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "_publish", break_down)
    with pytest.raises(KeyboardInterrupt):
        make_all(only=["practices"])
    assert sorted(default_storage.listdir("open-data/ca")[1]) == before


@pytest.mark.usefixtures("committed")
def test_old_files_go_and_what_a_killed_worker_left_is_swept(
    dumps: int, another: Any, client: Client, time_machine: Any
) -> None:
    another("Una altra")
    make_all()
    held = set(Dump.objects.values_list("file", flat=True))
    default_storage.save("open-data/ca/left.csv", ContentFile(b"x"))
    assert sweep() == 0
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert sweep() == 1
    found = {
        f"open-data/{code}/{name}" for code in ("ca", "es") for name in default_storage.listdir(f"open-data/{code}")[1]
    }
    assert found == held


def test_what_is_public_no_more_leaves_the_files_without_waiting_for_the_night(
    dumps: int, page: Any, another: Any, client: Client
) -> None:
    other = another("La secreta")
    make_all()
    assert "La secreta" in download(client, "ca/practices.jsonl").decode()
    restrict(other)
    assert take_out() > 0
    for extension in ("csv", "jsonl"):
        assert "La secreta" not in download(client, f"ca/practices.{extension}").decode()
    assert take_out() == 0


def test_an_interview_that_was_taken_out_leaves_the_files(dumps: int, page: Any, admin_client: Client) -> None:
    assert csv_rows(admin_client, "ca/interviews")
    admin_client.post(reverse("withdraw_interview", args=[page.interviews.get().identity]), {"reason": "Ho demana."})
    assert take_out() == 4
    for language in ("ca", "es"):
        assert csv_rows(admin_client, f"{language}/interviews") == []
        assert b"Un any de furgoneta" not in download(admin_client, f"{language}/practices.jsonl")
    assert take_out() == 0


def test_memory_and_queries_do_not_grow_with_the_rows(page: Any, another: Any) -> None:
    dataset = named("practices")
    assert dataset is not None

    def cost(more: int) -> int:
        for number in range(more):
            another(f"Pràctica {more}-{number}")
        make_all()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            making.make(dataset, "ca")
        return len(queries)

    assert cost(1) == cost(6)
