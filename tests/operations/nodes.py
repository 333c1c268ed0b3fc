"""Two web nodes as two machines would be: nothing shared but PostgreSQL, Redis and a bucket; nginx in front of both."""

import http.client
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.operations import nginx
from tools.bench import machine

HOST = "caravana.example.cat"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody with a browser's cookies, who came over TLS."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "203.0.113.9"

    def at(self, port: int) -> "Visitor":
        """The same person at another door."""
        return Visitor(port, self.cookies, self.address)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, headers=headers)

    def post(self, path: str, data: dict[str, str], file: tuple[str, str, bytes] | None = None) -> Answer:
        """Sends the form that is at that address; `file` is its field, name and content."""
        found = TOKEN.search(self.get(path).text)
        assert found, path
        data = {"csrfmiddlewaretoken": found[1], **data}
        if file is None:
            return self._ask("POST", path, urlencode(data).encode(), "application/x-www-form-urlencoded")
        line = secrets.token_hex(16)
        parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in data.items()]
        named = f'Content-Disposition: form-data; name="{file[0]}"; filename="{file[1]}"\r\n'
        parts.append(f"{named}Content-Type: application/octet-stream\r\n\r\n".encode() + file[2])
        body = b"".join(f"--{line}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{line}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={line}")

    def _ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        told = {
            "Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address, "Connection": "close",
            "Origin": f"https://{HOST}", "Referer": f"https://{HOST}{path}", **(headers or {}),
            **({"Content-Type": kind} if kind else {}),
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body or None, told)
            answer = connection.getresponse()
            for one in answer.headers.get_all("Set-Cookie", []):
                self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(one).items()})
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@dataclass
class Node:
    port: int
    folder: Path
    environment: dict[str, str]

    @contextmanager
    def running(self) -> Iterator[int]:
        """gunicorn with one process, from its first answer on; its number."""
        command = [
            sys.executable, "-m", "gunicorn", "--config=deploy/gunicorn.conf.py", f"--bind=127.0.0.1:{self.port}",
        ]  # fmt: skip
        log = self.folder / "gunicorn.log"
        with machine.running(command, log, self.port, self.environment, cwd=nginx.ROOT) as process:
            yield process.pid

    def wrote(self) -> set[str]:
        """What lies in its folders of uploads."""
        return {path.name for name in ("media", "private") for path in (self.folder / name).rglob("*")}


def node(folder: Path, told: dict[str, str]) -> Node:
    """A machine of its own; `told` is what both are told."""
    for name in ("media", "private", "var", "static", "tmp"):
        (folder / name).mkdir(parents=True)
    own = {f"{name.upper()}_ROOT": f"{folder}/{name}" for name in ("media", "private", "static")}
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return Node(
        machine.free_port(),
        folder,
        {**inherited, **told, **own, "VAR_DIR": f"{folder}/var", "TMPDIR": f"{folder}/tmp", "WEB_CONCURRENCY": "1"},
    )


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Its address."""
    port = machine.free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with machine.running(command, folder / "redis.log", port):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def in_front(folder: Path, *nodes: Node) -> Iterator[int]:
    """nginx with the configuration that we ship, before all of them; its port."""
    port = machine.free_port()
    servers = " ".join(f"server 127.0.0.1:{one.port};" for one in nodes)
    conf = nginx.written(
        folder, "nginx.conf", ("server web:8000;", servers), ("listen 80 ", f"listen 127.0.0.1:{port} ")
    )
    with ExitStack() as stack:
        stack.enter_context(nginx.running(conf, port))
        yield port
