"""Caches in front are told at once, exactly what was touched, and again until they have heard it."""

import io
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from django_q.models import OrmQ
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from caravana_site.delivery import purging
from caravana_site.delivery.models import Purge
from tests import factories as made

from .conftest import Cache, Content, publish

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("committed")
def test_publishing_tells_the_page_its_lists_and_nothing_else(content: Content, cache: Cache) -> None:
    publish(content.practice, title="Un altre títol")
    told = set(cache.told)
    practice = content.practice
    assert {f"wagtailcore.page:{practice.pk}", f"practice:{practice.translation_key}", "practice", "changes"} <= told
    assert not told & {"everything", "frame", "site", "menus", "stop", "kit-resource"}
    assert f"wagtailcore.page:{content.other.pk}" not in told
    assert f"practice:{content.other.translation_key}" not in told


@pytest.mark.usefixtures("committed")
def test_a_page_carries_the_keys_that_are_told(content: Content, client: Any) -> None:
    publish(content.practice, title="Un altre títol")
    keys = set(client.get(content.practice.url)["Surrogate-Key"].split())
    body = content.practice.organisation
    assert {f"wagtailcore.page:{content.practice.pk}", f"practices.organisation:{body.pk}", "site", "frame"} <= keys
    assert "practice" not in keys
    assert "practice" in client.get("/ca/practiques/")["Surrogate-Key"].split()


@pytest.mark.usefixtures("committed")
def test_what_is_around_every_page_is_told_to_every_page(content: Content, cache: Cache) -> None:
    settings = made.SiteSettingsFactory._meta.model.objects.get(locale=content.home.locale)
    settings.site_name = "Un altre nom"
    settings.save()
    assert "site" in cache.told
    assert "everything" not in cache.told


@pytest.mark.usefixtures("committed")
def test_who_is_told_again_until_it_has_heard(content: Content, cache: Cache) -> None:
    cache.answers = 503
    publish(content.practice, title="Un altre títol")
    assert cache.told == []
    waiting = set().union(*(row.keys for row in Purge.objects.all()))
    assert f"wagtailcore.page:{content.practice.pk}" in waiting
    assert all("503" in row.problem for row in Purge.objects.all())
    assert any(job.func() == purging.TELL_DUE for job in OrmQ.objects.all()), "the queue tries again within a second"
    purging.tell_due()
    assert Purge.objects.filter(next_try__gt=timezone.now()).count() == Purge.objects.count()
    cache.answers = 200
    Purge.objects.update(next_try=timezone.now())
    purging.tell_due()
    assert waiting <= set(cache.told)


@pytest.mark.usefixtures("committed")
def test_one_that_does_not_answer_keeps_neither_editors_nor_the_others(
    content: Content, cache: Cache, settings: Any
) -> None:
    settings.VARNISH_URLS = ["http://127.0.0.1:1", cache.address]
    publish(content.practice, title="Un altre títol")
    assert "practice" in cache.told
    assert Purge.objects.exclude(problem="").exists()


def test_a_second_time_for_what_was_being_fetched(content: Content, cache: Cache) -> None:
    purging.purge(["practice:1"])
    assert cache.told == ["practice:1"]
    Purge.objects.update(next_try=timezone.now())
    purging.tell_due()
    assert cache.told == ["practice:1", "practice:1"]
    assert not Purge.objects.exists()


def test_one_that_is_away_for_a_day_is_given_up(cache: Cache) -> None:
    cache.answers = 503
    Purge.objects.create(keys=["practice"], since=timezone.now() - timedelta(hours=25))
    purging.tell_due()
    assert not Purge.objects.exists()


@pytest.mark.usefixtures("committed")
def test_with_nothing_configured_nothing_waits(content: Content) -> None:
    publish(content.practice, title="Un altre títol")
    assert not Purge.objects.exists()


def test_long_lists_go_in_parts(cache: Cache) -> None:
    keys = [f"practice:{number:036}" for number in range(500)]
    purging.purge(keys)
    assert cache.told == keys


class Network:
    """Stands for a network that distributes content."""

    told: ClassVar[list[str]] = []

    def __init__(self, options: Any) -> None:
        assert options == {"ZONEID": "z"}

    def purge_batch(self, urls: list[str]) -> None:
        self.told.extend(urls)


@pytest.mark.usefixtures("committed")
def test_networks_are_told_addresses_by_the_queue(content: Content, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "tests.delivery.test_purging.Network", "ZONEID": "z"}}
    call_command("reconcile_documents", stdout=io.StringIO())
    Network.told.clear()
    publish(content.practice, title="Un altre títol")
    jobs = [job for job in OrmQ.objects.all() if job.func().endswith("tell_by_address")]
    assert jobs, "no editor waits for them"
    for job in jobs:
        purging.tell_by_address(*job.task["args"])
    paths = {url.removeprefix(settings.SITE_URL) for url in Network.told}
    assert {content.practice.url, content.practice_es.url, "/ca/practiques/", "/es/practicas/", "/ca/"} <= paths
    assert content.other.url not in paths


def test_everything_is_told_by_command(cache: Cache) -> None:
    call_command("purge_caches", stdout=io.StringIO())
    assert cache.told == ["everything"]


@pytest.mark.usefixtures("committed")
def test_a_file_that_not_everybody_may_read_any_more_is_forgotten(client: Any, cache: Cache) -> None:
    collection = Collection.get_first_root_node().add_child(name="Per a tothom")
    pdf = ContentFile(b"%PDF-", "full.pdf")
    file = get_document_model().objects.create(title="Full", file=pdf, collection=collection)
    answer = client.get(file.url)
    assert answer["Cache-Control"].startswith("public, max-age=300, s-maxage=")
    assert "document" in answer["Surrogate-Key"].split()
    cache.told.clear()
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert "document" in cache.told
    refused = client.get(file.url)
    assert (refused.status_code, refused["Cache-Control"]) == (302, "private, no-store")


@pytest.mark.usefixtures("committed")
def test_a_page_that_not_everybody_may_read_any_more_is_forgotten(content: Content, client: Any, cache: Cache) -> None:
    PageViewRestriction.objects.create(page=content.index, restriction_type="password", password="x")
    hidden = (content.index, content.practice, content.other)
    assert {f"wagtailcore.page:{page.pk}" for page in hidden} <= set(cache.told)
    asked = client.get(content.practice.url)
    assert {"private", "no-store"} <= set(asked["Cache-Control"].split(", "))
    assert "Surrogate-Key" not in asked.headers


@pytest.mark.usefixtures("committed")
def test_calendars_are_forgotten_when_their_texts_are_written_anew(content: Content, client: Any, cache: Cache) -> None:
    stop = made.StopPageFactory(parent=content.stops)
    publish(stop, title="Una parada")
    assert "calendar" in cache.told
    assert "calendar" in client.get("/calendar/ca/stops.ics")["Surrogate-Key"].split()
