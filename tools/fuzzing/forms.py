"""Sendings to the public forms that no browser would make. Whatever comes, people get an answer: never a 5xx."""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from django.conf import settings as SITE  # noqa: N812  # hypothesis has settings too
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    EmailField,
    Field,
    IntegerField,
    ModelChoiceField,
    URLField,
)
from django.test import Client
from django.urls import resolve
from django.utils import translation
from hypothesis import given, seed
from hypothesis import strategies as some

from caravana_site.common.public_forms import kinds
from caravana_site.common.public_forms.seal import Seal

from .contract import Told, generated

URLENCODED = "application/x-www-form-urlencoded"
OWN = {"Sec-Fetch-Site": "same-origin"}
READ = 60  # seconds ago
HOSTILE: list[str | bytes] = [
    "", " ", "\x00", "a\x00b", "on", "0", "-1", "9" * 400, "1e999", "NaN", "null", "[]", "{}", "true", "é" * 3000,
    "<script>", "'; --", "%s%n", "{{ 7 * 7 }}", "\u202e", "\ud7ff\ue000", "🛶" * 50, "a@b", "a@b.cat\nBcc: c@d.cat",
    "nuria@sort.example", "https://sort.example/", "javascript:alert(1)", "//sort.example", "2026-02-30",
    "2026-03-29T02:30", "0001-01-01", "9999-12-31", "99999-01-01", "25:61", "../../etc/passwd", b"\xff\xfe",
    b"\xc3\x28", b"\xed\xa0\x80",
]  # fmt: skip
FILES = [
    ("../../a.pdf", b"%PDF-1.7\n"), ("a.pdf", b"<html>"), ("a.svg", b"<svg onload='x'/>"),
    ("a\x00.jpg", b"\xff\xd8\xff"), ("é" * 300 + ".png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    ("a.zip", b"PK\x03\x04" + b"\xff" * 60), ("", b""), ("a", b"\0" * 9000),
]  # fmt: skip


def _value() -> Any:
    return some.one_of(some.sampled_from(HOSTILE), some.text(max_size=60), some.binary(max_size=30))


def _seals(form: str) -> Any:
    """Good ones, of another form, broken ones."""
    good = some.builds(lambda: str(Seal(form, uuid4(), 0, time.time() - READ)))
    other = some.builds(lambda: str(Seal("another", uuid4(), 2**70, -1e18)))
    return some.one_of(good, good, good, other, _value())


def _proofs() -> Any:
    """Whatever JSON there is where the solved puzzle is expected."""
    deep = some.recursive(
        some.none() | some.booleans() | some.floats() | some.text(max_size=9),
        lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=9), inner, max_size=3),
        max_leaves=6,
    )
    named = some.fixed_dictionaries(dict.fromkeys(("algorithm", "challenge", "salt", "signature", "number"), deep))
    return some.builds(lambda told: b64encode(json.dumps(told).encode()).decode(), named) | _value()


GOOD: list[tuple[type[Field], str]] = [
    (EmailField, "nuria@sort.example"), (URLField, "https://sort.example/"), (DateField, "2026-01-15"),
    (BooleanField, "on"), (IntegerField, "12"), (ModelChoiceField, "1"), (Field, "Com ho vau fer?"),
]  # fmt: skip


def _field(field: Any) -> Any:
    """Mostly what it takes, so that a sending gets past the first field."""
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        choices: Any = field.choices
        good = some.sampled_from([str(value) for value, _label in choices if value][:40] or [""])
    else:
        good = some.just(next(value for kind, value in GOOD if isinstance(field, kind)))
    if isinstance(field, ModelChoiceField):
        good |= some.integers(0, 60).map(str)
    return some.integers(0, 7).flatmap(lambda number: _value() if number == 7 else good)


@some.composite
def _given(draw: some.DrawFn, name: str, value: Any) -> list[tuple[str, Any]]:
    """Mostly once, else twice or never."""
    times = draw(some.integers(0, 2)) if draw(some.integers(0, 9)) == 9 else 1
    return [(name, draw(value)) for _time in range(times)]


def _sendings(form: str, fields: Mapping[str, Field]) -> Any:
    """Pairs of name and value: those of the form, some twice, some missing, and others that it does not have."""
    special = {"seal": _seals(form), "altcha": _proofs(), "fax": some.just("")}
    pairs = [_given(name, special[name] if name in special else _field(field)) for name, field in fields.items()]
    junk = some.lists(some.tuples(some.text(max_size=12), _value()), max_size=1)
    return some.tuples(*pairs, junk).map(lambda found: [pair for part in found for pair in part])


def _view_at(path: str) -> Any:
    with translation.override(path.split("/")[1]):
        found: Any = resolve(path.partition("?")[0]).func
    return found.view_class


def addresses(practice: str) -> dict[str, str]:
    """Each public form's address → its key; `practice` is the path of a public one."""
    paths = [
        f"{practice}escriu/", f"{practice}adaptada/", "/ca/avisa/?pagina=%2Fca%2F", "/es/avisa/",
        "/ca/accessibilitat/bustia/", "/ca/parades/sollicitud/", "/es/paradas/solicitud/",
    ]  # fmt: skip
    found = {}
    for path in paths:
        found[path] = _view_at(path).key
    lacking = {form.key for form in kinds.all_forms()} - set(found.values())
    if lacking:
        raise LookupError(f"Forms without an address here: {', '.join(sorted(lacking))}.")
    return found


def send(path: str, number: int, most: int, told: Told) -> None:
    """At most so many sendings to one form, the same ones whenever the seed is the same (but for the seals)."""
    view = _view_at(path)
    fields = view.form_class.base_fields
    client = Client(raise_request_exception=False, SERVER_NAME=urlsplit(SITE.SITE_URL).hostname)

    @seed(number)
    @generated(most)
    @given(
        _sendings(view.key, fields),
        some.lists(some.sampled_from(FILES), max_size=2),
        some.integers(0, 2**24 - 1),
        some.sampled_from(
            [URLENCODED, "multipart", "text/plain", "application/json", "multipart/form-data; boundary="]
        ),
    )
    def one(pairs: list[tuple[str, Any]], files: list[tuple[str, bytes]], network: int, encoding: str) -> None:
        place = f"10.{network >> 16}.{network >> 8 & 255}.{network & 255}"  # so that the limit is nobody's
        post = _poster(client, path, place)
        answer = post(*_body(pairs, files, fields, encoding))
        told.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            told.failures.setdefault(f"POST {path}: {answer.status_code}", f"{encoding} {pairs!r} {files!r}"[:3000])

    one()


def _poster(client: Client, path: str, place: str) -> Callable[[Any, str], Any]:
    def post(data: Any, content_type: str) -> Any:
        told: dict[str, Any] = {} if content_type == "multipart" else {"content_type": content_type}
        return client.post(path, data, headers=OWN, REMOTE_ADDR=place, **told)

    return post


def _body(
    pairs: list[tuple[str, Any]], files: list[tuple[str, bytes]], fields: Mapping[str, Any], encoding: str
) -> tuple[Any, str]:
    if encoding != "multipart":
        safe = [(name.encode(errors="surrogatepass"), _bytes(value)) for name, value in pairs]
        return urlencode(safe).encode(), encoding
    data: dict[str, Any] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(_bytes(value).decode(errors="replace"))
    named = [name for name, field in fields.items() if getattr(field.widget, "needs_multipart_form", False)]
    for (name, content), field in zip(files, named or ["file", "text"], strict=False):
        data.setdefault(field, []).append(SimpleUploadedFile(name or "x", content))
    return data, encoding


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode(errors="surrogatepass")
