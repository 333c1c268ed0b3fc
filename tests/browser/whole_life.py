"""Where a request lives its life: the site before it comes, its people, and the words of the walk in both languages."""

from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.users.models import UserProfile

from caravana_site.common import groups
from events.models import RequestRole, RequestState
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

HOST, GUEST, PASSWORD = "mostra@sort.example", "mostra@tremp.example", "una-clau-prou-llarga"
OF_MIGRATIONS = (("wagtailadmin", "admin", "access_admin"), ("wagtail_localize", "translation", "submit_translation"))
LANGUAGES = ("ca", "es")
NOTES = {
    "problem": ("Què passava abans?", "¿Qué pasaba antes?", "Cues de dues hores.", "Colas de dos horas."),
    "solution": ("Què vau fer?", "¿Qué hicisteis?", "Un certificat amb tres clics.", "Un certificado en tres clics."),
    "value": ("Què ha canviat?", "¿Qué ha cambiado?", "Ara ningú fa cua.", "Ahora nadie hace cola."),
    "lessons": ("Què heu après?", "¿Qué habéis aprendido?", "Comenceu per un sol tràmit.", "Empezad por un trámite."),
    "successes": ("Què ha anat bé?", "¿Qué ha ido bien?", "La gent hi confia.", "La gente confía en él."),
    "difficulties": ("Què ha costat?", "¿Qué ha costado?", "Els codis no quadraven.", "Los códigos no cuadraban."),
}
"""What an answer fills in → the question and the answer, each in both languages."""
WORDS = {
    "challenge": ("El padró que es fa sol", "El padrón que se hace solo"),
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
    "bring": ("Porta les notes a la història", "Lleva las notas a la historia"),
    "brought": ("Les teves notes són a l’esborrany de la història.", "Tus notas están en el borrador de la historia."),
    "summary": ("Ara el certificat arriba a casa.", "Ahora el certificado llega a casa."),
    "road": ("Encerts, dificultats i resultats", "Aciertos, dificultades y resultados"),
    "early": ("Encara és aviat.", "Todavía es pronto."),
    "deployed": ("impl", "impl"),
    "everybody": ("Tothom", "Todo el mundo"),
    "kinds": ("Classificació", "Clasificación"),
    "governance": ("Governança", "Gobernanza"),
    "approval": ("Demana l’aprovació", "Pide la aprobación"),
    "holder": ("Cap de serveis, Ajuntament de Sort", "Jefa de servicios, Ajuntament de Sort"),
    "yes": ("Aprova la història", "Aprueba la historia"),
    "approved": ("La vas aprovar", "La aprobaste"),
    "to the stop": ("Ves a la parada", "Ve a la parada"),
    "publish": ("Publica", "Publicar"),
}


class Told(NamedTuple):
    question: str
    answer: str


class Place(NamedTuple):
    """One of the two runs: where, in which language, its words, and what is told at the visit."""

    url: str
    language: str
    say: dict[str, str]
    notes: dict[str, Told]


def prepare(url: str, language: str) -> Place:
    """A site in both languages, somebody who reviews, and a rapporteur whose request came before."""
    for app, model, codename in OF_MIGRATIONS:
        kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
        Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": codename})
    home = publish_home("es")
    translated(StopIndexPageFactory(parent=home), "es", slug="paradas", title="Paradas")
    translated(PracticeIndexPageFactory(parent=home), "es", slug="practicas", title="Buenas prácticas")
    open_forms("ca", "es")
    for code, name, everybody in (("ca", "Serveis fàcils", "Tothom"), ("es", "Servicios fáciles", "Todo el mundo")):
        ThemeFactory(name=name, plate="A", colour="ochre", locale=in_language(code))
        AudienceFactory(name=everybody, locale=in_language(code))
    own = LANGUAGES.index(language)
    notes = {feeds: Told(texts[own], texts[own + 2]) for feeds, texts in NOTES.items()}
    block = GuideBlockFactory(locale=in_language(language), title="Sort")
    for feeds, told in notes.items():
        GuideQuestionFactory(block=block, text=told.question, feeds=feeds)
    OrganisationFactory(name="Ajuntament de Sort", municipality=MunicipalityFactory(name="Sort"))
    StopRequestFactory(  # the other side, who asked before
        role=RequestRole.RAPPORTEUR, organisation=OrganisationFactory(name="Ajuntament de Tremp"), email=GUEST,
        theme=ThemeFactory(locale=in_language(language)), state=RequestState.IN_STUDY,
        language=language, reply_language=language,
    )  # fmt: skip
    user = get_user_model().objects.create_user("revisora", "revisora@example.cat", PASSWORD)
    user.groups.add(groups.ensure_groups()[groups.REVIEWERS])
    UserProfile.objects.create(user=user, preferred_language=language)
    return Place(url, language, {key: pair[own] for key, pair in WORDS.items()}, notes)
