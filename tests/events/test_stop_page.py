"""A stop's own page: who may attend, what came of it, what it seeks, and its neighbours on the road."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from events.models import StopAttendance, StopMaterial, StopPractice, StopState
from tests.factories import (
    InterviewFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    StopPageFactory,
    ThemeFactory,
    translated,
)

pytestmark = pytest.mark.django_db
REGISTER, CONNECT = "https://inscripcions.example.cat/", "https://connexio.example.cat/"


def shown(client: Any, stop: Any) -> str:
    return str(client.get(stop.url).content.decode())


def over(**fields: Any) -> dict[str, Any]:
    start = timezone.now() - timedelta(days=20)
    return {"start": start, "end": start + timedelta(hours=3), **fields}


def test_registration_is_offered_until_the_end_of_its_last_day(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar, registration_url=REGISTER, capacity=20)
    assert "20 persones" in shown(client, stop)
    assert REGISTER in shown(client, stop), "without a deadline, until it begins to be past"
    stop.registration_deadline = timezone.localdate()
    stop.save()
    assert "aquest dia inclòs" in shown(client, stop)
    assert REGISTER in shown(client, stop)
    stop.registration_deadline -= timedelta(days=1)
    stop.save()
    assert REGISTER not in shown(client, stop)
    assert "Es va tancar el" in shown(client, stop)


@pytest.mark.parametrize("state", [StopState.POSTPONED, StopState.CANCELLED])
def test_nobody_registers_nor_connects_to_what_does_not_take_place(client: Any, calendar: Any, state: str) -> None:
    stop = StopPageFactory(
        parent=calendar, registration_url=REGISTER, connection_link=CONNECT, state=state, state_reason="Ha nevat."
    )
    text = shown(client, stop)
    assert REGISTER not in text
    assert CONNECT not in text
    assert "Ha nevat." in text
    assert "d’aquí a" not in text


def test_the_connection_is_for_everybody_or_not_shown_and_ends_with_the_stop(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar, connection_link=CONNECT)
    assert CONNECT in shown(client, stop)
    with time_machine.travel(stop.end, tick=False):
        assert CONNECT not in shown(client, stop)
    for attendance in (StopAttendance.ADMINISTRATIONS, StopAttendance.INVITATION):
        stop.attendance = attendance
        stop.save()
        assert CONNECT not in shown(client, stop), attendance


def test_who_may_attend_and_how_one_gets_in_are_said(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(
        parent=calendar, attendance=StopAttendance.ADMINISTRATIONS, place_accessibility="Rampa i lavabo adaptat."
    )
    text = shown(client, stop)
    assert "Només administracions" in text
    assert "Rampa i lavabo adaptat." in text


def test_a_stop_without_rapporteur_says_so_until_it_is_over(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar)
    assert "M’ofereixo com a relator" in shown(client, stop)
    assert "M’ofereixo com a relator" in client.get(calendar.url).content.decode()
    with time_machine.travel(stop.end, tick=False):
        assert "M’ofereixo com a relator" not in shown(client, stop)
    stop.rapporteur = OrganisationFactory(name="Ajuntament que hi va")
    stop.save()
    assert "M’ofereixo com a relator" not in shown(client, stop)
    assert "Ajuntament que hi va" in shown(client, stop)


def test_a_past_stop_leads_to_its_story_and_its_interview(client: Any, calendar: Any) -> None:
    story = PracticePageFactory(parent=PracticeIndexPageFactory(parent=calendar.get_parent()), title="La furgoneta")
    InterviewFactory(page=story, locale=story.locale, duration=timedelta(minutes=19, seconds=7))
    stop = StopPageFactory(parent=calendar, **over())
    StopPractice.objects.create(page=stop, practice=story)
    hidden = PracticePageFactory(parent=story.get_parent(), title="Un esborrany", live=False)
    StopPractice.objects.create(page=stop, practice=hidden)
    for text in (shown(client, stop), client.get(calendar.url).content.decode()):
        assert f'href="{story.url}"' in text
        assert "La furgoneta" in text
        assert f'href="{story.url}#interview"' in text
        assert "Entrevista de 19:07" in text
        assert "Un esborrany" not in text
    assert 'id="interview"' in client.get(story.url).content.decode()


def test_an_untranslated_story_leads_to_the_page_that_says_so_and_its_interview_to_where_it_is(
    client: Any, calendar: Any
) -> None:
    spanish = translated(calendar, "es", slug="paradas")
    stories = PracticeIndexPageFactory(parent=calendar.get_parent())
    translated(stories, "es", slug="practicas")
    story = PracticePageFactory(parent=stories, title="Una història")
    InterviewFactory(page=story, locale=story.locale)
    stop = StopPageFactory(parent=spanish, theme=ThemeFactory(locale=spanish.locale), **over())
    StopPractice.objects.create(page=stop, practice=story)
    for text in (shown(client, stop), client.get(spanish.url).content.decode()):
        assert f'href="/es/practicas/{story.slug}/"' in text
        assert '<span lang="ca">Una història</span>' in text
        assert f'href="{story.url}" hreflang="ca"' in text
    assert client.get(f"/es/practicas/{story.slug}/").status_code == 200
    own = translated(story, "es", slug="una-historia", title="Una historia")
    assert f'href="{own.url}"' in shown(client, stop)
    assert 'lang="ca">Una història' not in shown(client, stop)


def test_what_there_is_to_take_away_is_shown_with_where_it_leads(client: Any, calendar: Any) -> None:
    stop = StopPageFactory(parent=calendar, **over())
    document = get_document_model().objects.create(title="x", file=ContentFile(b"%PDF-1.4", name="diapos.pdf"))
    StopMaterial.objects.create(page=stop, locale=stop.locale, title="Les diapositives", document=document)
    StopMaterial.objects.create(page=stop, locale=stop.locale, title="El codi", url="https://codi.example.cat/x")
    text = shown(client, stop)
    assert "Les diapositives" in text
    assert document.url in text
    assert "PDF" in text
    assert 'href="https://codi.example.cat/x"' in text
    assert "codi.example.cat</small>" in text


def test_the_neighbours_of_a_stop_are_the_nearest_that_take_place(client: Any, calendar: Any) -> None:
    now = timezone.now()

    def at(days: int, **fields: Any) -> Any:
        return StopPageFactory(parent=calendar, start=now + timedelta(days=days), **fields)

    first, stop, last = at(1), at(5), at(9)
    for days in (3, 7):
        at(days, state=StopState.CANCELLED, state_reason="Ha nevat.")
    context = client.get(stop.url).context
    assert (context["previous_stop"], context["next_stop"]) == (first, last)
    assert client.get(first.url).context["previous_stop"] is None
    assert client.get(last.url).context["next_stop"] is None
