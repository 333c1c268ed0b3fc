"""A request's page leads on: to the guide of its visit and to the approval of its story."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from events.models import StopRequest, Visit
from tests.factories import PracticePageFactory, StopPageFactory
from tests.people import permission, signed_in

from .conftest import page_of

pytestmark = pytest.mark.django_db
ADD, ASK = "Fes l’enllaç del guió de l’entrevista", "Demana l’aprovació"


@pytest.fixture
def asked(office: Any) -> StopRequest:
    """A request whose drafts are made, in Spanish."""
    request: StopRequest = office.matched().host_request
    request.stop = StopPageFactory(parent=office.calendars["es"], live=False)
    request.practice = PracticePageFactory(parent=office.practices["es"], live=False)
    request.save(update_fields=["stop", "practice"])
    return request


def address_of(page: str, words: str) -> str:
    before = page[: page.index(f">{words}<")]
    return unescape(before[before.rindex('href="') + 6 : -1])


def test_the_guide_comes_filled_in_and_is_found_again(enter: Callable[..., Any], asked: StopRequest) -> None:
    client = enter()
    page = client.get(page_of(asked)).content.decode()
    assert address_of(page, ASK) == reverse("practice_approvals", args=[asked.practice.pk])
    form = client.get(address_of(page, ADD)).context["form"]
    brought = {name: form.get_initial_for_field(form.fields[name], name) for name in ("stop", "practice", "language")}
    assert brought == {"stop": asked.stop, "practice": asked.practice, "language": "es"}

    visit = Visit.objects.create(stop=asked.stop, practice=asked.practice, language="es")
    page = client.get(page_of(asked)).content.decode()
    assert reverse("wagtailsnippets_events_visit:edit", args=[visit.pk]) in page
    assert "encara no s’hi han portat notes" in page
    Visit.objects.update(delivered=timezone.now())
    assert "notes portades al relat el" in client.get(page_of(asked)).content.decode()


def test_what_is_not_there_is_left_out(enter: Callable[..., Any], asked: StopRequest) -> None:
    address = reverse("wagtailsnippets_events_visit:add")
    answer = enter().get(f"{address}?stop=999999&practice=%27&language=xx")
    assert answer.status_code == 200
    form = answer.context["form"]
    assert not any(form.get_initial_for_field(form.fields[name], name) for name in ("stop", "practice", "language"))


def test_before_the_drafts_there_is_nowhere_to_go(enter: Callable[..., Any], office: Any) -> None:
    page = enter().get(page_of(office.matched().host_request)).content.decode()
    assert ADD not in page
    assert ASK not in page


def test_whoever_may_neither_make_visits_nor_see_approvals_is_not_led_there(client: Any, asked: StopRequest) -> None:
    user = get_user_model().objects.create_user("pau", "pau@example.cat", "x")
    user.user_permissions.add(*map(permission, ("wagtailadmin.access_admin", "events.work_stoprequest")))
    signed_in(client, user)
    Visit.objects.create(stop=asked.stop, language="es")
    answer = client.get(page_of(asked))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert ADD not in page
    assert ASK not in page
    assert "encara no s’hi han portat notes" not in page
