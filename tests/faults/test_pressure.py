"""Clients that hang, and bodies that never end: others are served, and what is too much is refused at once."""

import http.client
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from caravana_site.common.request_limits import EDITORS_LIMIT, MEGABYTE, PUBLIC_LIMIT

from .installation import Installation
from .visitor import Visitor

pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("faults"),
]
HALF_OPEN = 200
AT_ONCE = 1.0
"""Seconds."""
TOO_LARGE = 413
HEAD = "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
PUBLIC, EDITORS = "/ca/avisa/", "/admin/images/add/"


def connected(port: int, sent: str) -> socket.socket:
    found = socket.create_connection(("127.0.0.1", port), timeout=30)
    found.sendall(sent.encode())
    return found


def hangs(one: socket.socket) -> bool:
    """Nothing was answered, and nobody has hung up."""
    one.setblocking(False)
    try:
        one.recv(1)
    except BlockingIOError:
        return True
    return False


def test_others_are_served_while_two_hundred_hang(installation: Installation) -> None:
    port, visitor = installation.ports.nginx, Visitor(installation.ports.nginx)
    asked = HEAD.format(method="PUT", path=PUBLIC)
    visitor.get("/ca/cerca/?q=abans")
    with ExitStack() as stack:
        half_asked = [stack.enter_context(connected(port, asked)) for _one in range(HALF_OPEN // 2)]
        half_sent = [
            stack.enter_context(connected(port, f"{asked}Content-Length: 100000\r\n\r\nhalf"))
            for _one in range(HALF_OPEN // 2)
        ]
        answers = [visitor.get(f"/ca/cerca/?q=lent-{turn}") for turn in range(40)]
        assert all(hangs(one) for one in (*half_asked, *half_sent))
    assert {answer.status for answer in answers} == {200}
    p95 = statistics.quantiles([answer.seconds for answer in answers], n=20)[-1]
    assert p95 < AT_ONCE


def refused(port: int, path: str, announced: int | None, language: str = "ca") -> tuple[int, str, float]:
    """What a sending of so many bytes is answered, or one that does not say how many; and the seconds until then."""
    began = time.monotonic()
    how = "Transfer-Encoding: chunked" if announced is None else f"Content-Length: {announced}"
    head = (
        HEAD.format(method="POST", path=path)
        + f"Accept-Language: {language}\r\nContent-Type: text/plain\r\n{how}\r\n\r\n"
    )
    with connected(port, head) as one:
        if announced is None:
            with suppress(OSError):  # it has been refused
                for part in chunks(PUBLIC_LIMIT + MEGABYTE):
                    one.sendall(part)
        answer = http.client.HTTPResponse(one)
        answer.begin()
        return answer.status, answer.read().decode(), time.monotonic() - began


def chunks(size: int) -> Iterator[bytes]:
    for _part in range(size // 65536):
        yield b"10000\r\n" + b"x" * 65536 + b"\r\n"
    yield b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("path", "most", "language", "told"),
    [
        (PUBLIC, PUBLIC_LIMIT, "ca", "com a molt 10 MB"),
        ("/es/avisa/", PUBLIC_LIMIT, "ca", "como mucho 10 MB"),
        (EDITORS, EDITORS_LIMIT, "ca", "com a molt 50 MB"),
        (EDITORS, EDITORS_LIMIT, "es-ES,es;q=0.9", "como mucho 50 MB"),
    ],
)
def test_too_much_is_refused_at_once_and_in_words(
    installation: Installation, path: str, most: int, language: str, told: str
) -> None:
    """By nginx, and by the application where there is none: in the same ones."""
    by_nginx = refused(installation.ports.nginx, path, most + 1, language)
    by_itself = refused(installation.ports.gunicorn, path, most + 1, language)
    for status, text, seconds in (by_nginx, by_itself):
        assert (status, seconds < AT_ONCE) == (TOO_LARGE, True)
        assert told in text
    assert by_nginx[1] == by_itself[1]


def test_what_is_just_not_too_much_is_taken(installation: Installation) -> None:
    visitor = Visitor(installation.ports.nginx)
    for path, most in ((PUBLIC, PUBLIC_LIMIT), (EDITORS, EDITORS_LIMIT)):
        answer = visitor.ask("POST", path, b"x" * most, **{"Content-Type": "text/plain"})
        assert answer.status in (200, 403), "read, and found not to be a form of ours"


def test_what_does_not_say_how_much_it_is_ends_too(installation: Installation) -> None:
    status, _text, seconds = refused(installation.ports.nginx, PUBLIC, None)
    assert (status, seconds < AT_ONCE) == (TOO_LARGE, True)
    status, _text, _seconds = refused(installation.ports.gunicorn, PUBLIC, None)
    assert status < 500, "the application reads nothing of it"
