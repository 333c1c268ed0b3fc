"""Calendars over HTTP: who is in which, the number that grows, what disappears, junk, caches."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django_q.models import OrmQ
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from events import calendar_events
from events.models import CalendarEvent, StopPage, StopState, StopTheme
from tests import factories as made
from tests.events.calendar_reading import events, moment

pytestmark = pytest.mark.django_db
ALL = "/calendar/ca/stops.ics"
JUNK = ("\x00", "a" * 5000, "<script>alert(7)</script>", "no-hi-es", "'; --", "٢")


@pytest.fixture
def stops() -> Any:
    made.in_language("es")
    return made.StopIndexPageFactory(parent=made.publish_home("es"))


def uid(stop: Any) -> str:
    return f"urn:uuid:{stop.translation_key}"


def publish(stop: Any, **changes: Any) -> StopPage:
    stop = StopPage.objects.get(pk=stop.pk)
    for name, value in changes.items():
        setattr(stop, name, value)
    stop.save_revision().publish()
    return StopPage.objects.get(pk=stop.pk)


def numbers(client: Any, language: str = "ca") -> dict[str, int]:
    found = events(client.get(f"/calendar/{language}/stops.ics"))
    return {key: int(event["SEQUENCE"]) for key, event in found.items()}


def test_the_number_grows_with_what_calendars_show_and_is_one_for_both_languages(client: Any, stops: Any) -> None:
    stop = publish(made.StopPageFactory(parent=stops))
    made.translated(stops, "es", slug="paradas")
    made.translated(stop, "es", title="Parada traducida")
    assert numbers(client) == numbers(client, "es") == {uid(stop): 0}
    publish(stop)
    publish(stop, search_description="Això no surt en cap calendari.")
    assert numbers(client) == {uid(stop): 0}, "nothing that a calendar shows has changed"
    with time_machine.travel(datetime(2030, 1, 1, 10, tzinfo=UTC), tick=False):
        publish(stop, place="Biblioteca")
    assert numbers(client) == numbers(client, "es") == {uid(stop): 1}
    event = events(client.get(ALL))[uid(stop)]
    assert moment(event, "LAST-MODIFIED") == moment(event, "DTSTAMP") == datetime(2030, 1, 1, 10, tzinfo=UTC)
    publish(stop, state=StopState.CANCELLED, state_reason="Ha nevat.")
    assert numbers(client) == {uid(stop): 2}
    spanish = stop.get_translation(made.in_language("es"))
    publish(spanish, title="Otra vez")
    assert numbers(client) == numbers(client, "es") == {uid(stop): 3}


def test_going_back_to_an_old_version_goes_on_counting(client: Any, stops: Any) -> None:
    stop = publish(made.StopPageFactory(parent=stops))
    first = stop.latest_revision
    publish(stop, title="Un altre títol")
    first.publish()
    assert numbers(client) == {uid(stop): 2}


def test_a_draft_changes_nothing(client: Any, stops: Any) -> None:
    stop = publish(made.StopPageFactory(parent=stops))
    before = client.get(ALL).content
    stop.place = "Biblioteca"
    stop.save_revision()
    calendar_events.refresh_all()
    assert client.get(ALL).content == before


def test_a_stop_that_nobody_published_by_hand_is_told_and_then_kept(client: Any, stops: Any) -> None:
    stop = made.StopPageFactory(parent=stops)
    assert numbers(client) == {uid(stop): 0}
    assert not CalendarEvent.objects.exists(), "reading writes nothing"
    assert calendar_events.refresh_all() == 1
    assert calendar_events.refresh_all() == 0
    assert numbers(client) == {uid(stop): 0}


@pytest.mark.parametrize("how", ["unpublish", "delete", "restrict"])
def test_a_withdrawn_stop_disappears_also_for_whoever_asks_by_date(client: Any, stops: Any, how: str) -> None:
    kept, gone = publish(made.StopPageFactory(parent=stops)), publish(made.StopPageFactory(parent=stops))
    own = f"/calendar/ca/{gone.translation_key}.ics"
    before = client.get(ALL)
    assert client.get(own).status_code == 200
    if how == "unpublish":
        gone.unpublish()
    elif how == "delete":
        gone.delete()
    else:
        rule = PageViewRestriction.objects.create(page=gone, restriction_type=PageViewRestriction.GROUPS)
        rule.groups.add(Group.objects.create(name="De la casa"))
    asked = {"HTTP_IF_NONE_MATCH": before["ETag"], "HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"}
    for headers in ({}, asked, {"HTTP_IF_MODIFIED_SINCE": asked["HTTP_IF_MODIFIED_SINCE"]}):
        assert list(events(client.get(ALL, **headers))) == [uid(kept)]
    answer = client.get(own)
    assert answer.status_code == 404
    assert answer.content.decode() == "Aquesta parada no existeix, o ja no està publicada.\n"


def test_whoever_has_it_is_told_so(client: Any, stops: Any) -> None:
    stop = publish(made.StopPageFactory(parent=stops))
    own = f"/calendar/ca/{stop.translation_key}.ics"
    for address in (ALL, own):
        first = client.get(address)
        assert client.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
        assert client.get(address, HTTP_IF_NONE_MATCH='"another"').status_code == 200
        assert client.head(address).status_code == 200
    assert client.get(own, HTTP_IF_MODIFIED_SINCE=client.get(own)["Last-Modified"]).status_code == 304
    publish(stop, place="Biblioteca")
    assert client.get(ALL, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_a_theme_and_a_comarca_narrow(client: Any, stops: Any) -> None:
    mine, other = made.ThemeFactory(key="dades"), made.ThemeFactory(key="altres")
    main = made.StopPageFactory(parent=stops, theme=mine)
    second = made.StopPageFactory(parent=stops, theme=other)
    StopTheme.objects.create(page=second, theme=mine, locale=second.locale)
    comarca = made.ComarcaFactory(slug="aran", name="Aran")
    third = made.StopPageFactory(parent=stops, theme=other, municipality=made.MunicipalityFactory(comarca=comarca))
    assert set(events(client.get(ALL, {"theme": "dades"}))) == {uid(main), uid(second)}
    assert set(events(client.get(ALL, {"comarca": comarca.slug}))) == {uid(third)}
    assert set(events(client.get(ALL, {"comarca": comarca.slug, "theme": "dades"}))) == set()
    assert set(events(client.get(ALL, {"comarca": "", "theme": ""}))) == {uid(main), uid(second), uid(third)}
    calendar = Calendar.from_ical(client.get(ALL, {"theme": "dades", "comarca": comarca.slug}).content)
    name = f"Parades de la caravana: {mine.name} · {comarca.name}"
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"]) == name
    assert calendar["REFRESH-INTERVAL"].dt.total_seconds() == 6 * 3600


def test_a_stop_without_a_town_is_in_the_comarca_of_its_host(client: Any, stops: Any) -> None:
    stop = made.StopPageFactory(parent=stops, municipality=None, format="online", place="")
    assert set(events(client.get(ALL, {"comarca": stop.host.comarca.slug}))) == {uid(stop)}


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_refused_in_a_line_and_in_the_language(client: Any, stops: Any, junk: str) -> None:
    for name, message in (("theme", "Este ámbito no existe.\n"), ("comarca", "Esta comarca no existe.\n")):
        answer = client.get("/calendar/es/stops.ics", {name: junk})
        assert answer.status_code == 404
        assert answer.content.decode() == message
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer["Content-Language"] == "es"


@pytest.mark.parametrize("key", ["zz", "%00", "5f1d3a3e-6f2c-4b7e-9a53-0b0a4a3a7f11", "1" * 400])
def test_a_stop_that_is_not_there_is_told_in_the_language(client: Any, stops: Any, key: str) -> None:
    answer = client.get(f"/calendar/es/{key}.ics")
    assert answer.status_code == 404
    assert answer.content.decode() == "Esta parada no existe, o ya no está publicada.\n"
    assert client.get(f"/calendar/xx/{key}.ics").content.decode().startswith("Aquesta llengua no existeix")
    assert client.post(ALL).status_code == 405


def test_a_stop_in_one_language_is_not_in_the_others_calendar(client: Any, stops: Any) -> None:
    stop = publish(made.StopPageFactory(parent=stops))
    assert events(client.get("/calendar/es/stops.ics")) == {}
    assert client.get(f"/calendar/es/{stop.translation_key}.ics").status_code == 404


def test_readers_are_not_told_apart(client: Any, stops: Any) -> None:
    stop = publish(made.StopPageFactory(parent=stops))
    for address in (ALL, f"/calendar/ca/{stop.translation_key}.ics", "/calendar/ca/stops.ics?theme=zz"):
        answer = client.get(address, HTTP_ACCEPT_LANGUAGE="es")
        assert not answer.cookies
        assert "Vary" not in answer
        assert answer["Content-Language"] == "ca"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_name_that_changes_elsewhere_reaches_the_calendar(
    client: Any, stops: Any, django_capture_on_commit_callbacks: Any
) -> None:
    stop = publish(made.StopPageFactory(parent=stops))

    def change(thing: Any, job: str, **changes: Any) -> str:
        before = OrmQ.objects.count()
        for name, value in changes.items():
            setattr(thing, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            thing.save() if not hasattr(thing, "save_revision") else thing.save_revision().publish()
        asked = [one.task for one in OrmQ.objects.order_by("pk")[before:]]
        found = next(one for one in asked if one["func"] == f"events.calendar_events.{job}")
        getattr(calendar_events, job)(*found["args"])
        return str(events(client.get(ALL))[uid(stop)].to_ical().decode().replace("\r\n ", ""))

    assert "Ajuntament nou" in change(stop.host, "refresh_naming", name="Ajuntament nou")
    assert "Un altre nom" in change(stop.theme, "refresh_naming", name="Un altre nom")
    assert "/ca/visites/" in change(stops, "refresh_all", slug="visites")
    assert numbers(client) == {uid(stop): 3}
    before = OrmQ.objects.count()
    made.OrganisationFactory().save()
    assert OrmQ.objects.count() == before, "a body without stops asks for nothing"


def test_pages_offer_the_calendars(client: Any, stops: Any) -> None:
    coming = made.StopPageFactory(parent=stops)
    off = made.StopPageFactory(parent=stops, state=StopState.CANCELLED, state_reason="Ha nevat.")
    links = {stop: f'href="/calendar/ca/{stop.translation_key}.ics"' for stop in (coming, off)}
    assert links[coming] in client.get(coming.url).content.decode()
    assert links[off] not in client.get(off.url).content.decode()
    text = client.get(stops.url).content.decode()
    assert links[coming] in text
    assert links[off] not in text
    comarca = coming.municipality.comarca
    for query in ("", f"?theme={coming.theme.key}", f"?comarca={comarca.slug}"):
        assert f'href="webcal://testserver/calendar/ca/stops.ics{query}"' in text
        assert f'href="http://testserver/calendar/ca/stops.ics{query}"' in text
        assert client.get(f"/calendar/ca/stops.ics{query}").status_code == 200
