"""The environment is read strictly, and production does not start on a guess."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caravana_site import env
from tools.check_deployment import stand_ins

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("no", False), ("FALSE", False)]
)
def test_the_known_words_are_booleans(text: str, value: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", text)
    assert env.yes("SOMETHING") is value


@pytest.mark.parametrize("text", ["maybe", "ture", "2", "si"])
def test_a_misspelt_boolean_stops_the_process(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", text)
    with pytest.raises(env.EnvironmentVariableError, match=r"SOMETHING: .*neither yes nor no"):
        env.yes("SOMETHING", default=True)


def test_one_of_a_few_words_is_taken_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", "DeepL")
    assert env.one_of("SOMETHING", ("apertium", "deepl")) == "deepl"
    monkeypatch.setenv("SOMETHING", "google")
    with pytest.raises(env.EnvironmentVariableError, match="none of apertium, deepl"):
        env.one_of("SOMETHING", ("apertium", "deepl"))


def test_an_empty_variable_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", "  ")
    assert env.text("SOMETHING", "else") == "else"
    assert env.words("SOMETHING", ("a",)) == ["a"]
    assert env.number("SOMETHING", None) is None
    with pytest.raises(env.EnvironmentVariableError):
        env.text("SOMETHING")


@pytest.mark.parametrize("text", ["-1", "1.5", "١", "many"])
def test_only_whole_numbers_are_numbers(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", text)
    with pytest.raises(env.EnvironmentVariableError):
        env.number("SOMETHING", 1)


def test_addresses_and_tables_are_read_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", "http://one:6081, http://two/")
    assert env.addresses("SOMETHING") == ["http://one:6081", "http://two"]
    with pytest.raises(env.EnvironmentVariableError, match="no JSON object"):
        env.table("SOMETHING")
    monkeypatch.setenv("SOMETHING", "https://one")  # Varnish speaks no TLS
    with pytest.raises(env.EnvironmentVariableError, match="no address"):
        env.addresses("SOMETHING")
    monkeypatch.setenv("SOMETHING", '{"ZONEID": "z"}')
    assert env.table("SOMETHING") == {"ZONEID": "z"}
    monkeypatch.delenv("SOMETHING")
    assert (env.addresses("SOMETHING"), env.table("SOMETHING")) == ([], {})


def test_a_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://us%40er:p%2Fw@db.example:6432/site?sslmode=require")
    found = env.database()
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "us@er", "p/w", "db.example", "6432", "site",
    )  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_database_that_says_nothing_is_given_up_within_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the address may say otherwise."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/caravana?connect_timeout=9")
    told: Any = env.database()["OPTIONS"]
    assert told["connect_timeout"] == "9"
    assert told["tcp_user_timeout"] <= 30_000
    silence = told["keepalives_idle"] + told["keepalives_interval"] * told["keepalives_count"]
    assert silence <= 30


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://host", "postgresql://host:port/x", "sqlite:///", "nonsense"]
)
def test_a_wrong_database_address_says_what_to_write(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(env.EnvironmentVariableError, match="DATABASE_URL"):
        env.database()


def test_sqlite_always_has_immediate_transactions_and_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////tmp/x.sqlite3")
    options = env.database()["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


REQUIRED = ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "MEDIA_ROOT", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"]


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_stops_with_one_line_for_each_missing_variable(missing: str, tmp_path: Path) -> None:
    environment = {**os.environ, **stand_ins(str(tmp_path))}
    del environment[missing]
    found = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode != 0
    assert found.stderr.strip().splitlines() == [
        f"{missing}: this variable must be set. See the configuration table in README.md."
    ]


@pytest.mark.parametrize("text", ["caravana.example.cat", "http://caravana.example.cat", "https://", "https://a.cat/b"])
def test_production_refuses_a_site_address_that_is_none(text: str, tmp_path: Path) -> None:
    environment = {**os.environ, **stand_ins(str(tmp_path)), "SITE_URL": text}
    found = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode != 0
    [line] = found.stderr.strip().splitlines()
    assert line.startswith("SITE_URL: ")


def test_productions_cookies_are_safe_and_old_keys_still_count(tmp_path: Path) -> None:
    environment = {**os.environ, **stand_ins(str(tmp_path)), "SECRET_KEY_FALLBACKS": "one, two"}
    names = [
        f"{cookie}_COOKIE_{flag}"
        for cookie in ("SESSION", "CSRF")
        for flag in ("SECURE", "HTTPONLY", "SAMESITE", "NAME")
    ]
    code = f"from django.conf import settings as s; print([getattr(s, n) for n in {names}], s.SECRET_KEY_FALLBACKS)"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    flags = [True, True, "Lax"]
    assert found.stdout.strip() == f"{[*flags, '__Host-session', *flags, '__Host-csrf']} {['one', 'two']}"


def test_production_refuses_a_short_key_and_invented_stories(tmp_path: Path) -> None:
    environment = {**os.environ, **stand_ins(str(tmp_path))}
    short = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**environment, "SECRET_KEY": "short"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "at least 50" in short.stderr
    demo = subprocess.run(
        [sys.executable, "manage.py", "seed", "--demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert demo.returncode != 0
    assert "--demo and --bulk are refused" in demo.stderr


def test_every_variable_is_in_the_example_and_in_the_readme() -> None:
    import re

    named: set[str] = set()
    for path in (ROOT / "caravana_site" / "settings").glob("*.py"):
        named |= set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', path.read_text(encoding="utf-8")))
    named.add("DATABASE_URL")
    for document in (".env.example", "README.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        assert not {name for name in named if name not in text}, document
