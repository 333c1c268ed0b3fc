"""What an outside judge of headers would say of the site as it runs in production: A+ at every kind of address."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import factories as made
from tools.check_deployment import stand_ins

from .observatory import Verdict, judge

HOST = "caravana.example.cat"
PREFIXES = ("SECURE_", "SESSION_", "CSRF_", "LANGUAGE_COOKIE", "X_FRAME", "MIDDLEWARE")


@pytest.fixture
def production(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever production's settings say of headers, cookies and HTTPS."""
    for name, value in stand_ins(str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    name = "caravana_site.settings.production"
    monkeypatch.delitem(sys.modules, name, raising=False)
    module = importlib.import_module(name)
    monkeypatch.delitem(sys.modules, name)
    taken = [key for key in dir(module) if key.startswith(PREFIXES)]
    assert "SECURE_HSTS_SECONDS" in taken
    for key in taken:
        setattr(settings, key, getattr(module, key))
    settings.ALLOWED_HOSTS = module.ALLOWED_HOSTS


@pytest.fixture
def asked(production: None) -> Callable[[str], Verdict]:
    """The judgement of an address, asked by somebody who never came before."""

    def ask(path: str) -> Verdict:
        answers = [Client(SERVER_NAME=HOST).get(path, secure=secure) for secure in (True, False)]
        return judge(answers[0], f"https://{HOST}{path}", answers[1])

    return ask


@pytest.mark.django_db
def test_every_kind_of_address_gets_an_a_plus(asked: Callable[[str], Verdict]) -> None:
    home = made.publish_home("es")
    practice = made.PracticePageFactory(parent=made.PracticeIndexPageFactory(parent=home))
    stop = made.StopPageFactory(parent=made.StopIndexPageFactory(parent=home))
    paths = [
        *("/", "/ca/", "/es/", practice.url, practice.get_parent().url, stop.url, stop.get_parent().url),
        *("/ca/cerca/", "/ca/parades/sollicitud/", "/ca/no-hi-es/", "/robots.txt", "/sitemap.xml"),
        *("/admin/login/", "/admin/", "/media/no-hi-es.png", "/documents/1/no-hi-es.pdf"),
        *(f"/embed/ca/practice/{practice.translation_key}/", f"/embed/es/stop/{stop.translation_key}/"),
        *("/embed/ca/practice/no/", f"/oembed?url=https://{HOST}{practice.url}", "/calendar/ca/stops.ics"),
        *("/api/v1/docs", "/api/v1/practices", "/api/v1/openapi.json", "/api/v1/no-hi-es"),
    ]
    found = {path: asked(path) for path in paths}
    short = {path: (one.score, one.points) for path, one in found.items() if one.grade != "A+"}
    assert not short
    assert found["/ca/"].score >= 125
    assert found["/admin/login/"].points["cookies"] == 5


def answer(**headers: str) -> HttpResponse:
    good = {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(headers={**good, **{name.replace("_", "-"): value for name, value in headers.items()}})


def graded(one: HttpResponse, location: str = f"https://{HOST}/") -> str:
    return judge(one, f"https://{HOST}/", HttpResponse(status=301, headers={"Location": location})).grade


@pytest.mark.parametrize(
    ("headers", "grade"),
    [
        ({}, "A+"),
        ({"Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline'"}, "C+"),
        ({"Content-Security-Policy": ""}, "C"),
        ({"Strict-Transport-Security": ""}, "B+"),
        ({"Strict-Transport-Security": "max-age=600"}, "A+"),
        ({"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"}, "C"),
        ({"Content-Security-Policy": "script-src 'self' 'unsafe-eval'; object-src 'none'; default-src x"}, "B"),
    ],
)
def test_the_judge_sees_what_is_missing(headers: dict[str, str], grade: str) -> None:
    assert graded(answer(**headers)) == grade


def test_the_judge_sees_scripts_cookies_and_redirections() -> None:
    page = answer()
    page.content = '<script src="//elsewhere.example/a.js"></script><script src="http://elsewhere.example/a.js">'
    assert graded(page) == "C"
    cookie = answer()
    cookie.set_cookie("sessionid", "x", secure=True, samesite="Lax")
    assert graded(cookie) == "B"
    assert graded(answer(), location="http://elsewhere.example/") == "B+"
