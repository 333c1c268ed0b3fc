"""Who asks the installation through nginx, as browsers do behind what ends TLS; and many at once."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import lxml.html

BROKEN = 0
"""The status of what was not answered at all."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str
    seconds: float


@dataclass
class Visitor:
    """One person with one browser."""

    port: int
    language: str = "ca"
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        own = "https://127.0.0.1"
        told = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "Accept-Language": self.language}
        if method == "POST":
            told |= {"Origin": own, "Referer": f"{own}{path}", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.monotonic()
        try:
            connection.request(method, path, body, {**told, **headers})
            found = connection.getresponse()
            text = found.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return Answer(BROKEN, {}, repr(error), time.monotonic() - began)
        finally:
            connection.close()
        for cookie in found.headers.get_all("Set-Cookie", ()):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(found.status, dict(found.getheaders()), text, time.monotonic() - began)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, told: Mapping[str, str]) -> Answer:
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", path, urlencode(told).encode(), **{"Content-Type": kind})

    def upload(self, path: str, told: Mapping[str, str], file: tuple[str, str, bytes], **headers: str) -> Answer:
        """`file` is the field, the file's name and what is in it."""
        field, name, content = file
        parts = [f'Content-Disposition: form-data; name="{one}"\r\n\r\n{value}'.encode() for one, value in told.items()]
        parts.append(f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode() + content)
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        return self.ask("POST", path, body, **{"Content-Type": "multipart/form-data; boundary=edge", **headers})


def fields(page: str, having: str) -> dict[str, str]:
    """What a browser would send of the form that has a field of that name, as it stands."""
    for form in lxml.html.fromstring(page).forms:
        if having in form.fields:
            return dict(form.form_values())
    raise LookupError(f"No form has a field {having}.")


def signed_in(visitor: Visitor, name: str, password: str) -> Visitor:
    shown = visitor.get("/admin/login/")
    told = {**fields(shown.text, "login"), "login": name, "password": password}
    answer = visitor.post("/admin/login/", told)
    assert (answer.status, answer.headers["Location"]) == (302, "/admin/"), answer.text
    return visitor


class Load:
    """So many people who read one page after the other, until the block ends."""

    def __init__(self, port: int, readers: int, path: Callable[[int], str], pause: float = 0.0) -> None:
        self.answers: list[tuple[float, Answer]] = []
        """Each with the moment at which it was there."""
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(Visitor(port), path, number, pause)) for number in range(readers)
        ]

    def _read(self, visitor: Visitor, path: Callable[[int], str], number: int, pause: float) -> None:
        turn = number
        while not self._over.is_set():
            answer = visitor.get(path(turn))
            self.answers.append((time.monotonic(), answer))
            turn += len(self._threads)
            self._over.wait(pause)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    @property
    def statuses(self) -> Counter[int]:
        return Counter(answer.status for _moment, answer in self.answers)

    def failed(self) -> list[tuple[float, Answer]]:
        return [one for one in self.answers if one[1].status != 200]
