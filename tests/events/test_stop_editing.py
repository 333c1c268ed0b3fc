"""Editing a stop in the administration: each mistake is told by its field, in the editor's language."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from events.models import StopMaterial, StopPage, StopState
from tests.events.stop_forms import sent
from tests.factories import StopPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop(calendar: Any) -> Any:
    start = (timezone.now() + timedelta(days=30)).replace(second=0, microsecond=0)
    return StopPageFactory(parent=calendar, start=start)


@pytest.fixture
def user(calendar: Any) -> Any:
    return get_user_model().objects.create_superuser("edita", "edita@example.cat", "x")


def publish(client: Any, user: Any, stop: Any, language: str = "ca", **changes: Any) -> Any:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client.force_login(user)
    data = {**sent(stop, user, **changes), "action-publish": "1"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[stop.pk]), data, follow=True)


DAY = "%Y-%m-%d"
MISTAKES = [
    ({"end": "2026-01-01 10:00", "start": "2026-01-01 12:00"}, "end", "Ha d’acabar", "Tiene que acabar"),
    ({"start": "2026-02-30 10:00"}, "start", "data/hora", "fecha/hora"),
    ({"start": "2027-03-28 02:30"}, "start", "Europe/Madrid", "Europe/Madrid"),
    ({"end": "2026-10-25 02:30"}, "end", "ambigu", "ambigu"),
    ({"registration_deadline": "2099-01-01"}, "registration_deadline", "no es pot tancar", "no puede cerrarse"),
    ({"registration_deadline": "2027-02-30"}, "registration_deadline", "data vàlida", "fecha válida"),
    ({"longitude": "2.1"}, "latitude", "van juntes", "van juntas"),
    ({"latitude": "41.9"}, "longitude", "van juntes", "van juntas"),
    ({"longitude": "2000", "latitude": "41"}, "longitude", "Aquest lloc no existeix", "Este lugar no existe"),
    ({"longitude": "nord", "latitude": "41"}, "longitude", "un número", "un número"),
    ({"state": "cancelled"}, "state_reason", "Digues per què", "Di por qué"),
    ({"state": "postponed", "state_reason": "   "}, "state_reason", "Digues per què", "Di por qué"),
    ({"state": "cancelled", "state_reason": "a" * 2000}, "state_reason", "300", "300"),
    ({"place": ""}, "place", "Digues on és", "Di dónde es"),
    ({"capacity": "99999999"}, "capacity", "32767", "32767"),
    ({"capacity": "-1"}, "capacity", "0", "0"),
    ({"registration_url": "javascript:alert(1)"}, "registration_url", "URL", "URL"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "catalan", "spanish"), MISTAKES)
def test_a_mistake_is_told_by_its_field_in_both_languages_and_nothing_is_kept(
    client: Any, user: Any, stop: Any, changes: dict[str, str], field: str, catalan: str, spanish: str
) -> None:
    for language, words in (("ca", catalan), ("es", spanish)):
        answer = publish(client, user, stop, language, **changes)
        assert answer.status_code == 200
        errors = answer.context["form"].errors
        assert set(errors) == {field}
        told = " ".join(
            re.findall(rf'id="panel-[^"]*{field}-errors".*?</div>', unescape(answer.content.decode()), re.S)
        )
        assert words in told
        assert "This" not in told, "nothing in English"
        assert "constraint" not in told.lower()
    before = (stop.start, stop.end, stop.state, stop.place)
    stop.refresh_from_db()
    assert (stop.start, stop.end, stop.state, stop.place) == before


def test_what_is_right_is_published(client: Any, user: Any, stop: Any) -> None:
    deadline = timezone.localdate(stop.start)
    answer = publish(
        client, user, stop, state="cancelled", state_reason="Ha nevat.", longitude="2.5", latitude="41.9",
        registration_deadline=f"{deadline:{DAY}}",
    )  # fmt: skip
    assert "form" not in answer.context or not answer.context["form"].errors
    stop.refresh_from_db()
    assert (stop.state, stop.state_reason, stop.longitude) == (StopState.CANCELLED, "Ha nevat.", 2.5)
    assert stop.registration_deadline == deadline


WARNINGS = {"ca": "Els dies d’aquesta parada ja han passat", "es": "Los días de esta parada ya han pasado"}


@pytest.mark.parametrize("language", WARNINGS)
@pytest.mark.parametrize("state", StopState.values)
def test_a_stop_to_come_whose_days_have_gone_by_is_kept_with_a_warning(
    client: Any, user: Any, stop: Any, state: str, language: str
) -> None:
    answer = publish(
        client, user, stop, language, start="2026-01-12 10:00", end="2026-01-12 12:00", state=state, state_reason="X."
    )
    warned = WARNINGS[language] in answer.content.decode()
    assert warned == (state in (StopState.PROPOSED, StopState.CONFIRMED))
    stop.refresh_from_db()
    assert f"{timezone.localtime(stop.start):{DAY}}" == "2026-01-12", "recorded afterwards, which is allowed"


def test_a_new_stop_in_the_past_is_made_with_a_warning(client: Any, user: Any, stop: Any) -> None:
    publish(client, user, stop)  # signs in, in Catalan
    data = sent(stop, user, title="Nova", slug="nova", start="2026-01-12 10:00", end="2026-01-12 12:00")
    address = reverse("wagtailadmin_pages:add", args=["events", "stoppage", stop.get_parent().pk])
    answer = client.post(address, {**data, "action-publish": "1"}, follow=True)
    assert WARNINGS["ca"] in answer.content.decode()
    assert StopPage.objects.get(slug="nova").live


def test_a_material_is_a_file_or_an_address_and_not_both_nor_none(client: Any, user: Any, stop: Any) -> None:
    def add(**row: str) -> Any:
        client.force_login(user)
        data = sent(stop, user)
        data |= {"materials-TOTAL_FORMS": 1, **{f"materials-0-{name}": value for name, value in row.items()}}
        data |= {"materials-0-ORDER": 1, "action-publish": "1"}
        return client.post(reverse("wagtailadmin_pages:edit", args=[stop.pk]), data)

    UserProfile.objects.create(user=user, preferred_language="ca")
    answer = add(title="Diapositives", url="", document="")
    assert "Tria un fitxer o escriu una adreça" in answer.content.decode()
    assert add(title="Diapositives", url="https://x.example.cat/", document="").status_code == 302
    assert StopMaterial.objects.get(page=stop).title == "Diapositives"
