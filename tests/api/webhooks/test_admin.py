"""Webhooks in the administration: for administrators alone, in both languages, and everything done there is kept."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from caravana_site.api.models import WebhookDelivery, WebhookSubscription
from caravana_site.api.webhooks import sending
from caravana_site.common import groups
from caravana_site.common.personal_data import duties
from tests.factories import ThemeFactory, publish_home

from .conftest import Endpoint, subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
WEBHOOKS = "wagtailsnippets_caravana_api_webhooksubscription"
LOG = "wagtailsnippets_caravana_api_webhookdelivery"
BACKEND = "django.contrib.auth.backends.ModelBackend"
ENGLISH = re.compile(r"endpoint|paused|[Dd]eliver|[Pp]roblem\b|[Ss]ecret is|Since|What is|Kinds|tells")
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")


@pytest.fixture
def hook(endpoint: Endpoint) -> WebhookSubscription:
    return subscribe(endpoint)


def addresses(hook: WebhookSubscription, row: WebhookDelivery) -> list[str]:
    """Of every page that there is."""
    return [
        reverse(f"{WEBHOOKS}:list"), reverse(f"{WEBHOOKS}:add"), reverse(f"{WEBHOOKS}:edit", args=[hook.pk]),
        reverse(f"{WEBHOOKS}:inspect", args=[hook.pk]), reverse(f"{WEBHOOKS}:delete", args=[hook.pk]),
        reverse(f"{WEBHOOKS}:history", args=[hook.pk]), reverse("webhook_secret", args=[hook.pk]),
        reverse(f"{LOG}:list"), reverse(f"{LOG}:inspect", args=[row.pk]),
    ]  # fmt: skip


def actions(hook: WebhookSubscription, row: WebhookDelivery) -> list[str]:
    names = ("rotate", "pause", "resume", "test", "send_failed_again")
    return [
        *(reverse(f"webhook_{name}", args=[hook.pk]) for name in names),
        reverse("webhook_send_again", args=[row.pk]),
    ]


def test_nobody_but_administrators_comes_in_whatever_a_group_was_given(client: Any, hook: WebhookSubscription) -> None:
    publish_home("es")
    ThemeFactory()
    row, noted = WebhookDelivery.objects.earliest("pk"), WebhookDelivery.objects.count()
    member = get_user_model().objects.create_user("anna", "anna@example.cat", "x")
    member.groups.add(groups.ensure_groups()[groups.REVIEWERS])
    member.user_permissions.add(*Permission.objects.filter(codename__contains="webhook"))
    client.force_login(member, backend=BACKEND)
    for address in addresses(hook, row):
        answer = client.get(address)
        assert answer.status_code in (302, 403), address
        assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home"), address
    for address in actions(hook, row):
        assert client.post(address, {"since": "2026-01-01"}).status_code in (302, 403), address
    hook.refresh_from_db()
    assert (hook.paused_since, hook.previous_secret) == (None, "")
    assert not ModelLogEntry.objects.filter(action__startswith="caravana.webhook").exists()
    assert WebhookDelivery.objects.count() == noted
    assert "Webhooks" not in client.get("/admin/").content.decode()


def test_nothing_is_done_by_a_mere_look(admin_client: Any, hook: WebhookSubscription) -> None:
    ThemeFactory()
    for address in actions(hook, WebhookDelivery.objects.get()):
        assert admin_client.get(address).status_code == 405


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ca", ["En pausa: El receptor ha respost 410", "De què informa", "Torna a enviar el que ha fallat"]),
        ("es", ["En pausa: El receptor ha respondido 410", "De qué informa", "Volver a enviar lo que ha fallado"]),
    ],
)
def test_every_page_opens_in_both_languages(
    client: Any, admin_user: Any, endpoint: Endpoint, language: str, words: list[str]
) -> None:
    profile = UserProfile.get_for_user(admin_user)
    profile.preferred_language = language
    profile.save()
    client.force_login(admin_user, backend=BACKEND)
    hook = subscribe(endpoint, themes=["data"], languages=["ca"], kinds=["theme"])
    endpoint.will(410)
    ThemeFactory(key="data", slug="data")
    sending.send(hook.pk)
    for address in addresses(hook, WebhookDelivery.objects.get()):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.html["lang"] == language
        text = page.find("main").get_text(" ", strip=True)
        assert not re.search(r"endpoint|paused|[Dd]eliver|[Pp]roblem\b|[Ss]ecret is|Since|What is|Kinds|tells", text), (
            text
        )
    shown = BeautifulSoup(client.get(reverse(f"{WEBHOOKS}:inspect", args=[hook.pk])).content, "html.parser")
    text = " ".join(shown.find("main").get_text(" ", strip=True).split())
    assert [word for word in words if word not in text] == []
    assert endpoint.url in text


def make(client: Any, **values: Any) -> Any:
    told = {
        "name": "Agregador", "url": "https://hooks.example.org/in", "contact": "dev@example.cat",
        "contact_language": "es", "kinds": ["theme"], "languages": [], "themes": ["data"],
    }  # fmt: skip
    return client.post(reverse(f"{WEBHOOKS}:add"), told | values, follow=True)


def test_the_secret_of_a_new_webhook_is_shown_once(admin_client: Any) -> None:
    ThemeFactory(key="data", slug="data")
    answer = make(admin_client)
    hook = WebhookSubscription.objects.get()
    assert (hook.kinds, hook.languages, hook.themes) == (["theme"], [], ["data"])
    assert SECRET.findall(answer.content.decode()) == [hook.secret]
    assert "no-store" in answer["Cache-Control"]
    for address in (answer.request["PATH_INFO"], reverse(f"{WEBHOOKS}:edit", args=[hook.pk])):
        assert not SECRET.search(admin_client.get(address).content.decode())
    assert not SECRET.search(str(list(ModelLogEntry.objects.values_list("data", flat=True))))


def test_a_rotated_secret_is_shown_once_and_the_webhooks_page_shows_none(
    admin_client: Any, hook: WebhookSubscription
) -> None:
    before = hook.secret
    answer = admin_client.post(reverse("webhook_rotate", args=[hook.pk]), follow=True)
    hook.refresh_from_db()
    assert SECRET.findall(answer.content.decode()) == [hook.secret]
    assert hook.secret != before == hook.previous_secret
    assert not SECRET.search(admin_client.get(answer.request["PATH_INFO"]).content.decode())
    assert not SECRET.search(admin_client.get(reverse(f"{WEBHOOKS}:inspect", args=[hook.pk])).content.decode())
    other = subscribe_like(hook)
    admin_client.post(reverse("webhook_rotate", args=[hook.pk]))
    other_page = admin_client.get(reverse("webhook_secret", args=[other.pk])).content.decode()
    assert not SECRET.search(other_page), "it is shown on its own page alone"


def subscribe_like(hook: WebhookSubscription) -> WebhookSubscription:
    return WebhookSubscription.objects.create(name="Un altre", url=hook.url, contact_language="ca")


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example.org/", "https://10.0.0.1/", "https://[::ffff:169.254.169.254]/", "https://u:p@example.org/",
     "https://example.org:25/", "javascript:alert(1)", "https://2130706433/"],
)  # fmt: skip
def test_an_address_that_nothing_could_ever_be_sent_to_is_refused(admin_client: Any, settings: Any, url: str) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = False
    answer = make(admin_client, url=url)
    assert not WebhookSubscription.objects.exists()
    assert answer.context["form"].errors.keys() >= {"url"}


def test_a_kind_or_theme_that_there_is_not_is_refused(admin_client: Any) -> None:
    assert make(admin_client, kinds=["nonsense"], themes=["nonsense"]).context["form"].errors.keys() == {
        "kinds", "themes",
    }  # fmt: skip


def test_moments_are_those_of_here(admin_client: Any, endpoint: Endpoint) -> None:
    hook = subscribe(endpoint, created=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    page = admin_client.get(reverse(f"{WEBHOOKS}:inspect", args=[hook.pk])).content.decode()
    assert "2 de juliol de 2026 a les 0:30" in page


def test_changing_a_webhook_leaves_its_secret_and_its_state(admin_client: Any, hook: WebhookSubscription) -> None:
    secret = hook.secret
    edit = reverse(f"{WEBHOOKS}:edit", args=[hook.pk])
    told = {"name": "Nou nom", "url": hook.url, "contact": "", "contact_language": "ca", "languages": ["es"]}
    assert admin_client.post(edit, told).status_code == 302
    hook.refresh_from_db()
    assert (hook.name, hook.languages, hook.secret, hook.paused_since) == ("Nou nom", ["es"], secret, None)


def test_it_is_paused_and_resumed_and_both_are_kept(
    admin_client: Any, admin_user: Any, hook: WebhookSubscription
) -> None:
    admin_client.post(reverse("webhook_pause", args=[hook.pk]))
    hook.refresh_from_db()
    assert hook.pause_reason == "by-hand"
    admin_client.post(reverse("webhook_resume", args=[hook.pk]))
    hook.refresh_from_db()
    assert (hook.paused_since, hook.pause_reason) == (None, "")
    told = ModelLogEntry.objects.filter(action__startswith="caravana.webhook").order_by("timestamp", "pk")
    assert [entry.action for entry in told] == ["caravana.webhook_paused", "caravana.webhook_resumed"]
    assert {entry.user for entry in told} == {admin_user}


@pytest.mark.parametrize("paused", [False, True])
def test_a_test_is_sent_once_also_while_paused(
    admin_client: Any, endpoint: Endpoint, hook: WebhookSubscription, paused: bool
) -> None:
    if paused:
        admin_client.post(reverse("webhook_pause", args=[hook.pk]))
    endpoint.will(500)
    admin_client.post(reverse("webhook_test", args=[hook.pk]))
    job = OrmQ.objects.get(key="webhooks").task
    assert job["func"] == "caravana_site.api.webhooks.sending.send_one"
    sending.send_one(*job["args"])
    row = WebhookDelivery.objects.get()
    assert (row.state, row.last_status) == ("failed", 500)
    assert endpoint.received[0].told["type"] == "webhook.test"
    hook.refresh_from_db()
    assert (hook.failures_in_a_row, hook.pause_reason) == (0, "by-hand" if paused else "")


def test_what_failed_since_a_day_is_sent_again(
    admin_client: Any, endpoint: Endpoint, hook: WebhookSubscription
) -> None:
    now = timezone.now()
    made = {}
    for name, days, state in (
        ("old", 5, "failed"),
        ("new", 1, "failed"),
        ("newer", 0, "failed"),
        ("done", 0, "waiting"),
    ):
        made[name] = WebhookDelivery.objects.create(
            subscription=hook, number=1, kind="theme", action="updated", payload="{}", state=state, tries=8,
            created=now - timedelta(days=days), since=now - timedelta(days=days), due=now + timedelta(days=9),
        )  # fmt: skip
    since = timezone.localdate() - timedelta(days=2)
    admin_client.post(reverse("webhook_send_failed_again", args=[hook.pk]), {"since": since.isoformat()})
    assert sending.send(hook.pk) == 2
    assert [one.headers["webhook-id"] for one in endpoint.received] == [
        made["new"].message_id, made["newer"].message_id,
    ]  # fmt: skip
    answer = admin_client.post(reverse("webhook_send_failed_again", args=[hook.pk]), {"since": "x"}, follow=True)
    assert "No s’ha tornat a enviar res" in answer.content.decode()


def test_one_of_the_log_is_sent_again(admin_client: Any, endpoint: Endpoint, hook: WebhookSubscription) -> None:
    ThemeFactory()
    sending.send(hook.pk)
    row = WebhookDelivery.objects.get()
    OrmQ.objects.all().delete()
    admin_client.post(reverse("webhook_send_again", args=[row.pk]))
    sending.send_one(*OrmQ.objects.get().task["args"])
    assert [one.headers["webhook-id"] for one in endpoint.received] == [row.message_id] * 2


def test_the_log_can_be_narrowed(admin_client: Any, endpoint: Endpoint, hook: WebhookSubscription) -> None:
    endpoint.will(204, 422)
    for key in ("one", "two"):
        ThemeFactory(key=key, slug=key)
    sending.send(hook.pk)
    good, bad = WebhookDelivery.objects.order_by("pk")
    for query, shown in (
        ("", {good, bad}), ("state=delivered", {good}), ("last_problem=status", {bad}), ("kind=theme", {good, bad}),
        ("subscription=" + str(hook.pk), {good, bad}), ("created_from=2999-01-01", set()),
    ):  # fmt: skip
        page = admin_client.get(f"{reverse(f'{LOG}:list')}?{query}").content.decode()
        assert {row for row in (good, bad) if row.message_id in page} == shown, query


def test_lists_cost_the_same_for_many_rows(admin_client: Any, endpoint: Endpoint) -> None:
    costs: list[list[int]] = []
    for number in (2, 8):
        while WebhookSubscription.objects.count() < number:
            key = f"theme-{WebhookSubscription.objects.count()}"
            ThemeFactory(key=key, slug=key)
            subscribe(endpoint)
        costs.append([])
        for listing in (f"{WEBHOOKS}:list", f"{LOG}:list"):
            admin_client.get(reverse(listing))
            with CaptureQueriesContext(connection) as queries:
                admin_client.get(reverse(listing))
            costs[-1].append(len(queries))
    assert costs[0] == costs[1]


def test_a_contact_is_found_and_forgotten_and_the_webhook_stays(hook: WebhookSubscription) -> None:
    assert duties.export("DEV@example.cat")
    duties.erase("dev@example.cat")
    hook.refresh_from_db()
    assert hook.contact == ""
    assert not duties.export("dev@example.cat")
