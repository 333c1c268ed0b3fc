"""The contract: strictly valid, and true to what is answered and refused."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from caravana_site.api.reads import lists

from .parcels import KIND, send, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(client: Client) -> Any:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def conforms(contract: Any, path: str, body: Any, status: int = 200) -> None:
    content = contract["paths"][path]["get"]["responses"][str(status)]["content"]
    (media,) = content.values()
    schema = {**media["schema"], "components": contract["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(body)


def test_it_is_strictly_valid(contract: Any) -> None:
    assert contract["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []
    for schema in contract["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_it_names_every_parameter_that_is_taken(client: Client, contract: Any) -> None:
    told = contract["paths"]["/api/v1/parcels"]["get"]["parameters"]
    assert [one["name"] for one in told] == list(lists.list_parameters(KIND))
    refused = client.get("/api/v1/parcels?colour=red").json()
    assert refused["valid"] == sorted(one["name"] for one in told)
    item = contract["paths"]["/api/v1/parcels/{uuid}"]["get"]["parameters"]
    assert {one["name"]: one["in"] for one in item} == {
        "uuid": "path", "locale": "query", "fallback": "query", "fields": "query", "include": "query",
    }  # fmt: skip


@pytest.mark.parametrize(
    "query", ["", "count=true", "fields=title,weight", "include=friends", "fields=day&include=friends"]
)
def test_answers_are_as_it_says(client: Client, contract: Any, query: str) -> None:
    friend = send("Amic")
    uuid = send(friends=[friend], day="2026-03-28", weight=2, themes=["a"])
    conforms(contract, "/api/v1/parcels", client.get(f"/api/v1/parcels?{query}").json())
    if "count" not in query:
        conforms(contract, "/api/v1/parcels/{uuid}", client.get(f"/api/v1/parcels/{uuid}?{query}").json())


def test_what_is_read_across_kinds_is_as_it_says(client: Client, contract: Any) -> None:
    uuid = send()
    withdraw(send())
    for path, query in (
        ("/api/v1/", {}),
        ("/api/v1/changes", {}),
        ("/api/v1/resolve", {"path": f"/ca/paquets/{str(uuid)[:8]}/"}),
        ("/api/v1/search", {"q": "res"}),
        ("/api/v1/facets", {"theme": "cap"}),
    ):
        answer = client.get(path, query)
        assert answer.status_code == 200, answer.content
        conforms(contract, path, answer.json())


def test_refusals_are_as_it_says(client: Client, contract: Any) -> None:
    for query, status in (("colour=red", 400), ("q=" + "a" * 5000, 414)):
        answer = client.get(f"/api/v1/parcels?{query}")
        assert answer.status_code == status
        conforms(contract, "/api/v1/parcels", answer.json(), status)
    example = contract["paths"]["/api/v1/parcels"]["get"]["responses"]["400"]["content"]
    conforms(contract, "/api/v1/parcels", example["application/problem+json"]["example"], 400)


def test_examples_of_parameters_are_taken(client: Client, contract: Any) -> None:
    for path in ("/api/v1/parcels", "/api/v1/themes", "/api/v1/search", "/api/v1/facets"):
        for one in contract["paths"][path]["get"]["parameters"]:
            if "example" in one:
                text = one["example"]
                text = ",".join(text) if isinstance(text, list) else json.dumps(text).strip('"')
                needed = {"q": "res"} if path.endswith("search") else {}
                assert client.get(path, {**needed, one["name"]: text}).status_code == 200, one["name"]


@pytest.mark.parametrize(
    ("language", "heading"), [("ca", "Dades per als teus programes"), ("es", "Datos para tus programas")]
)
def test_the_reference_for_people_has_all_of_it(client: Client, contract: Any, language: str, heading: str) -> None:
    answer = client.get("/api/v1/docs", {"locale": language})
    page = answer.content.decode()
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}">' in page
    assert heading in page
    for path, methods in contract["paths"].items():
        assert f"GET {path}" in page
        assert all(f"<code>{one['name']}</code>" in page for one in methods["get"]["parameters"])
    for name in contract["components"]["schemas"]:
        assert f'id="schema-{name}"' in page
    loaded = re.findall(
        r'<(?:script|img|iframe|source)[^>]+src="([^"]+)"|<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', page
    )
    assert loaded
    assert all((script or style).startswith("/static/") for script, style in loaded)
