"""Reviews that come due, practices that nobody looked at, and the archive: told once, in each reader's language."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from caravana_site.common import groups
from caravana_site.common.mail import deliver_due
from practices.freshness import LISTED, tell_reviews_due
from practices.models import PracticePage, ReviewReminder
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, publish_home, translated
from tests.translation import filled

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def on_that_day(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def index() -> Any:
    index = PracticeIndexPageFactory(parent=publish_home("es"))
    translated(index, "es", slug="practicas")
    return index


@pytest.fixture
def editors(index: Any) -> None:
    made = groups.ensure_groups()
    for name, key, language in (
        ("comunica", groups.COMMUNICATION, "ca"),
        ("revisa", groups.REVIEWERS, "es"),
        ("tradueix", groups.TRANSLATORS_CA_ES, "es"),
        ("plega", groups.REVIEWERS, "ca"),
    ):
        user = get_user_model().objects.create_user(name, f"{name}@example.cat", "x", is_active=name != "plega")
        user.groups.add(made[key])
        UserProfile.objects.create(user=user, preferred_language=language)


def sent() -> dict[str, Any]:
    """Address → message, of what left through the queue."""
    mail.outbox.clear()
    deliver_due()
    return {message.message()["To"]: message for message in mail.outbox}


def due(index: Any, day: date, **fields: Any) -> Any:
    return PracticePageFactory(parent=index, reviewed_on=date(2025, 1, 1), next_review=day, **fields)


def test_editors_are_told_once_a_due_date_each_in_their_language(index: Any, editors: None) -> None:
    page = due(index, TODAY, title="La furgoneta")
    translated(page, "es", title="La furgoneta en castellano")
    due(index, TODAY + timedelta(days=1), title="Demà")
    due(index, TODAY, title="Arxivada", archived=True, archived_reason="Ja no.")
    due(index, TODAY, title="Esborrany", live=False)
    assert tell_reviews_due() == 1
    told = sent()
    assert set(told) == {"comunica@example.cat", "revisa@example.cat"}
    catalan, spanish = (told[f"{name}@example.cat"].message() for name in ("comunica", "revisa"))
    texts = [one.get_payload(decode=True).decode() for one in (catalan, spanish)]
    assert "Toca revisar 1 pràctica" in str(told["comunica@example.cat"].subject)
    assert "Toca revisar 1 práctica" in str(told["revisa@example.cat"].subject)
    for text in texts:
        assert "La furgoneta" in text
        assert f"http://testserver{reverse('wagtailadmin_pages:edit', args=[page.pk])}" in text
        assert not any(title in text for title in ("Demà", "Arxivada", "Esborrany"))
    assert "Ha arribat el dia" in texts[0]
    assert "Ha llegado el día" in texts[1]
    assert tell_reviews_due() == 0
    assert sent() == {}


def test_the_languages_of_many_editors_are_asked_for_at_once(index: Any, editors: None) -> None:
    due(index, TODAY)
    with CaptureQueriesContext(connection) as asked:
        tell_reviews_due()
    assert len([one for one in asked if "wagtailusers_userprofile" in one["sql"]]) == 1
    assert len(sent()) == 2


def test_a_new_due_date_is_told_again(index: Any, editors: None) -> None:
    page = due(index, TODAY - timedelta(days=3))
    assert tell_reviews_due() == 1
    page.next_review = TODAY + timedelta(days=30)
    page.save_revision().publish()
    assert tell_reviews_due() == 0
    assert tell_reviews_due(on=TODAY + timedelta(days=30)) == 1


def test_without_anybody_to_write_to_it_waits(index: Any) -> None:
    due(index, TODAY)
    assert tell_reviews_due() == 0
    assert not ReviewReminder.objects.exists()


def test_many_are_listed_up_to_a_number_and_the_rest_are_counted(index: Any, editors: None) -> None:
    for number in range(LISTED + 2):
        due(index, TODAY, title=f"Número {number}")
    tell_reviews_due()
    text = sent()["comunica@example.cat"].message().get_payload(decode=True).decode()
    assert text.count("- Número") == LISTED
    assert "I 2 més." in text


@pytest.mark.parametrize(("language", "told"), [("ca", "Ningú no ha revisat"), ("es", "Nadie ha revisado")])
def test_two_years_without_a_review_are_said_on_top(client: Any, index: Any, language: str, told: str) -> None:
    old = PracticePageFactory(parent=index, reviewed_on=TODAY - timedelta(days=2 * 365))
    fresh = PracticePageFactory(parent=index, reviewed_on=TODAY - timedelta(days=2 * 365 - 1))
    for page, stale in ((old, True), (fresh, False)):
        shown = page if language == "ca" else translated(page, "es", slug=f"{page.slug}-es")
        assert (told in client.get(shown.url).content.decode()) is stale


def test_what_is_due_waits_on_the_first_screen_of_whoever_may_edit_it(client: Any, index: Any, editors: None) -> None:
    page = due(index, TODAY)
    translated(page, "es")
    for name, expected in (("comunica", "Toca revisar 1 pràctica."), ("revisa", "Toca revisar 1 práctica.")):
        client.force_login(get_user_model().objects.get(username=name), "django.contrib.auth.backends.ModelBackend")
        assert expected in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(f"{reverse('practices:index')}?ordering=next_review").status_code == 200


def test_archiving_the_source_reaches_a_translation_at_once_and_survives_its_next_publishing(
    admin_client: Any, client: Any, index: Any
) -> None:
    page = PracticePageFactory(parent=index, title="S’arxiva", slug="s-arxiva")
    page.save_revision().publish()
    spanish = Locale.objects.get(language_code="es")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=spanish)
    filled.confirm(translation)
    filled.translate_terms(translation)
    translation.save_target(publish=False)
    other = PracticePage.objects.get(translation_key=page.translation_key, locale=spanish)
    other.latest_revision.publish()
    page.archived, page.archived_reason = True, "El fa la comarca."
    page.save_revision().publish()
    other.refresh_from_db()
    assert other.archived
    told = client.get(other.url).content.decode()
    assert "Esta práctica está archivada." in told
    assert '<span lang="ca">El fa la comarca.</span>' in told, "its reason is not translated yet"
    assert client.get("/es/practicas/").context["listing"].page.paginator.count == 0
    filled.confirm(translation)
    translation.save_target(publish=False)
    PracticePage.objects.get(pk=other.pk).latest_revision.publish()
    other.refresh_from_db()
    assert other.archived
    edit = admin_client.get(reverse("wagtailadmin_pages:edit", args=[other.pk]))
    assert edit.status_code == 200


SHARED_AT_ONCE = {
    "relay_email": "nova@example.cat",
    "contact_name": "Núria Prat",
    "contact_email": "nuria@example.cat",
    "contact_phone": "973 000 000",
    "licence": "CC-BY-SA-4.0",
    "is_sample": True,
}


def test_what_a_reader_must_not_get_late_reaches_a_translation_at_once_and_its_draft(index: Any) -> None:
    page = PracticePageFactory(parent=index, title="Comparteix", slug="comparteix")
    other = translated(page, "es")
    for name, value in SHARED_AT_ONCE.items():
        assert getattr(other, name) != value
        setattr(page, name, value)
    page.save_revision().publish()
    other.refresh_from_db()
    draft = other.get_latest_revision_as_object()
    for version in (other, draft):
        assert {name: getattr(version, name) for name in SHARED_AT_ONCE} == SHARED_AT_ONCE


def test_archived_practices_leave_lists_search_themes_and_sitemap(client: Any, index: Any) -> None:
    page = PracticePageFactory(parent=index, title="Zumzeig", archived=True, archived_reason="El fa la comarca.")
    assert client.get(f"{index.url}?q=zumzeig").context["listing"].page.paginator.count == 0
    assert page.title not in client.get(page.theme.get_absolute_url().replace("/es/", "/ca/")).content.decode()
    assert page.slug not in client.get("/sitemap-pages.xml").content.decode()
    assert "El fa la comarca." in client.get(page.url).content.decode()
