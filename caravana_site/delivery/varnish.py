"""Telling Varnish which keys to forget (vmod xkey; `deploy/varnish.vcl` answers)."""

import http.client
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

LONGEST = 4000
"""Bytes of keys in one request: Varnish reads headers of 8 kB."""


class TellingError(Exception):
    """A cache did not hear it; the message is for whoever runs the site."""


def forget(address: str, keys: Iterable[str], *, soft: bool, seconds: float) -> None:
    """Raises TellingError for whatever goes wrong within that time."""
    parts = urlsplit(address)
    header = "xkey-softpurge" if soft else "xkey-purge"
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=seconds)
    try:
        for some in _in_parts(keys):
            connection.request("PURGE", "/", headers={header: some, "Host": parts.netloc})
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.client.OK:
                raise TellingError(f"{address} answered {answer.status}.")
    except (OSError, http.client.HTTPException) as problem:
        raise TellingError(f"{address}: {problem or type(problem).__name__}") from problem
    finally:
        connection.close()


def _in_parts(keys: Iterable[str]) -> Iterator[str]:
    part: list[str] = []
    size = 0
    for key in keys:
        if part and size + len(key) + 1 > LONGEST:
            yield " ".join(part)
            part, size = [], 0
        part.append(key)
        size += len(key) + 1
    if part:
        yield " ".join(part)
