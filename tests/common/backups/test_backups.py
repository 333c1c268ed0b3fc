"""A backup brings all of it back, and only when it can be proved; what is damaged or another's touches nothing."""

import json
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.core.management.base import CommandError

from caravana_site.common.backups import databases as engines
from caravana_site.common.backups import making, roots
from caravana_site.common.backups.manifest import Manifest, Stored, hash_of, keys, seal
from caravana_site.common.backups.retention import Keep
from caravana_site.common.backups.targets import FolderTarget, open_target
from caravana_site.common.models import Image, OutgoingEmail
from practices.models import PracticePage

from .conftest import Databases, answers

Run = Callable[..., str]


def hashes() -> dict[str, str]:
    found = {}
    for name in roots.files():
        with roots.reading(name) as path:
            found[name] = hash_of(path).sha256
    return found


def stored() -> list[Path]:
    return sorted(path for path in Path(live.BACKUP_TARGET).rglob("*") if path.is_file())


def test_all_of_it_comes_back_into_an_empty_database(site: Databases, run: Run, settings: Any, tmp_path: Path) -> None:
    before, pages = hashes(), PracticePage.objects.count()
    assert any(name.startswith("private/consents/") for name in before)
    told = run("backup")
    assert "is whole." in told
    assert "Missing" not in told
    settings.PRIVATE_ROOT, settings.MEDIA_ROOT = str(tmp_path / "new-private"), str(tmp_path / "new-media")
    site.use(site.empty())
    told = run("restore", "--verify")
    assert "DIFFERS" not in told
    assert f"Files: {len(before)} compared, 0 differ." in told
    assert hashes() == before
    assert PracticePage.objects.count() == pages
    assert answers() == [200, 200]
    consent = next(path for path in Path(live.PRIVATE_ROOT).rglob("*") if path.is_file())
    assert stat.S_IMODE(consent.stat().st_mode) == 0o600


def test_what_is_written_is_for_the_sites_user_alone_and_costs_only_what_is_new(site: Databases, run: Run) -> None:
    run("backup")
    first = [path for path in stored() if path.parts[-3] == "files"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in stored())
    assert all(stat.S_IMODE(path.parent.stat().st_mode) == 0o700 for path in stored())
    assert "of which 0 were new" in run("backup")
    Path(live.MEDIA_ROOT, "another.txt").write_text("new")
    assert "of which 1 were new" in run("backup")
    assert len([path for path in stored() if path.parts[-3] == "files"]) == len(first) + 1
    assert len(run("backup", "--list").split()) == 3


def test_a_database_that_is_not_empty_is_lost_only_when_one_says_so(site: Databases, run: Run) -> None:
    run("backup")
    before = hashes()
    PracticePage.objects.update(title="Escrita després")
    Path(live.PRIVATE_ROOT, "later.txt").write_text("of somebody who is not in the backup")
    with pytest.raises(CommandError, match="--replace"):
        run("restore")
    assert PracticePage.objects.get().title == "Escrita després"
    told = run("restore", "--replace", "--verify")
    assert PracticePage.objects.get().title == "Una bona idea"
    assert hashes() == before
    assert "taken away: 1." in told
    assert answers() == [200, 200]


def test_a_file_that_the_database_names_and_that_is_not_there_is_told(site: Databases, run: Run) -> None:
    Path(Image.objects.get().file.path).unlink()
    told = run("backup")
    assert f"Missing: the database names media/{Image.objects.get().file.name}" in told
    assert "is whole." in told


def damage_file() -> None:
    next(path for path in stored() if path.parts[-3] == "files").write_bytes(b"something else")


def lose_file() -> None:
    next(path for path in stored() if path.parts[-3] == "files").unlink()


def truncate_dump() -> None:
    dump = next(path for path in stored() if path.parent.name == "database")
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])


def _changed(change: Callable[[dict[str, Any]], None], *, sealed: bool = True) -> None:
    path = next(path for path in stored() if path.parent.name == "backups")
    content = json.loads(path.read_text())
    change(content)
    if sealed:
        content["sha256"] = seal({name: value for name, value in content.items() if name not in ("format", "sha256")})
    path.write_text(json.dumps(content))


def truncate_dump_and_its_hash() -> None:
    truncate_dump()
    dump = next(path for path in stored() if path.parent.name == "database")
    stored_now = hash_of(dump)
    _changed(lambda content: content.update(database={"sha256": stored_now.sha256, "size": stored_now.size}))


def edit_manifest() -> None:
    _changed(lambda content: content["rows"].update(practices_practicepage=7), sealed=False)


def lead_out() -> None:
    _changed(lambda content: content["files"].update({"media/../../x": content["database"]}))


def other_engine() -> None:
    _changed(lambda content: content.update(engine="oracle"))


def newer_version() -> None:
    _changed(lambda content: content["migrations"].append("common.9999_from_the_future"))


def foreign_manifest() -> None:
    next(path for path in stored() if path.parent.name == "backups").write_text('{"format": "somebody else\'s"}')


def no_json() -> None:
    next(path for path in stored() if path.parent.name == "backups").write_text("{")


HARMS: tuple[tuple[Callable[[], None], str], ...] = (
    (damage_file, "is damaged"),
    (lose_file, "is not in"),
    (truncate_dump, "is damaged"),
    (truncate_dump_and_its_hash, "pg_restore|copy of the database"),
    (edit_manifest, "manifest .* is damaged"),
    (lead_out, "names what is not of a backup"),
    (other_engine, "is of oracle"),
    (newer_version, "common.9999_from_the_future"),
    (foreign_manifest, "no manifest of a backup"),
    (no_json, "no manifest of a backup"),
)


def test_what_is_damaged_or_anothers_is_told_and_nothing_is_touched(
    site: Databases, run: Run, settings: Any, tmp_path: Path
) -> None:
    """One backup, harmed in each way once: to make a site for each would take minutes."""
    run("backup")
    PracticePage.objects.update(title="Escrita després")
    before, made = hashes(), settings.BACKUP_TARGET
    for harm, told in HARMS:
        settings.BACKUP_TARGET = str(tmp_path / harm.__name__)
        shutil.copytree(made, settings.BACKUP_TARGET)
        harm()
        with pytest.raises(CommandError, match=told):
            run("restore", "--replace", "--target", settings.BACKUP_TARGET)
        assert PracticePage.objects.get().title == "Escrita després", harm.__name__
        assert hashes() == before, harm.__name__


@pytest.mark.parametrize("stopped_in", ["_copy_database", "_copy_files"])
def test_stopped_in_the_middle_it_leaves_no_backup_and_goes_on(
    stopped_in: str, site: Databases, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def stop(path: Path) -> Stored:
        copied.append(path.name)
        if len(copied) == (1 if stopped_in == "_copy_database" else 6):
            raise KeyboardInterrupt
        return hash_of(path)

    with monkeypatch.context() as patched:
        patched.setattr(making, "hash_of", stop)
        with pytest.raises(CommandError, match="Stopped"):
            run("backup")
    assert run("backup", "--list") == ""
    assert not [path for path in stored() if path.suffix == ".partial"]
    Path(live.BACKUP_TARGET, "files").mkdir(exist_ok=True)
    Path(live.BACKUP_TARGET, "files", "killed.partial").write_text("by kill -9")
    assert "is whole." in run("backup")
    assert not [path for path in stored() if path.suffix == ".partial"]
    assert "is whole." in run("backup", "--check", "latest")


def test_one_runs_at_a_time(site: Databases, run: Run) -> None:
    with making.alone(), pytest.raises(CommandError, match="Another backup"):
        run("backup")


def test_rows_are_counted_in_the_snapshot_that_is_copied(
    site: Databases, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes between the copy and the counting: both tell of the moment before."""
    count = engines.count_rows

    def write_first(cursor: Any, vendor: str) -> dict[str, int]:
        OutgoingEmail.objects.create(
            sender="a@b.example", recipients=[], subject="later", message=b"", next_try=datetime.now(UTC)
        )
        return count(cursor, vendor)

    with monkeypatch.context() as patched:
        patched.setattr(engines, "count_rows", write_first)
        run("backup")
    site.use(site.empty())
    assert "DIFFERS" not in run("restore", "--verify")
    assert not OutgoingEmail.objects.filter(subject="later").exists()


def test_without_its_tools_it_says_what_to_install(site: Databases, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    if not site.postgresql:
        return
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match="apt install postgresql-client"):
        run("backup")
    assert not stored()


def test_an_empty_database_is_no_backup(site: Databases, run: Run) -> None:
    site.use(site.empty())
    with pytest.raises(CommandError, match="empty"):
        run("backup")
    assert not stored()


def _manifest(moment: datetime, files: dict[str, Stored], database: Stored) -> Manifest:
    key = f"{moment:%Y%m%dT%H%M%S}000Z"
    return Manifest(key, moment.isoformat(), "0", "sqlite", [], f"database/{key}", database, {}, files)


def test_retention_keeps_days_weeks_and_months() -> None:
    nothing = Stored("0" * 64, 0)
    noon = datetime(2026, 3, 31, 12, tzinfo=UTC)
    all_of_them = [_manifest(noon - timedelta(hours=12 * n), {}, nothing) for n in range(200)]
    kept = sorted(Keep(3, 2, 2).chosen(all_of_them))
    assert [key[:8] for key in kept] == ["20260228", "20260329", "20260330", "20260331"]
    assert all(key[9:11] == "12" for key in kept), "the newest of each day"
    assert Keep(0, 0, 0).chosen(all_of_them) == {all_of_them[0].key}


def test_pruning_takes_what_no_backup_names_and_never_the_last_good_one(tmp_path: Path) -> None:
    from caravana_site.common.backups.retention import prune

    target = FolderTarget(tmp_path)
    noon = datetime(2026, 3, 31, 12, tzinfo=UTC)

    def put(text: str, name: str = "") -> Stored:
        with target.writing("x") as path:
            path.write_text(text)
            found = hash_of(path)
        (tmp_path / (name or found.name)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "x").rename(tmp_path / (name or found.name))
        return found

    made = []
    for day in range(4):
        moment = noon - timedelta(days=day)
        dump = f"database/{moment:%Y%m%dT%H%M%S}000Z"
        one = _manifest(moment, {"media/always": put("always"), f"media/{day}": put(f"day {day}")}, put("dump", dump))
        one.write(target)
        made.append(one)
    (tmp_path / made[0].dump).unlink()  # the newest is not whole
    gone = prune(target, Keep(daily=1), lambda line: None)
    assert sorted(gone) == sorted(one.key for one in (made[0], *made[2:]))
    assert keys(target) == [made[1].key]
    assert set(target.names("files")) == {stored.name for stored in made[1].files.values()}
    (tmp_path / made[1].name).write_text("damaged")
    with pytest.raises(Exception, match="Nothing was pruned"):
        prune(target, Keep(daily=1), lambda line: None)
    assert len(target.names("files")) == 2


def test_a_place_must_be_named() -> None:
    with pytest.raises(Exception, match="BACKUP_TARGET"):
        open_target("")
