"""What the log says of requests and jobs, and what it never says."""

import io
import json
import logging
import logging.config
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from caravana_site.common.operations import masking, traced_jobs
from caravana_site.common.operations.logs import logging_settings
from caravana_site.common.queue import enqueue
from tests.factories import publish_home
from tests.factories.public_forms import Reader, open_forms

pytestmark = pytest.mark.django_db
CANARY = "canari"


@pytest.fixture
def log(monkeypatch: Any) -> Iterator[io.StringIO]:
    """What production's formatter writes."""
    written = io.StringIO()
    told: dict[str, Any] = logging_settings("json")
    told["handlers"]["console"]["stream"] = written
    logging.config.dictConfig(told)
    yield written
    logging.config.dictConfig(django_settings.LOGGING)


def lines(log: io.StringIO, message: str = "request") -> list[dict[str, Any]]:
    return [found for line in log.getvalue().splitlines() if (found := json.loads(line))["event"] == message]


def test_each_request_is_a_line_with_its_id(client: Any, log: io.StringIO) -> None:
    answer = client.get("/robots.txt?who=me")
    [line] = lines(log)
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["method"], line["path"], line["status"], line["level"]) == ("GET", "/robots.txt", 200, "info")
    assert line["milliseconds"] > 0
    assert set(line) == {
        "event", "level", "logger", "method", "milliseconds", "path", "request_id", "status", "timestamp",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [(1, "proxy-given-0001", True), (0, "visitor-made-001", False), (1, "short", False), (1, 'x" forged{}', False)],
)
def test_only_a_good_id_of_a_trusted_proxy_is_taken(
    client: Any, settings: Any, proxies: int, given: str, taken: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert (client.get("/robots.txt", headers={"X-Request-ID": given})["X-Request-ID"] == given) is taken


def test_nothing_of_a_person_is_written_down(client: Any, clock: Any, queued: None, log: io.StringIO) -> None:
    """A form that somebody fills, a page that is not there, a secret link, and a failure with all of it in its text."""
    open_forms("ca")
    publish_home()
    client.defaults.update(REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT=f"{CANARY}-agent/1.0")
    reader = Reader(client, clock, f"/ca/avisa/?pagina=/ca/{CANARY}/")
    sent = reader.send(text=CANARY, name=CANARY, email=f"{CANARY}@example.cat", accepted="on")
    assert sent.status_code == 303, sent.content.decode()
    client.get(f"/ca/no-hi-es/?q={CANARY}")
    client.get(f"/ca/visita/{CANARY}:abc/")
    client.post("/admin/login/", {"login": f"{CANARY}@example.cat", "password": CANARY})
    try:
        raise ValueError(f"/es/visita/{CANARY}/ {CANARY}@example.cat 2001:db8::7 198.51.100.7 /ca/?q={CANARY}")
    except ValueError:
        logging.getLogger("caravana.test").exception("It failed for %s at %s", f"{CANARY}@example.cat", "198.51.100.7")
    written = log.getvalue()
    assert "ValueError" in written
    assert {line["status"] for line in lines(log)} >= {200, 303, 404}
    for word in (CANARY, "198.51.100.7", "2001:db8::7"):
        assert word not in written, word


def secret_addresses() -> Iterator[str]:
    """An example of each address with a token, in each language, as the site's own table of addresses has them."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, path)
            elif isinstance(one, URLPattern) and re.search(r"<(str:)?(token|uidb64)>", path):
                yield "/" + re.sub(r"<[^>]+>", "s3cret", path).removeprefix("/")

    for language in ("ca", "es", "en"):
        with translation.override(language):
            yield from walk(get_resolver().url_patterns, "")


def test_every_secret_address_is_masked_here_and_by_nginx() -> None:
    found = sorted(set(secret_addresses()))
    assert len(found) > 10
    conf = (django_settings.BASE_DIR / "deploy/nginx/logs.conf").read_text()
    [written] = re.findall(r'"~(\^\(\?<before_secret>.*)"\s', conf)
    assert f"(?:{'|'.join(masking.SECRET_PLACES)})" in written
    assert f"|{'|'.join(masking.SECRET_ADDRESSES)})/)" in written
    for address in found:
        assert "s3cret" not in masking.without_secret(address), address
        assert "s3cret" not in re.sub(written.replace("(?<", "(?P<") + ".*", r"\g<before_secret>...", address), address


def test_a_job_carries_the_id_of_the_request_that_queued_it(log: io.StringIO) -> None:
    import structlog

    with structlog.contextvars.bound_contextvars(request_id="asked-by-this"):
        enqueue("caravana_site.common.mail.deliver_due")
    task = SignedPackage.loads(OrmQ.objects.latest("pk").payload)
    traced_jobs._begins(task)
    traced_jobs._ends({**task, "success": False, "result": f"It failed for {CANARY}@example.cat"})
    [line] = [json.loads(line) for line in log.getvalue().splitlines() if "failed" in line]
    assert (line["request_id"], line["job"], line["level"]) == ("asked-by-this", task["name"], "error")
    assert CANARY not in line["event"]
    structlog.contextvars.clear_contextvars()


def test_a_page_from_the_cache_is_written_down_with_an_id_of_its_own(settings: Any, log: io.StringIO) -> None:
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    publish_home()
    first, second = (Client().get("/ca/") for _ in range(2))
    assert first.content == second.content
    assert [line["request_id"] for line in lines(log)] == [first["X-Request-ID"], second["X-Request-ID"]]
    assert first["X-Request-ID"] != second["X-Request-ID"]
    caches["pages"].clear()
