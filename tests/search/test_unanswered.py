"""Searches without results: counted without anybody in them, forgotten in time, shown to editors."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from caravana_site.common import groups
from caravana_site.search import unanswered
from caravana_site.search.models import UnansweredSearch
from tests import factories as made

pytestmark = pytest.mark.django_db


def test_words_are_counted_by_day_and_language_and_nothing_else_is_kept(client: Any, site: dict[str, Any]) -> None:
    made.ContentPageFactory(parent=site["home"], title="La furgoneta")
    for words in ("Drons  al camp", "drons al camp", "furgoneta", "de la", ""):
        client.get("/ca/cerca/", {"q": words})
    client.get("/es/buscar/", {"q": "drones"})
    rows = UnansweredSearch.objects.values_list("words", "language", "day", "times")
    today = timezone.localdate()
    assert set(rows) == {("drons al camp", "ca", today, 2), ("drones", "es", today, 1)}
    assert {field.name for field in UnansweredSearch._meta.get_fields()} == {"id", "words", "language", "day", "times"}


def test_what_may_be_personal_or_is_very_long_is_not_kept(client: Any, site: dict[str, Any]) -> None:
    for words in ("anna.puig@example.cat", "telèfon 600 123 456", "12345678Z", "mot " * 40):
        assert client.get("/ca/cerca/", {"q": words}).status_code == 200
    assert not UnansweredSearch.objects.exists()


def test_a_robot_does_not_fill_the_table(client: Any, site: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_A_DAY", 2)
    for words in ("drons", "satèl·lits", "coets", "drons"):
        client.get("/ca/cerca/", {"q": words})
    assert set(UnansweredSearch.objects.values_list("words", "times")) == {("drons", 2), ("satèllits", 1)}


def test_they_are_forgotten_in_time() -> None:
    today = timezone.localdate()
    for days in (unanswered.KEPT_DAYS, unanswered.KEPT_DAYS + 1):
        UnansweredSearch.objects.create(words=f"drons {days}", language="ca", day=today - timedelta(days=days))
    assert unanswered.purge() == 1
    assert UnansweredSearch.objects.get().words == f"drons {unanswered.KEPT_DAYS}"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(groups.COMMUNICATION, True), (groups.REVIEWERS, True), (groups.TRANSLATORS_CA_ES, False)],
)
def test_editors_and_reviewers_read_the_report(client: Any, site: dict[str, Any], role: str, allowed: bool) -> None:
    UnansweredSearch.objects.create(words="drons", language="ca", day=timezone.localdate(), times=7)
    user = get_user_model().objects.create_user("qui", "qui@example.cat", "x")
    user.groups.add(groups.ensure_groups()[role])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("unanswered_searches_report")
    answer = client.get(url)
    assert (answer.status_code == 200) is allowed
    assert (url in client.get(reverse("wagtailadmin_home")).content.decode()) is allowed
    if allowed:
        assert "drons" in answer.content.decode()
        assert "drons" not in client.get(url, {"language": "es"}).content.decode()
        assert b"drons,ca" in b"".join(client.get(url, {"export": "csv"}))
