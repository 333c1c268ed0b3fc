"""Redis killed while people read and editors work: nobody notices, and limits go on counting in each process."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest

from caravana_site.common import shared_cache
from caravana_site.common.shared_cache import SharedCache

from .content import PASSWORD, PICTURED, STORY
from .installation import LIMIT, Installation
from .test_queue import until
from .visitor import Load, Visitor, signed_in

pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("faults"),
]
PAGES = (STORY, "/es/practicas/la-primera-es/", PICTURED, "/ca/text-2/", "/ca/cerca/?q=")
TOO_MANY = 429


@pytest.fixture
def killed(installation: Installation) -> Iterator[Callable[[], None]]:
    yield lambda: installation.redis.stop(signal.SIGKILL)
    if installation.redis.running is None:
        installation.redis.start()


def page(turn: int) -> str:
    """Some that are kept, and one that nobody has asked for."""
    path = PAGES[turn % len(PAGES)]
    return f"{path}{turn}" if path.endswith("=") else path


def left(visitor: Visitor) -> int | None:
    """Requests to the API that one process still allows; None once it refuses."""
    answer = visitor.get("/api/v1/practices")
    assert answer.status in (200, TOO_MANY), answer.text
    return int(answer.headers["RateLimit-Remaining"]) if answer.status == 200 else None


def test_nobody_notices(installation: Installation, killed: Callable[[], None]) -> None:
    port = installation.ports.nginx
    program, editor = Visitor(port), signed_in(Visitor(port), "administradora", PASSWORD)
    assert left(program) is not None
    with Load(port, 3, page, pause=0.05) as reading:
        assert until(lambda: len(reading.answers) > 20, 30)
        killed()
        there = len(reading.answers)
        for address in ("/admin/", "/admin/pages/", "/admin/images/", "/health/ready"):
            assert editor.get(address).status == 200, address
        signed_in(Visitor(port), "administradora", PASSWORD)
        fall_back(program)
        assert until(lambda: len(reading.answers) > there + 20, 30)
        installation.redis.start()
        assert until(lambda: left(program) is not None, 30), "the new one is asked again, and has counted nothing"
    assert set(reading.statuses) == {200}, reading.statuses


def fall_back(program: Visitor) -> None:
    """Each process refuses by itself: two allow twice as much at most, and as much again when a new hour begins."""
    allowed = 0
    while left(program) is not None:
        allowed += 1
        assert allowed <= 4 * LIMIT, "nobody counts"
    assert allowed >= LIMIT


def test_what_was_deleted_meanwhile_is_not_there_when_it_is_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It hangs, and comes back with all that it had."""
    monkeypatch.setattr(shared_cache, "REST", 0.2)
    options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
    cache = SharedCache(f"redis://127.0.0.1:{installation.redis_port}/1", {"OPTIONS": options})
    cache.set_many({"kept": 1, "revoked": 1})
    redis = installation.redis.running.pid
    os.kill(redis, signal.SIGSTOP)
    try:
        assert cache.get("revoked") is None
        cache.delete("revoked")
        cache.set("meanwhile", 1)
        assert (cache.incr("meanwhile"), cache.has_key("meanwhile")) == (2, True)
    finally:
        os.kill(redis, signal.SIGCONT)
    assert until(lambda: cache.get("kept") == 1, 10)
    assert cache.get_many(["kept", "revoked", "meanwhile"]) == {"kept": 1}
