"""What programs read of a stop: all that its page tells, in each language, and never what is not for everybody."""

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageViewRestriction

from caravana_site.api.models import Change, Document
from caravana_site.api.projection.projector import project_all
from events.models import (
    ProgrammeItem,
    StopAttendance,
    StopFormat,
    StopMaterial,
    StopPage,
    StopPractice,
    StopState,
    StopTheme,
    VisitNote,
)
from tests import factories as made
from tests.api.published import both, document, filtered_by, publish, queries_to_build
from tests.contract.golden import assert_golden
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db
CONNECT, REGISTER = "https://connexio.example.cat/", "https://inscripcions.example.cat/"


def rows(locale: Any, theme: Any, welcome: str, file: Any) -> dict[str, list[Any]]:
    return {
        "other_themes": [StopTheme(theme=theme, locale=locale)],
        "programme": [ProgrammeItem(time=time(10), text=welcome, locale=locale)],
        "materials": [
            StopMaterial(title="PDF", document=file, locale=locale, sort_order=0),
            StopMaterial(title="Web", url="https://video.example.cat/", locale=locale, sort_order=1),
        ],
    }


def test_a_stop_reads_as_its_golden_documents(calendar: Any, stories: Any) -> None:
    theme, other = made.ThemeFactory(name="Proximitat"), made.ThemeFactory(key="data", name="Dades", plate="D")
    spanish = made.in_language("es")
    themes = [
        made.ThemeFactory(key=one.key, locale=spanish, translation_key=one.translation_key, name=name)
        for one, name in ((theme, "Proximidad"), (other, "Datos"))
    ]
    town = made.MunicipalityFactory(
        ine="25100", name="Gósol", longitude=1.6603, latitude=42.2369, province=made.ProvinceFactory()
    )
    host, rapporteur = (
        made.OrganisationFactory(uuid=UUID(int=number), name=name, slug=slug, municipality=town)
        for number, name, slug in ((1, "Ajuntament de Gósol", "gosol"), (2, "Consell Comarcal", "consell"))
    )
    story = made.PracticePageFactory(
        parent=stories, title="L’oficina mòbil", slug="oficina", translation_key=UUID(int=3)
    )
    file = made.KitFileFactory(
        pk=9001, title="Diapositives", file=ContentFile(b"x", "diapositives-de-mostra.pdf"), file_size=1
    )
    with time_machine.travel(datetime(2026, 9, 1, 8, tzinfo=UTC), tick=False):
        stop = made.StopPageFactory(
            parent=calendar,
            title="Casa per casa",
            slug="casa",
            translation_key=UUID(int=4),
            host=host,
            rapporteur=rapporteur,
            theme=theme,
            start=datetime(2026, 10, 24, 8, tzinfo=UTC),
            end=datetime(2026, 10, 25, 12, tzinfo=UTC),
            format=StopFormat.HYBRID,
            address="Plaça Major, 1",
            municipality=town,
            longitude=1.66,
            latitude=42.23,
            place_accessibility="Hi ha rampa.",
            capacity=40,
            registration_url=REGISTER,
            registration_deadline=datetime(2026, 10, 20, tzinfo=UTC).date(),
            connection_link=CONNECT,
            chronicle=json.dumps(
                [
                    {"type": "heading", "id": "a", "value": {"text": "Què vam veure"}},
                    {
                        "type": "paragraph",
                        "id": "b",
                        "value": {"text": f'<p>Vegeu <a linktype="page" id="{story.pk}">la història</a>.</p>'},
                    },
                ]
            ),
        )
        copy = made.translated(stop, "es", title="Casa por casa", slug="casa-por-casa", theme=themes[0])
    with time_machine.travel(datetime(2026, 9, 2, 8, tzinfo=UTC), tick=False):
        words = {"summary": "Se visita la oficina móvil.", "place_accessibility": "Hay rampa."}
        publish(copy, **words, **rows(spanish, themes[1], "Bienvenida", file))
        publish(stop, practices=[StopPractice(practice=story)], **rows(stop.locale, other, "Benvinguda", file))
    for one in both(stop):
        assert_golden("stop", one)


def test_the_hours_are_madrids_whatever_time_the_editor_lives_by(stop: Any) -> None:
    start = datetime(2027, 7, 1, 8, tzinfo=UTC)
    with timezone.override("America/New_York"):
        told = document("stop", publish(stop, start=start, end=start + timedelta(hours=2)))
    assert told["start"] == told["json_ld"]["startDate"] == "2027-07-01T10:00:00+02:00"


def test_publishing_costs_one_change_a_language_and_what_is_not_for_everybody_is_in_none(stop: Any) -> None:
    secrets = {
        "connection": "https://connexio-secreta.example.cat/",
        "contact": "Remei Contacte",
        "email": "remei@ens.example.cat",
        "phone": "600 111 222",
        "applicant": "Persona Sol·licitant",
        "challenge": "Un repte que només han dit a l’equip.",
        "note": "Una nota que parla d’algú.",
        "draft": "Un títol que encara no és públic",
    }
    stop.host.contact_name, stop.host.contact_email = secrets["contact"], secrets["email"]
    stop.host.contact_phone = secrets["phone"]
    stop.host.save()
    made.StopRequestFactory(
        organisation=stop.host, name=secrets["applicant"], email=secrets["email"], challenge=secrets["challenge"]
    )
    VisitNote.objects.create(
        visit=VisitFactory(stop=stop), question=UUID(int=7), asked="Què va costar?", text=secrets["note"]
    )
    both(stop)
    last = Change.objects.order_by("number").last()
    assert last is not None
    for attendance in (StopAttendance.INVITATION, StopAttendance.OPEN):
        publish(stop, attendance=attendance, connection_link=secrets["connection"])
        both(stop)
    draft = StopPage.objects.get(pk=stop.pk)
    draft.title = secrets["draft"]
    draft.save_revision()
    hidden = publish(made.StopPageFactory(parent=stop.get_parent(), title="Una parada reservada"))
    document("stop", hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    project_all()
    assert Document.objects.get(uuid=hidden.translation_key).reason == "restricted"
    bodies = " ".join(Document.objects.values_list("body", flat=True))
    assert "Casa per casa" in bodies
    assert [name for name, words in {**secrets, "private": hidden.title}.items() if words in bodies] == []
    own = Change.objects.filter(number__gt=last.number, uuid=stop.translation_key)
    assert sorted(own.values_list("language", "action")) == [("ca", "updated")] * 2 + [("es", "updated")] * 2


def test_an_online_stop_has_no_point_and_lies_where_its_host_does(calendar: Any) -> None:
    comarca = made.ComarcaFactory()
    county = made.OrganisationFactory(name="Consell Comarcal", municipality=None, comarca=comarca)
    stop = made.StopPageFactory(
        parent=calendar, format=StopFormat.ONLINE, place="", municipality=None, host=county, is_sample=True
    )
    told = document("stop", publish(stop))
    assert told["location"] == {
        "town": "Berguedà",
        "place": None,
        "address": None,
        "accessibility": None,
        "territory": {"municipality": None, "comarca": {"key": "bergueda", "name": "Berguedà"}, "province": None},
        "coordinates": None,
    }
    assert told["is_sample"] is True
    assert told["json_ld"] == {}, "search engines are not told of what is invented"


def test_lists_can_be_filtered_by_all_that_tells_stops_apart(stop: Any) -> None:
    rapporteur = made.OrganisationFactory()
    document("stop", publish(stop, rapporteur=rapporteur))
    row = Document.objects.get(kind="stop", language="ca")
    stop.refresh_from_db()
    town = stop.municipality
    assert filtered_by("stop", stop) == {
        "title": {"Casa per casa"},
        "theme": {stop.theme.key},
        "format": {"in_person"},
        "attendance": {"open"},
        "state": {"confirmed"},
        "host": {str(stop.host.uuid)},
        "rapporteur": {str(rapporteur.uuid)},
        "seeks_rapporteur": {"false"},
        "municipality": {town.ine},
        "comarca": {"bergueda"},
        "province": {"08"},
        "start": {stop.start},
        "end": {stop.end},
        "published": {stop.first_published_at},
        "updated": {stop.last_published_at},
    }
    assert row.begins == stop.start
    assert (row.latitude, row.longitude) == (town.latitude, town.longitude)


def test_many_stops_cost_the_queries_of_one(calendar: Any, stories: Any) -> None:
    stops = []
    for number in range(8):
        stop = publish(made.StopPageFactory(parent=calendar, rapporteur=made.OrganisationFactory()))
        copy = made.translated(stop, "es")
        story, theme = made.PracticePageFactory(parent=stories), made.ThemeFactory(key=f"other-{number}")
        image = {"image": made.ImageFactory().pk, "alt_text": "", "decorative": False}
        link = f'<p><a linktype="page" id="{story.pk}">La història</a></p>'
        chronicle = [
            {"type": "picture", "id": "p", "value": {"image": image, "caption": ""}},
            {"type": "paragraph", "id": "t", "value": {"text": link}},
        ]
        told = {"chronicle": json.dumps(chronicle)}
        publish(copy, **told, **rows(copy.locale, theme, "Bienvenida", made.KitFileFactory()))
        off = {"state": StopState.CANCELLED, "state_reason": "Neva.", "practices": [StopPractice(practice=story)]}
        publish(stop, **told, **off, **rows(stop.locale, theme, "Benvinguda", made.KitFileFactory()))
        stops.append(stop)
    for told in both(stops[-1]):
        parts = ("themes", "practices", "programme", "materials", "chronicle")
        assert [len(told[part]) for part in parts] == [2, 1, 1, 2, 2], "there is something to count"
        assert told["state_reason"]["locale"] == "ca"
    assert queries_to_build("stop", stops[:2]) == queries_to_build("stop", stops)
    assert queries_to_build("stop", stops[:1]) <= 2 * 25, "two languages"
