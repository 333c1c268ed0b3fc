"""Sending something to a server that somebody else named: only in public, and only where the check looked.

A host name is asked for its addresses once. Every one of them must be public, and the connection goes to one of those
very addresses, so that a name that answers otherwise a moment later leads nowhere else. Nothing is followed.
"""

import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri
from requests.certs import where

from .remote import CONNECT_SECONDS, SECONDS, USER_AGENT, Address, RemoteError, addresses_of, is_public

MOST_BYTES = 64 * 1024
"""Of an answer; the rest is not read."""
LOWEST_PORT = 1024
HTTPS, HTTP = 443, 80


class Trouble(Enum):
    """Why nothing was answered."""

    ADDRESS = "address"
    NAME = "name"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIME = "time"
    ANSWER = "answer"


class PostingError(RemoteError):
    """Nothing was answered; the message is for logs."""

    def __init__(self, trouble: Trouble, message: object) -> None:
        super().__init__(str(message))
        self.trouble = trouble


def loopback_allowed() -> bool:
    """Whether this machine may be sent to: under the settings of tests alone."""
    return bool(getattr(settings, "WEBHOOKS_TO_LOOPBACK", False))


@dataclass(frozen=True)
class Answer:
    """What the server said: a status, headers by their lower-case names, and the beginning of its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class _Target:
    """An address in its parts, in the letters that go over the wire."""

    secure: bool
    host: str
    port: int
    path: str
    authority: str


def post(url: str, body: bytes, headers: Mapping[str, str], *, loopback: bool = False) -> Answer:
    """Send it and return the answer, whatever its status. Raises PostingError when there is none.

    `loopback` lets tests send to this machine, without encryption too.
    """
    target = _read(url, loopback)
    addresses = _addresses(target, loopback)
    until = time.monotonic() + SECONDS
    try:
        with _connected(target, addresses, until) as sock:
            return _ask(target, _Timed(sock, until), body, headers)
    except ssl.SSLCertVerificationError as problem:
        raise PostingError(Trouble.CERTIFICATE, problem) from problem
    except TimeoutError as problem:
        raise PostingError(Trouble.TIME, problem) from problem
    except HTTPException as problem:
        raise PostingError(Trouble.ANSWER, problem) from problem
    except OSError as problem:
        raise PostingError(Trouble.CONNECTION, problem) from problem


def refuse(url: str, *, loopback: bool = False) -> None:
    """Raise PostingError for an address that can never be sent to. It asks no name server: a person waits for it."""
    target = _read(url, loopback)
    try:
        found = socket.getaddrinfo(target.host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except OSError:
        return  # a name
    _refuse_private([ipaddress.ip_address(entry[4][0]) for entry in found], loopback)


def _read(url: str, loopback: bool) -> _Target:
    try:
        parts = urlsplit(iri_to_uri(url))
        host = (urlsplit(url).hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        raise PostingError(Trouble.ADDRESS, f"{url!r} is no address") from None
    secure = parts.scheme == "https"
    port = (HTTPS if secure else HTTP) if port is None else port
    if not secure and not (loopback and parts.scheme == "http"):
        raise PostingError(Trouble.ADDRESS, f"{url!r} is not encrypted")
    if not host or "@" in parts.netloc or not (port == HTTPS or port >= LOWEST_PORT):
        raise PostingError(Trouble.ADDRESS, f"{url!r} has no host, a password, or a port that is not allowed")
    return _Target(secure, host, port, _path(parts), _authority(host, port))


def _path(parts: SplitResult) -> str:
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _authority(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == HTTPS else f"{name}:{port}"


def _addresses(target: _Target, loopback: bool) -> list[Address]:
    try:
        found = addresses_of(target.host)
    except RemoteError as problem:
        raise PostingError(Trouble.NAME, problem) from problem
    _refuse_private(found, loopback)
    return sorted(dict.fromkeys(found), key=lambda address: address.version)


def _refuse_private(addresses: list[Address], loopback: bool) -> None:
    """One that is private is enough: whoever mixes them wants the private one to be taken some time."""
    for address in addresses:
        if not is_public(address) and not (loopback and address.is_loopback):
            raise PostingError(Trouble.ADDRESS, f"{address} is a private address")


def _connected(target: _Target, addresses: list[Address], until: float) -> socket.socket:
    """A connection to the first of these addresses that takes one. No name is looked up from here on."""
    problem: OSError = OSError("no address")
    for address in addresses:
        sock = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        try:
            sock.settimeout(max(min(CONNECT_SECONDS, until - time.monotonic()), 0.001))
            sock.connect((str(address), target.port))
        except OSError as error:
            sock.close()
            problem = error
        else:
            return _secured(sock, target, until) if target.secure else sock
    raise problem


def _secured(sock: socket.socket, target: _Target, until: float) -> ssl.SSLSocket:
    sock.settimeout(max(until - time.monotonic(), 0.001))
    try:
        return ssl.create_default_context(cafile=where()).wrap_socket(sock, server_hostname=target.host)
    except BaseException:
        sock.close()
        raise


def _ask(target: _Target, sock: "_Timed", body: bytes, headers: Mapping[str, str]) -> Answer:
    asked = HTTPConnection(target.host, target.port)
    asked.sock = sock  # it is connected already, and opens no other
    sent = {"User-Agent": USER_AGENT, **headers, "Host": target.authority, "Connection": "close"}
    asked.request("POST", target.path, body, sent)
    with asked.getresponse() as answer:
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, answer.read(MOST_BYTES))


class _Timed:
    """A socket on which everything together takes until a moment: one byte now and then buys no more time."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until

    def _set(self) -> socket.socket:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        self._sock.settimeout(left)
        return self._sock

    def sendall(self, data: bytes) -> None:
        self._set().sendall(data)

    def recv_into(self, buffer: Any) -> int:
        return self._set().recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What http.client reads the answer from."""
        return io.BufferedReader(_Reading(self))

    def close(self) -> None:
        """Nothing: whoever connected closes."""


class _Reading(io.RawIOBase):
    def __init__(self, sock: _Timed) -> None:
        super().__init__()
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._sock.recv_into(buffer)
