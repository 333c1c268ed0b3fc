"""Asking another server for something small: only hosts that were allowed, never a private address, never for long.

Only jobs of the queue call it: no reader and no editor waits for another server.
"""

import ipaddress
import socket
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

import requests

SECONDS = 10
CONNECT_SECONDS = 3
CHUNK = 64 * 1024
USER_AGENT = "Caravana"
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RemoteError(Exception):
    """Another server did not give what was asked of it; the message is for logs."""


def fetch(url: str, *, hosts: Iterable[str], most_bytes: int) -> bytes:
    """Return the body of an https address of one of these hosts (`.example.org` stands for any name below it).

    No redirect is followed: it could lead anywhere. Raises RemoteError for everything that goes wrong.
    """
    _refuse_unlisted(url, hosts)
    until = time.monotonic() + SECONDS
    try:
        with (
            session() as asked,
            asked.get(url, stream=True, allow_redirects=False, timeout=(CONNECT_SECONDS, SECONDS)) as answer,
        ):
            if answer.status_code != requests.codes.ok:
                raise RemoteError(f"{url} answered {answer.status_code}")
            body = bytearray()
            for chunk in answer.iter_content(CHUNK):
                body += chunk
                if len(body) > most_bytes:
                    raise RemoteError(f"{url} sends more than {most_bytes} bytes")
                if time.monotonic() > until:
                    raise RemoteError(f"{url} takes more than {SECONDS} seconds")
            return bytes(body)
    except (requests.RequestException, UnicodeError) as problem:
        raise RemoteError(f"{url}: {problem}") from problem


def session() -> requests.Session:
    """A session that takes no proxy, cookie or password from this machine."""
    made = requests.Session()
    made.trust_env = False
    made.headers["User-Agent"] = USER_AGENT
    return made


def _refuse_unlisted(url: str, hosts: Iterable[str]) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise RemoteError(f"{url!r} is no address") from None
    listed = any(host == one or (one.startswith(".") and host.endswith(one)) for one in hosts)
    if parts.scheme != "https" or port not in (None, 443) or not listed:
        raise RemoteError(f"{url!r} is not at an allowed host")
    if not all(is_public(address) for address in addresses_of(host)):
        raise RemoteError(f"{host} is a private address")


def addresses_of(host: str) -> list[Address]:
    """Where a host name leads. Raises RemoteError when it leads nowhere."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise RemoteError(f"{host}: {problem}") from problem
    return [ipaddress.ip_address(entry[4][0]) for entry in found]


def is_public(address: Address) -> bool:
    """Whether it is one server's on the open internet, also when an IPv6 address only wraps an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    return address.is_global and not address.is_multicast and not address.is_reserved
