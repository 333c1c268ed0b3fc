"""What readers sent, in the administration: a longer listing costs no more, and only what counts is listed."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caravana_site.common import groups
from caravana_site.common.models import NoticeVersion
from home.models import AccessibilityMessage, MistakeReport
from practices.models import Replication, ReplicationReport
from tests.factories import OrganisationFactory, PracticeIndexPageFactory, PracticePageFactory, publish_home

from .test_listings import UPSTREAM

pytestmark = pytest.mark.django_db
LISTINGS = {
    "reports": ("wagtailsnippets_practices_replicationreport:list", b"Ens de prova"),
    "shown": ("wagtailsnippets_practices_replication:list", b"Ens de prova"),
    "accessibility": ("wagtailsnippets_home_accessibilitymessage:list", b"dies h\xc3\xa0bils"),
    "mistakes": ("wagtailsnippets_home_mistakereport:list", b"/ca/pagina-"),
}


@pytest.fixture
def parent() -> Any:
    return PracticeIndexPageFactory(parent=publish_home())


def add(kind: str, parent: Any, number: int, **changes: Any) -> None:
    notice = NoticeVersion.objects.get_or_create(
        form="x", language="ca", number=1, purpose="x", legal_basis="x", retention_days=1
    )[0]
    sent = {"language": "ca", "notice": notice, "confirmed": timezone.now(), **changes}
    if kind == "mistakes":
        MistakeReport.objects.create(**sent, text="x", page_path=f"/ca/pagina-{number}/")
        return
    if kind == "accessibility":
        AccessibilityMessage.objects.create(**sent, text="x", route="lack").take_in()
        return
    told = {
        "practice": PracticePageFactory(parent=parent),
        "organisation": OrganisationFactory(),
        "organisation_name": "Ens de prova",
        "state": "adapted",
        "happened_on": "2025-01-01",
        "what_changed": "Res.",
    }
    if kind == "shown":
        organisation = OrganisationFactory(name=f"Ens de prova {number}")
        Replication.objects.create(**{**told, "organisation": organisation}, locale=parent.locale)
    else:
        ReplicationReport.objects.create(**told, **sent)


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_longer_listing_costs_no_more_queries(admin_client: Any, parent: Any, kind: str) -> None:
    name, word = LISTINGS[kind]

    def queries(added: int, drawn: int) -> int:
        for number in range(added):
            add(kind, parent, drawn * 10 + number)
        admin_client.get(reverse(name))  # warms site-wide caches
        with CaptureQueriesContext(connection) as spent:
            page = admin_client.get(reverse(name))
        assert page.content.count(word) >= drawn  # else flat proves nothing
        return len(spent)

    upstream = UPSTREAM if kind == "shown" else 0  # only what is translated has the «translate» button
    assert queries(2, 2) + 6 * upstream == queries(6, 8)


def test_what_is_not_confirmed_is_not_listed_nor_waited_for(admin_client: Any, parent: Any) -> None:
    add("mistakes", parent, 1, confirmed=None)
    assert "/ca/pagina-1/" not in admin_client.get(reverse(LISTINGS["mistakes"][0])).content.decode()
    dashboard = admin_client.get("/admin/").content.decode()
    assert "avís d’error dels lectors" not in dashboard
    add("mistakes", parent, 2)
    assert "1 avís d’error dels lectors." in admin_client.get("/admin/").content.decode()


def test_an_editor_reads_a_mistake_and_marks_it_mended(client: Any, parent: Any) -> None:
    editor = get_user_model().objects.create_user("editora", "editora@example.cat", "x")
    editor.groups.add(groups.ensure_groups()[groups.COMMUNICATION])
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    add("mistakes", parent, 3, email="algu@example.cat")
    report = MistakeReport.objects.get()
    edit = reverse("wagtailsnippets_home_mistakereport:edit", args=[report.pk])
    assert "algu@example.cat" in client.get(edit).content.decode()
    assert client.post(edit, {"state": "mended", "note": "Fet.", "text": "canviat"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.note, report.text) == ("mended", "Fet.", "x")
    assert client.get(reverse("wagtailsnippets_home_mistakereport:delete", args=[report.pk])).status_code == 302
    assert MistakeReport.objects.exists(), "deleting is an administrator's, or the purge's"
