"""Every public address of the demonstration: what it says to caches is true, and no two visitors see another page."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageViewRestriction

from caravana_site.api import kinds
from caravana_site.api.models import Document
from caravana_site.api.projection import signals
from caravana_site.common.models import User
from caravana_site.delivery import watching
from practices.models import Comarca, Municipality, Province
from tests.browser.test_site import PAGES

pytestmark = [pytest.mark.xdist_group("seeds"), pytest.mark.django_db]
PRIVATE = re.compile(r"/(sollicitud|solicitud|bustia|buzon|escriu|escribe|adaptada|avisa|visita)/", re.ASCII)
"""Forms and secret links: nobody keeps them."""
MACHINES = (
    *("/feeds/ca/practices.atom", "/feeds/es/stops.json", "/calendar/ca/stops.ics", "/calendar/es/stops.ics"),
    *("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-themes.xml", "/sitemap-organisations.xml", "/robots.txt"),
    *("/towns.json", "/bodies.json", "/ca/cerca/suggeriments.json?q=fur", "/favicon.ico"),
    *("/api/v1/practices", "/api/v1/stops?locale=es", "/api/v1/changes", "/api/v1/openapi.json"),
)
SHARED = re.compile(
    r"^public, max-age=(\d+), s-maxage=(\d+)(?:, stale-while-revalidate=\d+)?(?:, stale-if-error=\d+)?$"
)

NOT_EDITED = frozenset({Municipality, Comarca, Province, ContentType})
FOLLOWING = frozenset(
    {
        *("delivery_generation", "delivery_purge"),
        "events_calendarevent",  # `rewritten` tells of it, since many are written at once
        *("common_rendition", "wagtailcore_referenceindex", "taggit_tag", "taggit_taggeditem"),
        *("wagtailsearch_indexentry", "wagtailsearch_indexentry_fts", "search_searchword", "search_unansweredsearch"),
        *("caravana_api_document", "caravana_api_dependency", "caravana_api_change", "caravana_api_value"),
    }
)
"""What is written with what is told or after it, and what is counted of readers."""


def addresses() -> Iterator[str]:
    for paths in PAGES.values():
        yield from paths
    yield from MACHINES
    for kind in ("practice", "stop"):
        document = Document.objects.public().of(kind).exclude(path="").order_by("pk")[0]
        yield f"/embed/{document.language}/{kind}/{document.uuid}/"
        yield f"/oembed?url=http://testserver{document.path}"
    yield f"/calendar/ca/{Document.objects.public().of('stop').filter(language='ca')[0].uuid}.ics"


def test_every_public_address_tells_caches_the_truth(demonstration: None) -> None:
    call_command("reconcile_documents", stdout=io.StringIO())
    editor = Client()
    editor.force_login(User.objects.create_superuser("caches", "caches@example.org", "x"))
    faults: list[str] = []
    tables: set[str] = set()
    for path in dict.fromkeys(addresses()):
        with CaptureQueriesContext(connection) as queries:
            first = Client().get(path)
        if not PRIVATE.search(path):
            tables |= {name for query in queries for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
        second = Client().get(path, headers={"Accept-Language": "es-ES", "User-Agent": "Another"})
        faults += [f"{path}: {fault}" for fault in faults_of(path, first, second, editor.get(path))]
    assert not faults, "\n".join(faults)
    missing = sorted(untold(tables))
    assert not missing, f"Pages read these tables, and no cache is told when a row changes: {', '.join(missing)}"


def faults_of(path: str, first: Any, second: Any, editors: Any) -> Iterator[str]:
    told = first.headers.get("Cache-Control", "")
    if first.cookies:
        yield "it sets a cookie"
    if PRIVATE.search(path):
        if "no-store" not in told or "Surrogate-Key" in first.headers:
            yield f"a form may be kept: {told}"
        return
    yield from faults_of_times(first.status_code, told)
    if "everything" not in first.headers.get("Surrogate-Key", "").split():
        yield "it has no keys"
    if first.content != second.content:
        yield "two visitors see another page"
    compressed = path.startswith("/api/") and first.headers.get("Vary") == "Accept-Encoding"  # documents are packed
    if "Vary" in first.headers and not compressed:
        yield f"Vary: {first.headers['Vary']}"
    for_anybody = path.startswith(("/api/", "/embed/", "/oembed"))
    if "no-store" not in editors.headers["Cache-Control"] and not for_anybody:
        yield f"an editor's is kept: {editors.headers['Cache-Control']}"
    if first.status_code == 200:
        again = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
        if again.status_code != 304 or not SHARED.match(again.headers["Cache-Control"]):
            yield f"asked again: {again.status_code} {again.headers.get('Cache-Control')}"


def faults_of_times(status: int, told: str) -> Iterator[str]:
    if status == 404:
        if told != "public, max-age=60, s-maxage=60":
            yield f"what is absent is kept so: {told}"
    elif not (found := SHARED.match(told)):
        yield f"{status}: {told}"
    elif not 0 < int(found[1]) <= 86_400 or not 0 < int(found[2]) <= 86_400:
        yield told


def untold(tables: set[str]) -> set[str]:
    """Tables whose rows no document watches and no page is told of. Those of a cluster are written with its head."""
    told = {*watching.watched(), *signals.WHOLE_SITE, Page, PageViewRestriction, *NOT_EDITED}
    told |= {model for model in apps.get_models() if any(isinstance(one, ParentalKey) for one in model._meta.fields)}
    for kind in kinds.all_kinds():
        told |= {*kind.models, *kind.watches, *kind.reaches}
    parents = {parent for model in told for parent in model._meta.get_parent_list()}
    return tables - {model._meta.db_table for model in told | parents} - FOLLOWING
