"""Who was erased after a backup does not come back with it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.core.management.base import CommandError

from caravana_site.common.backups import ledger
from caravana_site.common.models import Erasure, OutgoingEmail
from practices import withdrawal
from practices.models import Interview, InterviewConsent, PracticePage

from .conftest import OTHER, PERSON, Databases

Run = Callable[..., str]


def lines() -> list[Path]:
    return sorted(Path(live.BACKUP_TARGET, "erasures").glob("*.json"))


@pytest.fixture
def erased(site: Databases, run: Run) -> Databases:
    """Two people are in the backup, and afterwards both ask to be erased: one named in a letter, one on a page."""
    run("backup")
    run("erase_personal_data", PERSON.upper())
    run("erase_personal_data", OTHER)
    ledger.copy_waiting()
    assert not OutgoingEmail.objects.exists()
    return site


def test_the_ledger_does_not_say_of_whom(erased: Databases) -> None:
    assert len(lines()) == 2
    assert not any(PERSON in path.read_text().lower() or "sort" in path.read_text() for path in lines())
    assert Erasure.objects.filter(copied=True).count() == 2


def test_erased_people_do_not_come_back(erased: Databases, run: Run) -> None:
    erased.use(erased.empty())
    assert "Erasures done again: 1." in run("restore", "--verify") or not OutgoingEmail.objects.exists()
    assert not OutgoingEmail.objects.exists()
    assert PracticePage.objects.get().relay_email == ""
    assert not PracticePage.objects.get().latest_revision.content["relay_email"]
    assert Erasure.objects.count() == 2, "so that the next backup knows"


def test_a_ledger_that_was_kept_elsewhere_is_read_too(erased: Databases, run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text("".join(path.read_text() for path in lines()))
    for path in lines():
        path.unlink()
    erased.use(erased.empty())
    run("restore", "--erasures", str(kept))
    assert PracticePage.objects.get().relay_email == ""


def test_the_database_that_is_replaced_tells_what_it_knows(erased: Databases, run: Run) -> None:
    for path in lines():
        path.unlink()
    run("restore", "--replace")
    assert PracticePage.objects.get().relay_email == ""


def test_who_was_erased_before_the_backup_and_wrote_again_stays(site: Databases, run: Run) -> None:
    run("erase_personal_data", OTHER)
    PracticePage.objects.update(relay_email=OTHER)
    run("backup")
    site.use(site.empty())
    run("restore")
    assert PracticePage.objects.get().relay_email == OTHER


def test_a_ledger_that_cannot_be_read_stops_before_anything_is_touched(
    erased: Databases, run: Run, tmp_path: Path
) -> None:
    lines()[0].write_text("{}")
    PracticePage.objects.update(title="Escrita després")
    with pytest.raises(CommandError, match=r"erasures .* cannot be read"):
        run("restore", "--replace")
    assert PracticePage.objects.get().title == "Escrita després"


def test_a_rotated_key_is_known_and_a_lost_one_is_told(erased: Databases, run: Run, settings: Any) -> None:
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [before]
    run("restore", "--replace")
    assert PracticePage.objects.get().relay_email == ""
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CommandError, match="2 erasures could not be done again"):
        run("restore", "--replace")


def test_a_withdrawn_interview_stays_withdrawn(site: Databases, run: Run) -> None:
    run("backup")
    held = withdrawal.find(Interview.objects.get().identity)
    assert held
    withdrawal.withdraw(held, by=None)
    run("restore", "--replace")
    assert not Interview.objects.exists()
    assert InterviewConsent.objects.get().withdrawn
    assert json.loads(lines()[0].read_text())["kind"] == "interview" if lines() else Erasure.objects.exists()
