"""Asking for a stop: one page, one sending, in either language, with JavaScript and without."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from caravana_site.common.groups import ensure_groups
from events.models import Authorisation, RequestRole, StopRequest, StopState
from events.stop_requests.said_dates import problem_in
from tests.factories import (
    ContentPageFactory,
    OrganisationFactory,
    StopIndexPageFactory,
    StopPageFactory,
    ThemeFactory,
    in_language,
    translated,
)
from tests.factories.public_forms import OWN, Reader

from .conftest import letters, link_in, plain, rich


def test_a_request_is_received_thanked_for_and_followed(form: Reader, asked: dict[str, Any], theme: Any) -> None:
    sent = form.send(**asked)
    thanks = form.client.get(sent["Location"]).content.decode()
    kept = StopRequest.objects.get()
    assert (kept.organisation.name, kept.municipality.name, kept.theme) == ("Ajuntament de Sort", "Sort", theme)
    assert (kept.months, kept.state, kept.authorisation) == (["09", "10"], "received", Authorisation.NOT_YET)
    for told in ("Ja tens la sol·licitud en ruta", kept.reference, "Amfitrió", "setembre, octubre", "Serveis fàcils"):
        assert told in thanks
    assert "mostra@" not in thanks, "whoever looks at the screen reads no address"
    (letter,) = [one for one in letters() if one["To"] == "mostra@sort.example"]
    assert kept.reference in letter["Subject"]
    page = form.client.get(link_in(letter))
    assert page.status_code == 200
    assert kept.reference in page.content.decode()
    assert link_in(letter) not in thanks


def test_the_message_is_the_same_in_text_and_html_and_in_the_language_chosen(
    form: Reader, asked: dict[str, Any]
) -> None:
    form.send(**{**asked, "reply_language": "es"})
    letter = next(one for one in letters() if one["To"] == "mostra@sort.example")
    assert letter.get_content_type() == "multipart/alternative"
    for text in (plain(letter), rich(letter)):
        assert "Tenemos tu solicitud de parada" in text
        assert link_in(letter) in text
    assert "/es/paradas/solicitud/" in link_in(letter)
    assert '<html lang="es">' in rich(letter)
    for heavy in ("<img", "style=", "<link"):
        assert heavy not in rich(letter)


def test_in_spanish_without_javascript_it_counts_once_confirmed(site: Any, theme: Any, client: Any, clock: Any) -> None:
    spanish = ThemeFactory(locale=in_language("es"), name="Servicios fáciles")
    form = Reader(client, clock, "/es/paradas/solicitud/")
    page = form.page.content.decode()
    assert "Servicios fáciles" in page
    assert "Serveis fàcils" not in page
    sent = form.send(
        script=False, role="rapporteur", organisation_name="Ente nuevo", town="els Alamús", challenge="Saber cómo.",
        theme=spanish.pk, format="online", farthest_km="80", name="Persona", email="a@b.example", reply_language="es",
        accepted="on",
    )  # fmt: skip
    assert "Mira tu correo" in client.get(sent["Location"]).content.decode()
    assert [one["To"] for one in letters()] == ["a@b.example"], "nobody is told before it counts"
    client.post(link_in(letters()[0]), **OWN)
    client.post(link_in(letters()[0]), **OWN)
    kept = StopRequest.objects.get()
    assert (kept.organisation, kept.municipality.name, kept.farthest_km) == (None, "Alamús, els", 80)
    assert kept.confirmed
    assert [one["To"] for one in letters()].count("a@b.example") == 2


def test_a_double_sending_is_one_request_with_one_message(form: Reader, asked: dict[str, Any]) -> None:
    assert [form.send(**asked).status_code, form.send(**asked, reading=0).status_code] == [303, 303]
    assert StopRequest.objects.count() == 1
    assert [one["To"] for one in letters()].count("mostra@sort.example") == 1


def test_the_editors_hear_of_it_and_of_nobody(form: Reader, asked: dict[str, Any], django_user_model: Any) -> None:
    groups = ensure_groups()
    for name, group in (("comunica", "communication"), ("revisa", "reviewers")):
        user = django_user_model.objects.create_user(name, f"{name}@example.cat", "x")
        user.groups.add(groups[group])
    form.send(**asked)
    told = [one for one in letters() if one["To"] != "mostra@sort.example"]
    assert [one["To"] for one in told] == ["comunica@example.cat"]
    for word in ("mostra", "Persona", "Sort"):
        assert word not in told[0].as_string()


WRONG = [
    ("role", "king", "Tria un dels tres papers."),
    ("organisation_name", "", "Escriu de quin ens ets."),
    ("town", "Atlàntida", "no hi ha cap municipi amb aquest nom"),
    ("challenge", "", "Escriu en poques paraules"),
    ("challenge", "a" * 2000, "Té 2000 caràcters; el màxim són 1000."),
    ("difficulty", "a" * 2000, "Té 2000 caràcters; el màxim són 1000."),
    ("preferred_dates", "el 30 de febrer", "Aquest dia no existeix: 30 de febrer."),
    ("preferred_dates", "31/04/2026", "Aquest dia no existeix: 31/04/2026."),
    ("preferred_dates", "9.3.2026", "Aquest dia ja ha passat: 9.3.2026."),
    ("months", ["13"], "13"),
    ("farthest_km", "lluny", "nombre enter"),
    ("farthest_km", "9000", "600 km com a màxim"),
    ("telephone", "truca’m", "Això no és un telèfon"),
    ("email", "mostra@sort", "ha de ser com ara"),
    ("theme", "999999", "Tria un d’aquests àmbits."),
    ("format", "telepathy", "Tria un dels tres formats."),
    ("reply_language", "la", "Tria’n un d’aquests."),
    ("announced_stop", "5f1d3a3e-6f2c-4b7e-9a53-0b0a4a3a7f11", "ja no busca relator"),
    ("announced_stop", "x", "ja no busca relator"),
    ("accepted", "", "Marca que has llegit"),
]


@pytest.mark.parametrize(("name", "value", "told"), WRONG)
def test_what_is_wrong_is_told_by_its_field_and_above_and_nothing_is_lost(
    form: Reader, asked: dict[str, Any], name: str, value: Any, told: str
) -> None:
    page = form.send(script=False, **{**asked, name: value}).content.decode()
    assert page.count(told) >= 2
    assert re.search(rf'<a href="#id_{name}(_0)?">', page)
    assert "autofocus" in page
    assert not StopRequest.objects.exists()
    for field, kept in (("difficulty", "Els codis no quadraven."), ("name", "Persona de mostra")):
        if field != name:
            assert kept in page
    assert re.search(r'value="09"[^>]*checked', page) or name == "months"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("29 de febrer", ""), ("29 de febrero de 2027", "29"), ("l’1 d’abril", ""), ("32 d’octubre", "32"),
        ("10 de març de 2026", ""), ("9 de marzo del 2026", "9"), ("31/11/2026 o 1/12/2026", "31/11/2026"),
        ("de 9 a 14 h, tel. 973.12.34", ""), ("0 de maig", "0 de maig"), ("99/99/9999", "99/99/9999"),
    ],
)  # fmt: skip
def test_days_in_a_text_are_looked_at(said: str, wrong: str) -> None:
    problem = problem_in(said, today=date(2026, 3, 10))
    assert bool(problem) is bool(wrong)
    assert wrong in problem


@pytest.mark.parametrize(
    "odd", ["a\x00b", "\u202eabc", "e\u0301", "\U0001f40e", "\ufffe\x07x", "«l·l»\r\n\r\n", "<b>x"]
)
def test_odd_text_is_kept_and_shown_as_text(form: Reader, asked: dict[str, Any], odd: str) -> None:
    odd_ones = {"challenge": f"Hola {odd}", "organisation_name": f"Ens {odd}", "town": "sort"}
    assert form.send(**{**asked, **odd_ones}).status_code == 303
    kept = StopRequest.objects.get()
    assert "\x00" not in kept.challenge
    page = form.client.get(link_in(next(one for one in letters() if "mostra" in one["To"]))).content.decode()
    assert "<b>x" not in page


@pytest.mark.parametrize("typed", ["ALAMUS, ELS", "els alamús", "Els  Alamus"])
def test_a_municipality_is_found_however_it_is_typed(form: Reader, asked: dict[str, Any], typed: str) -> None:
    form.send(**{**asked, "organisation_name": "Ens nou", "town": typed})
    assert StopRequest.objects.get().municipality.name == "Alamús, els"


def test_of_a_body_that_we_do_not_know_the_municipality_is_asked(form: Reader, asked: dict[str, Any]) -> None:
    page = form.send(**{**asked, "organisation_name": "Ens que no hi és"}).content.decode()
    assert page.count("Encara no coneixem aquest ens: escriu en quin municipi és.") == 2
    assert '<a href="#id_town">' in page


def test_what_only_a_rapporteur_is_asked_is_not_kept_of_a_host(form: Reader, asked: dict[str, Any]) -> None:
    form.send(**asked, farthest_km="40")
    assert StopRequest.objects.get().farthest_km is None


@pytest.fixture
def stops(site: Any) -> Any:
    return StopIndexPageFactory(parent=site)


def test_from_an_announced_stop_one_offers_to_be_its_rapporteur(
    stops: Any, form: Reader, asked: dict[str, Any], theme: Any
) -> None:
    stop = StopPageFactory(parent=stops, title="Digital, casa per casa", theme=theme, rapporteur=None)
    page = form.client.get(stop.url).content.decode()
    address = f"/ca/parades/sollicitud/?parada={stop.translation_key}"
    assert f'href="{address}"' in page
    form.url, form.page = address, form.client.get(address)
    shown = form.page.content.decode()
    assert "T’ofereixes com a relator de" in shown
    assert re.search(r'value="rapporteur"[^>]*checked', shown)
    assert re.search(rf'<option value="{stop.translation_key}" selected', shown)
    form.send(**{**asked, "role": "rapporteur", "announced_stop": stop.translation_key})
    kept = StopRequest.objects.get()
    assert (kept.role, kept.announced_stop_id) == (RequestRole.RAPPORTEUR, stop.pk)


@pytest.mark.parametrize("why", ["has one", "cancelled", "over", "draft", "unknown", "junk"])
def test_a_stop_that_seeks_none_is_told_and_the_ordinary_form_is_there(
    stops: Any, form: Reader, clock: Any, why: str
) -> None:
    stop = StopPageFactory(parent=stops, rapporteur=None)
    named = str(stop.translation_key)
    match why:
        case "has one":
            stop.rapporteur = OrganisationFactory()
        case "cancelled":
            stop.state, stop.state_reason = StopState.CANCELLED, "Neu."
        case "over":
            clock.shift(60 * 60 * 24 * 30)
        case "draft":
            stop.live = False
        case "unknown":
            named = "5f1d3a3e-6f2c-4b7e-9a53-0b0a4a3a7f11"
        case "junk":
            named = "%00%F0%9F%90%8E'--"
    stop.save()
    answer = form.client.get(f"{form.url}?parada={named}")
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "Aquesta parada ja no busca relator." in shown
    assert re.search(r'value="host"[^>]*checked', shown)
    if why not in ("over", "unknown", "junk"):
        assert f'href="{form.url}?parada=' not in form.client.get("/ca/parades/").content.decode()


def test_a_stop_that_found_its_rapporteur_meanwhile_is_told_and_nothing_is_lost(
    stops: Any, form: Reader, asked: dict[str, Any]
) -> None:
    stop = StopPageFactory(parent=stops, rapporteur=None)
    form.page = form.client.get(form.url)
    stop.rapporteur = OrganisationFactory()
    stop.save()
    page = form.send(**{**asked, "role": "rapporteur", "announced_stop": stop.translation_key}).content.decode()
    assert "ja no busca relator" in page
    assert "Els codis no quadraven." in page
    assert not StopRequest.objects.exists()


def test_the_other_language_has_the_same_form_and_the_menus_lead_to_it(stops: Any, site: Any, theme: Any) -> None:
    page = ContentPageFactory(
        parent=stops,
        title="Sol·licita una parada",
        slug="sollicitud",
        show_in_menus=True,
        introduction="Quatre passos.",
    )
    translated(stops, "es", slug="paradas")
    client = Client()
    shown = client.get("/ca/parades/sollicitud/").content.decode()
    assert "Quatre passos." in shown, "the words that editors give it"
    assert f"<h1>{page.title}</h1>" in shown
    assert 'hreflang="es"' in shown
    assert "/es/paradas/solicitud/" in shown
    assert shown.count('href="/ca/parades/sollicitud/"') >= 2, "header and footer"
