"""The whole life of a request, by keyboard alone: asked, answered, matched, published as a stop, told and published."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from wagtail.models import Collection
from wagtail.models import Page as SitePage
from wagtail.users.models import UserProfile

from caravana_site.common import groups
from events.models import RequestRole, RequestState, StopPage, StopRequest
from practices.models import PracticePage
from tests.events.stop_requests.conftest import letters, link_in
from tests.factories import (
    AudienceFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    StopIndexPageFactory,
    StopRequestFactory,
    ThemeFactory,
    in_language,
    publish_home,
    translated,
)
from tests.factories.public_forms import open_forms
from tests.factories.visits import GuideBlockFactory, GuideQuestionFactory

from .test_public_forms import READING, reader
from .test_requests import fits, tab_to

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
HOST, GUEST, PASSWORD = "mostra@sort.example", "mostra@tremp.example", "una-clau-prou-llarga"
OF_MIGRATIONS = (("wagtailadmin", "admin", "access_admin"), ("wagtail_localize", "translation", "submit_translation"))
CHALLENGE = {"ca": "El padró que es fa sol", "es": "El padrón que se hace solo"}
NOTES = {
    "problem": ("Què passava abans?", "¿Qué pasaba antes?", "Cues de dues hores.", "Colas de dos horas."),
    "solution": ("Què vau fer?", "¿Qué hicisteis?", "Un certificat amb tres clics.", "Un certificado en tres clics."),
    "value": ("Què ha canviat?", "¿Qué ha cambiado?", "Ara ningú fa cua.", "Ahora nadie hace cola."),
    "lessons": ("Què heu après?", "¿Qué habéis aprendido?", "Comenceu per un sol tràmit.", "Empezad por un trámite."),
    "successes": ("Què ha anat bé?", "¿Qué ha ido bien?", "La gent hi confia.", "La gente confía en él."),
    "difficulties": ("Què ha costat?", "¿Qué ha costado?", "Els codis no quadraven.", "Los códigos no cuadraban."),
}
WORDS = {
    "form": ("/ca/parades/sollicitud/", "/es/paradas/solicitud/"),
    "asked": ("Ja tens la sol·licitud en ruta", "Ya tienes la solicitud en ruta"),
    "board": ("Sol·licituds", "Solicitudes"),
    "take": ("Me n’encarrego", "Me encargo"),
    "ask": ("Pregunta a qui la va demanar", "Pregunta a quien la pidió"),
    "question": ("Quanta gent hi cap?", "¿Cuánta gente cabe?"),
    "send question": ("Envia la pregunta", "Envía la pregunta"),
    "your answer": ("La teva resposta", "Tu respuesta"),
    "answer": ("Trenta persones.", "Treinta personas."),
    "send answer": ("Envia la resposta", "Envía la respuesta"),
    "answered": ("Ha arribat la teva resposta", "Ha llegado tu respuesta"),
    "look": ("Cerca amb qui va", "Busca con quién va"),
    "match": ("Emparella-les", "Emparéjalas"),
    "matched": ("Emparellada", "Emparejada"),
    "drafts": ("Fes els esborranys", "Haz los borradores"),
    "scheduled": ("Programada", "Programada"),
    "stop": ("Parada: ", "Parada: "),
    "practice": ("Pràctica: ", "Práctica: "),
    "when": ("Quan, on i estat", "Cuándo, dónde y estado"),
    "confirmed": ("La parada està confirmada", "La parada está confirmada"),
    "guide": ("Fes l’enllaç del guió de l’entrevista", "Haz el enlace del guion de la entrevista"),
    "sent": ("Tot està enviat.", "Todo está enviado."),
    "bring": ("Porta les notes al relat", "Lleva las notas al relato"),
    "brought": ("Les teves notes són a l’esborrany del relat.", "Tus notas están en el borrador del relato."),
    "summary": ("Ara el certificat arriba a casa.", "Ahora el certificado llega a casa."),
    "road": ("Encerts, dificultats i resultats", "Aciertos, dificultades y resultados"),
    "early": ("Encara és aviat.", "Todavía es pronto."),
    "deployed": ("impl", "impl"),
    "everybody": ("Tothom", "Todo el mundo"),
    "kinds": ("Classificació", "Clasificación"),
    "governance": ("Governança", "Gobernanza"),
    "approval": ("Demana l’aprovació", "Pide la aprobación"),
    "holder": ("Cap de serveis, Ajuntament de Sort", "Jefa de servicios, Ajuntament de Sort"),
    "yes": ("Aprova el relat", "Aprueba el relato"),
    "approved": ("El vas aprovar", "Lo aprobaste"),
    "publish": ("Publica", "Publicar"),
}


class Place(NamedTuple):
    """One of the two runs: where, in which language, and the words of it."""

    url: str
    language: str
    say: dict[str, str]


@pytest.fixture(params=["ca", "es"])
def place(request: Any, live_server: Any, settings: Any) -> Place:
    settings.EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"
    language = request.param
    if not SitePage.objects.exists():  # the test before, since it committed, took Wagtail's first rows away
        in_language("ca")
        SitePage.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    for app, model, codename in OF_MIGRATIONS:
        kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
        Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": codename})
    home = publish_home("es")
    for index, slug in ((StopIndexPageFactory(parent=home), "paradas"), (PracticeIndexPageFactory(parent=home), "practicas")):
        translated(index, "es", slug=slug)
    open_forms("ca", "es")
    for code, name, everybody in (("ca", "Serveis fàcils", "Tothom"), ("es", "Servicios fáciles", "Todo el mundo")):
        ThemeFactory(name=name, plate="A", colour="ochre", locale=in_language(code))
        AudienceFactory(name=everybody, locale=in_language(code))
    own = ("ca", "es").index(language)
    block = GuideBlockFactory(locale=in_language(language), title="Sort")
    for feeds, told in NOTES.items():
        GuideQuestionFactory(block=block, text=told[own], feeds=feeds)
    OrganisationFactory(name="Ajuntament de Sort", municipality=MunicipalityFactory(name="Sort"))
    StopRequestFactory(  # the other side, who asked before
        role=RequestRole.RAPPORTEUR, organisation=OrganisationFactory(name="Ajuntament de Tremp"), email=GUEST,
        theme=ThemeFactory(locale=in_language(language)), state=RequestState.IN_STUDY,
        language=language, reply_language=language,
    )  # fmt: skip
    user = get_user_model().objects.create_user("revisora", "revisora@example.cat", PASSWORD)
    user.groups.add(groups.ensure_groups()[groups.REVIEWERS])
    UserProfile.objects.create(user=user, preferred_language=language)
    return Place(str(live_server.url), language, {key: pair[own] for key, pair in WORDS.items()})


@pytest.fixture
def desk(browser: Browser, place: Place) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale=place.language)
    context.set_default_timeout(8000)
    page = context.new_page()
    page.goto(f"{place.url}/admin/login/")
    reach(page, page.locator("[name=login]"))
    page.keyboard.type("revisora")
    reach(page, page.locator("[name=password]"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.url}/admin/")
    yield page
    page.screenshot(path="/tmp/team/life1.png"); print("ACTIVE", page.url, page.evaluate("document.activeElement.outerHTML.slice(0,300)"))
    context.close()


def reach(page: Page, target: Locator, *, back: bool = False, most: int = 200) -> None:
    """Press Tab until that one has the focus, as whoever has no mouse would."""
    here = target.element_handle()
    for _step in range(most):
        if here.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"The keyboard does not reach {target}.")


def press(page: Page, role: Any, name: str, *, leads: bool = True, back: bool = False) -> None:
    """Reach a link or a button and press it; `leads` to another page unless told otherwise."""
    reach(page, page.get_by_role(role, name=name).first, back=back)
    if not leads:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Put that text in place of whatever the field of that name has."""
    reach(page, page.locator(f"[name='{name}']"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def open_tab(page: Page, name: str) -> None:
    """Back to the open tab, and by the arrows to the one of that name."""
    reach(page, page.get_by_role("tab", selected=True).first, back=True)
    wanted = page.get_by_role("tab", name=name)
    for _step in range(wanted.locator("..").get_by_role("tab").count()):
        if wanted.get_attribute("aria-selected") == "true":
            return
        page.keyboard.press("ArrowRight")
    expect(wanted).to_have_attribute("aria-selected", "true")


def last_letter(to: str) -> Any:
    return [one for one in letters() if one["To"] == to][-1]


def test_the_whole_life_of_a_request(browser: Browser, place: Place, desk: Page) -> None:
    say = place.say
    with reader(browser, locale=place.language) as page:
        asks(page, place)
        own_page = f"{place.url}{link_in(last_letter(HOST))}"
        office = takes_on_and_asks(desk, place)
        answers(page, place)
        matches_and_drafts(desk, place, office)
        publishes_stop(desk, place)
        assert say["confirmed"] in last_letter(HOST).get_body(("plain",)).get_content()
        visit = makes_guide_link(desk, place, office)
        notes(page, place, visit)
        finishes_story(desk, place, office)
        approves(page, place)
        publishes_practice(desk, place, office)
        reads(page, place, own_page)


def here(page: Page, place: Place) -> None:
    """In the language of whoever is there, and no wider than the screen."""
    assert page.locator("html").get_attribute("lang") == place.language, page.url
    assert fits(page), page.url


def asks(page: Page, place: Place) -> None:
    page.goto(f"{place.url}{place.say['form']}")
    here(page, place)
    for name, text in (("organisation_name", "Ajuntament de Sort"), ("challenge", CHALLENGE[place.language])):
        tab_to(page, name)
        page.keyboard.type(text)
    for name in ("theme", "months"):
        tab_to(page, name)
        page.keyboard.press("Space")
    for name, text in (("name", "Persona de mostra"), ("email", HOST)):
        tab_to(page, name)
        page.keyboard.type(text)
    page.wait_for_timeout(READING)
    tab_to(page, "accepted")
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('altcha-widget input[name=altcha]')?.value")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(place.say["asked"])


def takes_on_and_asks(page: Page, place: Place) -> str:
    say = place.say
    press(page, "link", say["board"])
    press(page, "link", "Ajuntament de Sort")
    here(page, place)
    press(page, "button", say["take"])
    reach(page, page.locator("summary", has_text=say["ask"]))
    page.keyboard.press("Enter")
    write(page, "ask-question", say["question"])
    press(page, "button", say["send question"])
    return page.url


def answers(page: Page, place: Place) -> None:
    say = place.say
    page.goto(f"{place.url}{link_in(last_letter(HOST))}")
    here(page, place)
    expect(page.get_by_text(say["question"]).first).to_be_visible()
    reach(page, page.get_by_label(say["your answer"]))
    page.keyboard.type(say["answer"])
    press(page, "button", say["send answer"])
    expect(page.get_by_role("status")).to_contain_text(say["answered"])


def matches_and_drafts(page: Page, place: Place, office: str) -> None:
    say = place.say
    page.goto(office)
    expect(page.get_by_text(say["answer"]).first).to_be_visible()
    press(page, "link", say["look"])
    press(page, "button", say["match"])
    expect(page.locator(".office-standing")).to_contain_text(say["matched"])
    press(page, "link", say["drafts"])
    start = timezone.localtime() + timedelta(days=14)
    write(page, "start", f"{start:%Y-%m-%d} 10:00")
    write(page, "end", f"{start:%Y-%m-%d} 12:00")
    write(page, "place", "Sala d’actes")
    press(page, "button", say["drafts"])
    expect(page.locator(".office-standing")).to_contain_text(say["scheduled"])


def publish(page: Page, place: Place) -> None:
    """The arrow beside the button at the foot, and “publish” in its list."""
    reach(page, page.locator("footer .w-dropdown__toggle"), back=True)
    page.keyboard.press("Enter")
    press(page, "button", place.say["publish"])


def publishes_stop(page: Page, place: Place) -> None:
    say = place.say
    press(page, "link", say["stop"])
    here(page, place)
    write(page, "summary", say["summary"])
    open_tab(page, say["when"])
    choose(page, "state", "conf")
    publish(page, place)
    assert StopPage.objects.get().live


def choose(page: Page, name: str, beginning: str) -> None:
    """In a list of choices, by typing how the choice begins."""
    reach(page, page.locator(f"select[name='{name}']"))
    page.keyboard.type(beginning)


def makes_guide_link(page: Page, place: Place, office: str) -> str:
    page.goto(office)
    press(page, "link", place.say["guide"])
    here(page, place)
    reach(page, page.locator("footer button[type=submit]").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    link = page.locator("a[href*='/visit']", has_text="http://testserver/").first
    reach(page, link)
    return f"{place.url}{(link.get_attribute('href') or '').removeprefix('http://testserver')}"


def notes(page: Page, place: Place, address: str) -> None:
    say, own = place.say, ("ca", "es").index(place.language)
    page.goto(address)
    here(page, place)
    for told in NOTES.values():
        reach(page, page.get_by_label(told[own]))
        page.keyboard.type(told[own + 2])
    expect(page.locator("[data-state]")).to_have_text(say["sent"], timeout=10_000)
    press(page, "button", say["bring"])
    expect(page.get_by_text(say["brought"])).to_be_visible()


def finishes_story(page: Page, place: Place, office: str) -> None:
    """The notes stand in the draft; what they do not tell is written, and the approval is asked for."""
    say, own = place.say, ("ca", "es").index(place.language)
    page.goto(office)
    press(page, "link", say["practice"])
    here(page, place)
    for told in list(NOTES.values())[:4]:
        expect(page.get_by_text(told[own + 2]).first).to_be_visible()
    write(page, "summary", say["summary"])
    open_tab(page, say["road"])
    for kind in ("successes", "difficulties"):
        expect(page.locator(f"[name='{kind}-0-text']")).to_have_value(NOTES[kind][own + 2])
    write(page, "no_results_reason", say["early"])
    open_tab(page, say["kinds"])
    reach(page, page.locator("#id_audiences-0-audience-chooser").get_by_role("button").first)
    page.keyboard.press("Enter")
    press(page, "link", say["everybody"], leads=False)
    expect(page.locator("#id_audiences-0-audience-chooser")).to_contain_text(say["everybody"])
    choose(page, "status", say["deployed"])
    write(page, "started", "2025-03-01")
    open_tab(page, say["governance"])
    write(page, "reviewed_on", f"{timezone.localdate():%Y-%m-%d}")
    reach(page, page.locator("footer button[type=submit]").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    open_tab(page, say["governance"])
    press(page, "link", say["approval"])
    here(page, place)
    write(page, "holder", say["holder"])
    write(page, "email", HOST)
    press(page, "button", say["approval"])


def approves(page: Page, place: Place) -> None:
    say, own = place.say, ("ca", "es").index(place.language)
    page.goto(f"{place.url}{link_in(last_letter(HOST))}")
    here(page, place)
    for told in NOTES.values():
        expect(page.get_by_text(told[own + 2]).first).to_be_visible()
    write(page, "signed", "Persona de mostra")
    reach(page, page.locator("[name=read]"))
    page.keyboard.press("Space")
    press(page, "button", say["yes"])
    expect(page.get_by_role("status")).to_contain_text(say["approved"])


def publishes_practice(page: Page, place: Place, office: str) -> None:
    page.goto(office)
    press(page, "link", place.say["practice"])
    publish(page, place)
    told = PracticePage.objects.get()
    assert (told.live, told.approved_by, told.unapproved_reason) == (True, place.say["holder"], "")


def reads(page: Page, place: Place, own_page: str) -> None:
    """From the request's own page to its stop, and from the stop to the story."""
    own = ("ca", "es").index(place.language)
    page.goto(own_page)
    here(page, place)
    press(page, "link", CHALLENGE[place.language])
    here(page, place)
    press(page, "link", CHALLENGE[place.language])
    here(page, place)
    assert page.url.endswith(PracticePage.objects.get().url)
    expect(page.get_by_role("heading", level=1)).to_have_text(CHALLENGE[place.language])
    for told in NOTES.values():
        expect(page.get_by_text(told[own + 2]).first).to_be_visible()
    assert StopRequest.objects.filter(state=RequestState.SCHEDULED).count() == 2
