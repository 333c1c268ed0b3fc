"""The document of a stop follows what it was built from, in both languages, and never the clock."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from caravana_site.api.models import Document
from caravana_site.api.projection import keys, pending
from caravana_site.api.projection.projector import project_all
from events import calendar_events
from events.models import (
    StopMaterial,
    StopPractice,
    StopState,
)
from tests import factories as made
from tests.api.published import both, document, filtered_by, publish
from tests.events.stop_forms import sent

pytestmark = pytest.mark.django_db
CONNECT, REGISTER = "https://connexio.example.cat/", "https://inscripcions.example.cat/"


def in_spanish(page: Any) -> Any:
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="es")


def test_publishing_the_source_brings_its_shared_values_to_both_documents(stop: Any) -> None:
    host = made.OrganisationFactory(name="Ajuntament de Berga")
    start = datetime(2027, 1, 10, 9, tzinfo=UTC)
    publish(stop, place="Una altra sala", host=host, start=start, end=start + timedelta(hours=2))
    for told in both(stop):
        assert told["location"]["place"] == "Una altra sala"
        assert told["host"]["title"] == "Ajuntament de Berga"
        assert (told["start"], told["end"]) == ("2027-01-10T10:00:00+01:00", "2027-01-10T12:00:00+01:00")
    assert document("stop", stop, "es")["title"] == "Casa por casa", "words are the translator’s"


def test_a_stop_that_an_editor_cancels_says_so_in_both_languages_with_the_reason_in_its_own(
    client: Any, stop: Any
) -> None:
    stop = publish(stop, registration_url=REGISTER)
    before = document("stop", stop)["calendar"]["sequence"]
    assert document("stop", stop, "es")["registration_url"] == REGISTER
    user = get_user_model().objects.create_superuser("edita", "edita@example.cat", "x")
    client.force_login(user)
    data = {**sent(stop, user, state="cancelled", state_reason="Ha nevat molt."), "action-publish": "1"}
    client.post(reverse("wagtailadmin_pages:edit", args=[stop.pk]), data)
    for told, name in zip(both(stop), ("cancel·lada", "cancelada"), strict=True):
        assert told["state"] == {"key": "cancelled", "name": name}
        assert told["state_reason"] == {"text": "Ha nevat molt.", "locale": "ca"}
        assert told["registration_url"] is None
        assert told["seeks_rapporteur"] is False
        assert told["json_ld"]["eventStatus"] == "https://schema.org/EventCancelled"
        assert told["calendar"]["sequence"] > before
    assert filtered_by("stop", stop, "es")["state"] == {"cancelled"}
    publish(in_spanish(stop), state_reason="Ha nevado mucho.")
    assert document("stop", stop, "es")["state_reason"] == {"text": "Ha nevado mucho.", "locale": "es"}
    assert document("stop", stop)["state_reason"]["text"] == "Ha nevat molt."


def test_a_postponed_stop_that_takes_place_again_gives_no_reason(stop: Any) -> None:
    publish(stop, state=StopState.POSTPONED, state_reason="S’ajorna per la neu.")
    assert [told["state_reason"]["text"] for told in both(stop)] == ["S’ajorna per la neu."] * 2
    publish(stop, state=StopState.CONFIRMED)
    assert [told["state_reason"] for told in both(stop)] == [None, None]


def test_a_host_that_is_renamed_has_its_new_name_and_calendars_their_next_number(stop: Any) -> None:
    before = document("stop", stop)["calendar"]["sequence"]
    stop.host.name = "Ajuntament de Gósol i el Pedraforca"
    stop.host.save()
    assert [told["host"]["title"] for told in both(stop)] == ["Ajuntament de Gósol i el Pedraforca"] * 2
    calendar_events.refresh_all()
    assert {told["calendar"]["sequence"] for told in both(stop)} == {before + 1}


def test_a_theme_that_is_renamed_has_its_new_name(stop: Any) -> None:
    document("stop", stop)
    stop.theme.name = "Un altre nom"
    stop.theme.save()
    assert document("stop", stop)["themes"] == [{"key": stop.theme.key, "name": "Un altre nom"}]


def test_a_practice_is_named_while_everybody_may_read_it_and_in_the_language_that_it_has(
    stop: Any, stories: Any
) -> None:
    story = publish(made.PracticePageFactory(parent=stories, title="L’oficina mòbil", slug="oficina"))
    stop.practices = [StopPractice(practice=story)]
    stop.save_revision().publish()

    def named(language: str) -> list[tuple[str, str, str]]:
        practices = document("stop", stop, language)["practices"]
        assert filtered_by("stop", stop, language).get("practice", set()) == {one["uuid"] for one in practices}
        return [(one["title"], one["locale"], one["url"]) for one in practices]

    catalan = ("L’oficina mòbil", "ca", "http://testserver/ca/practiques/oficina/")
    assert named("ca") == named("es") == [catalan]
    spanish = made.translated(story, "es", title="La oficina móvil", slug="oficina-movil")
    assert named("es") == [("La oficina móvil", "es", "http://testserver/es/practicas/oficina-movil/")]
    closed = PageViewRestriction.objects.create(page=spanish, restriction_type=PageViewRestriction.LOGIN)
    assert named("es") == [catalan]
    closed.delete()
    assert named("es")[0][0] == "La oficina móvil"
    story.unpublish()
    assert [one[1] for one in named("ca")] == ["es"]
    spanish.unpublish()
    assert named("ca") == named("es") == []
    publish(story)
    assert named("ca") == [catalan]


def test_the_chronicle_leads_to_no_page_that_is_not_public(stop: Any, stories: Any) -> None:
    story = publish(made.PracticePageFactory(parent=stories, title="Encara no", slug="encara-no"))
    text = f'<p><a linktype="page" id="{story.pk}">La història</a></p>'
    publish(stop, chronicle=json.dumps([{"type": "paragraph", "id": "t", "value": {"text": text}}]))

    def html() -> str:
        return str(document("stop", stop)["chronicle"][0]["value"]["text"]["html"])

    assert html() == '<p><a href="http://testserver/ca/practiques/encara-no/">La història</a></p>'
    story.unpublish()
    assert html() == "<p><a>La història</a></p>"


def test_another_file_or_picture_is_told_by_the_documents_that_show_it(stop: Any) -> None:
    file, picture = made.KitFileFactory(), made.ImageFactory(alt_texts={"ca": "La plaça", "es": "La plaza"})
    stop.materials = [StopMaterial(title="Plantilla", document=file, locale=stop.locale)]
    image = {"image": picture.pk, "alt_text": "", "decorative": False}
    stop.chronicle = json.dumps([{"type": "picture", "id": "p", "value": {"image": image, "caption": ""}}])
    stop.save_revision().publish()
    told = document("stop", stop)
    assert told["materials"][0]["file"]["url"] == f"http://testserver{file.url}"
    shown = told["chronicle"][0]["value"]["image"]
    file.file, picture.file = ContentFile(b"nou", "una-altra.odt"), get_test_image_file("una-altra.png")
    picture.credit = "Joan Pla"
    file.save()
    picture.save()
    picture.renditions.all().delete()  # as the administration does in the same transaction
    told = document("stop", stop)
    assert told["materials"][0]["file"]["url"].endswith("una-altra.odt")
    assert told["chronicle"][0]["value"]["image"]["credit"] == "Joan Pla"
    assert told["chronicle"][0]["value"]["image"]["src"] != shown["src"]


def test_a_stop_that_is_withdrawn_leaves_a_tombstone_in_that_language(stop: Any) -> None:
    both(stop)
    in_spanish(stop).unpublish()
    told = document("stop", stop)
    assert [one["locale"] for one in told["alternates"]] == ["ca"]
    gone = Document.objects.get(kind="stop", language="es")
    assert (gone.body, gone.reason) == ("", "unpublished")
    assert not gone.values.exists()


def test_nothing_changes_by_itself_when_the_stop_is_over(stop: Any) -> None:
    publish(stop, connection_link=CONNECT, registration_url=REGISTER, registration_deadline=timezone.localdate())
    both(stop)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        pending.touch([keys.EVERYTHING])
        assert project_all() == 0
        calendar_events.refresh_all()
        assert project_all() == 0
