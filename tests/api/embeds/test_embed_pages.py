"""The small pages that other sites frame: what they show, in which language, and what they say of what is not there."""

import re
import uuid
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from caravana_site.api.models import Document
from events.models import StopState
from practices import withdrawal
from tests import factories as made
from tests.factories.interviews import YOUTUBE, InterviewFactory, hosted
from tools.make_embed_schemes import CSS as SHEETS
from tools.make_embed_schemes import sheets

from .conftest import published

pytestmark = pytest.mark.django_db
CSP = "Content-Security-Policy"
JUNK = ("x", "a" * 3000, "%00", "../..", "<script>", "f1bc1e7f05685037bddfe8ae31f1b2c5")


def address(kind: str, thing: Any, language: str = "ca", query: str = "") -> str:
    return f"/embed/{language}/{kind}/{getattr(thing, 'identity', None) or thing.translation_key}/{query}"


def words(answer: Any) -> str:
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(text.split())


def directives(answer: Any) -> dict[str, str]:
    return {part.split(" ", 1)[0]: part.partition(" ")[2] for part in answer[CSP].split("; ")}


@pytest.fixture
def interview(practice: Any) -> Any:
    return InterviewFactory(page=practice, title="Què va costar")


def everything(practice: Any, stop: Any, stops: Any, interview: Any) -> list[str]:
    things = (("practice", practice), ("stop", stop), ("calendar", stops), ("interview", interview))
    return [address(kind, thing) for kind, thing in things]


def test_each_kind_names_its_source_and_licence_and_leads_out_of_the_frame(
    client: Any, practice: Any, stop: Any, stops: Any, interview: Any
) -> None:
    expected = (
        ("practice", practice, practice.title, practice.url),
        ("stop", stop, stop.card_title, stop.url),
        ("calendar", stops, stop.title, stops.url),
        ("interview", interview, "Què va costar", f"{practice.url}#t=0"),
    )
    for kind, thing, title, path in expected:
        answer = client.get(address(kind, thing))
        assert answer.status_code == 200, kind
        text = answer.content.decode()
        assert title in text
        link = re.search(r'<a href="([^"]*)" target="_top" rel="noopener" data-source>([^<]*)</a>', text)
        assert link is not None, kind
        assert link.groups() == (f"http://testserver{path}", "Caravana d’innovació digital")
        assert 'href="https://creativecommons.org/licenses/by/4.0/" target="_top" rel="license noopener"' in text
        assert '<base target="_top">' in text
        assert "site-header" not in text


def test_nothing_is_kept_of_who_looks_and_anybody_may_frame_it(
    client: Any, admin_user: Any, practice: Any, stop: Any, stops: Any, interview: Any
) -> None:
    client.force_login(admin_user)
    for path in (*everything(practice, stop, stops, interview), address("practice", stops), "/embed/ca/practice/x/"):
        answer = client.get(path)
        assert not answer.cookies, path
        assert "Set-Cookie" not in answer
        assert "Vary" not in answer
        seconds = 300 if answer.status_code == 200 else 60
        assert answer["Cache-Control"].startswith(f"public, max-age={seconds}, s-maxage=")
        assert answer["X-Robots-Tag"] == "noindex"
        assert "X-Frame-Options" not in answer
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        found = directives(answer)
        assert found["frame-ancestors"] == "*"
        assert found["script-src"] == found["style-src"] == found["media-src"] == "'self'"
        assert found["default-src"] == found["object-src"] == found["base-uri"] == "'none'"
        assert "unsafe" not in answer[CSP]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (["https://www.vall.cat", "https://*.gencat.cat"], "'self' https://www.vall.cat https://*.gencat.cat"),
        (["'none'"], "'self'"),
        (["https://www.vall.cat", "*"], "*"),
    ],
)
def test_an_installation_says_who_may_frame_them(
    client: Any, settings: Any, practice: Any, named: list[str], expected: str
) -> None:
    settings.EMBED_FRAME_ANCESTORS = named
    assert directives(client.get(address("practice", practice)))["frame-ancestors"] == expected
    assert directives(client.get(practice.url))["frame-ancestors"] == "'none'"
    assert client.get(practice.url)["X-Frame-Options"] == "DENY"


def test_whoever_has_it_is_told_that_it_is_the_same(client: Any, practice: Any) -> None:
    first = client.get(address("practice", practice))
    again = client.get(address("practice", practice), HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    practice.title = "Un altre títol"
    published(practice)
    changed = client.get(address("practice", practice), HTTP_IF_NONE_MATCH=first["ETag"])
    assert changed.status_code == 200
    assert "Un altre títol" in changed.content.decode()


def test_each_language_has_its_own_and_what_is_not_translated_says_which_it_is(
    client: Any, practices: Any, practice: Any
) -> None:
    spanish = client.get(address("practice", practice, "es"))
    assert spanish.status_code == 200
    text = spanish.content.decode()
    assert '<html lang="es"' in text
    assert "Aún no está traducido al castellano: aquí está en catalán." in words(spanish)
    assert '<div class="embed__body" lang="ca">' in text
    assert "1 encert · 1 dificultat" in words(spanish), "the card is wholly in its language"
    assert "Fuente: Caravana de innovación digital" in words(spanish)
    assert spanish["Content-Language"] == "es"
    made.translated(practices, "es", slug="practicas")
    theme = made.ThemeFactory(locale=made.in_language("es"), translation_key=practice.theme.translation_key)
    made.translated(practice, "es", title="La oficina", theme=theme)
    translated = client.get(address("practice", practice, "es"))
    assert "La oficina" in translated.content.decode()
    assert "Aún no está traducido" not in words(translated)
    assert ' lang="ca"' not in translated.content.decode()


def test_an_interview_that_a_translation_lacks_is_shown_in_the_other_language(
    client: Any, practices: Any, practice: Any, interview: Any
) -> None:
    made.translated(practices, "es", slug="practicas")
    theme = made.ThemeFactory(locale=made.in_language("es"), translation_key=practice.theme.translation_key)
    spanish = made.translated(practice, "es", title="La oficina", theme=theme)
    spanish.interviews.all().delete()
    answer = client.get(address("interview", interview, "es"))
    assert "Què va costar" in answer.content.decode()
    assert "aquí está en catalán" in words(answer)


def test_an_invented_one_says_so(client: Any, practices: Any, stops: Any) -> None:
    practice = published(made.PracticePageFactory(parent=practices, is_sample=True))
    stop = published(made.StopPageFactory(parent=stops, is_sample=True))
    interview = InterviewFactory(page=practice)
    for kind, thing in (("practice", practice), ("stop", stop), ("interview", interview)):
        assert "Mostra. Contingut de mostra" in words(client.get(address(kind, thing))), kind
    assert 'class="sample-label">Mostra' in client.get(address("calendar", stops)).content.decode()


def test_an_archived_practice_says_so(client: Any, practice: Any) -> None:
    practice.archived, practice.archived_reason = True, "Ja no es fa."
    published(practice)
    assert "Arxivada" in words(client.get(address("practice", practice)))


def test_a_stop_that_does_not_take_place_says_so_with_its_reason(client: Any, stop: Any) -> None:
    stop.state, stop.state_reason = StopState.CANCELLED, "Ha nevat."
    published(stop)
    told = words(client.get(address("stop", stop)))
    assert "Cancel·lada" in told
    assert "Ha nevat." in told


def test_the_calendar_shows_the_next_five_of_everything_or_of_a_theme(client: Any, stops: Any) -> None:
    data, other = made.ThemeFactory(key="dades"), made.ThemeFactory(key="altres")
    made.StopPageFactory.create_batch(6, parent=stops, theme=other)
    narrowed = made.StopPageFactory(parent=stops, theme=data)
    made.StopPageFactory(parent=stops, theme=data, live=False, title="Esborrany")
    whole = client.get(address("calendar", stops)).content.decode()
    assert whole.count("<li ") == 5
    one = client.get(address("calendar", stops, query="?theme=dades")).content.decode()
    assert one.count("<li ") == 1
    assert narrowed.title in one
    assert f'href="http://testserver{stops.url}?theme=dades"' in one
    assert client.get(address("calendar", stops, query="?theme=no-hi-es")).status_code == 404
    assert client.get(address("calendar", stops, query="?theme=%00")).status_code == 404


def test_an_empty_calendar_says_so(client: Any, stops: Any) -> None:
    assert "Encara no hi ha cap parada amb data" in words(client.get(address("calendar", stops)))


@pytest.mark.parametrize("kind", ["practice", "stop", "interview", "calendar"])
@pytest.mark.parametrize("language", ["ca", "es"])
def test_what_was_withdrawn_is_told_from_what_never_was(
    client: Any, practice: Any, stop: Any, stops: Any, interview: Any, kind: str, language: str
) -> None:
    thing: Any = {"practice": practice, "stop": stop, "interview": interview, "calendar": stops}[kind]
    page = practice if kind == "interview" else thing
    published(page).unpublish()
    gone = client.get(address(kind, thing, language))
    assert gone.status_code == 410
    assert {"ca": "Ja no està publicat", "es": "Ya no está publicado"}[language] in words(gone)
    assert f'<html lang="{language}"' in gone.content.decode()
    assert f'href="/{language}/" target="_top"' in gone.content.decode()
    assert page.title not in gone.content.decode()
    never = client.get(f"/embed/{language}/{kind}/{uuid.uuid4()}/")
    assert never.status_code == 404
    assert {"ca": "Aquí no hi ha res", "es": "Aquí no hay nada"}[language] in words(never)


def test_what_is_restricted_shows_nothing_of_itself(client: Any, practice: Any, interview: Any) -> None:
    PageViewRestriction.objects.create(page=practice.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    for path in (address("practice", practice), address("interview", interview)):
        answer = client.get(path)
        assert answer.status_code == 410
        assert practice.title not in answer.content.decode()
        assert interview.title not in answer.content.decode()


def test_a_draft_that_was_never_public_is_not_there(client: Any, practices: Any) -> None:
    draft = made.PracticePageFactory(parent=practices, live=False, title="Secret")
    answer = client.get(address("practice", draft))
    assert answer.status_code == 404
    assert "Secret" not in answer.content.decode()


def test_what_was_deleted_leaves_a_word_where_a_document_was_kept(client: Any, practice: Any) -> None:
    path, key = address("practice", practice), practice.translation_key
    practice.delete()
    assert client.get(path).status_code == 404
    Document.objects.create(kind="practice", uuid=key, language="ca", title="", number=1, withdrawn=timezone.now())
    assert client.get(path).status_code == 410


def test_an_interview_whose_consent_was_taken_back_is_gone(
    client: Any, practice: Any, interview: Any, admin_user: Any
) -> None:
    path = address("interview", interview)
    assert client.get(path).status_code == 200
    held = withdrawal.find(interview.identity)
    assert held is not None
    withdrawal.withdraw(held, by=admin_user)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Què va costar" not in answer.content.decode()
    assert client.get(address("practice", practice)).status_code == 200


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_a_card_that_says_that_nothing_is_there(client: Any, home: Any, junk: str) -> None:
    for path in (f"/embed/ca/practice/{junk}/", f"/embed/ca/{junk}/{uuid.uuid4()}/", f"/embed/{junk}/stop/{junk}/"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "X-Frame-Options" not in answer


def test_junk_in_how_it_looks_is_left_out(client: Any, interview: Any) -> None:
    plain = client.get(address("interview", interview)).content
    for query in ("?scheme=purple", "?t=-3", "?t=99999999", "?t=x", "?theme=%00"):
        assert client.get(address("interview", interview, query=query)).content == plain


def test_posting_is_refused(client: Any, practice: Any) -> None:
    assert client.post(address("practice", practice)).status_code == 405


@pytest.mark.parametrize(("scheme", "sheet"), [("light", "scheme_light.css"), ("dark", "scheme_dark.css"), ("", None)])
def test_it_can_be_asked_to_be_light_or_dark(client: Any, practice: Any, scheme: str, sheet: str | None) -> None:
    text = client.get(address("practice", practice, query=f"?scheme={scheme}")).content.decode()
    assert re.findall(r"scheme_\w+\.css", text) == ([sheet] if sheet else [])


def test_a_video_elsewhere_is_a_link_until_it_is_pressed(client: Any, interview: Any) -> None:
    text = client.get(address("interview", interview, query="?t=125")).content.decode()
    assert "<iframe" not in text
    assert f'class="video__facade" href="{YOUTUBE}" data-frame="https://www.youtube-nocookie.com/' in text
    assert 'data-begins="125"' in text
    assert not re.findall(r'\ssrc="(?:https?:)?//', text)
    assert "quan el premis, s’obrirà a la seva història" in text, "for a frame where no player can run"


def test_a_video_of_ours_can_be_played_where_the_frame_has_no_origin(client: Any, practice: Any) -> None:
    interview = InterviewFactory(page=practice, **hosted())
    text = client.get(address("interview", interview)).content.decode()
    assert '<video class="video__frame" crossorigin="anonymous"' in text
    captions = re.search(r'<track kind="captions" src="([^"]+)"', text)
    assert captions is not None
    for path in (captions[1], interview.media.url):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"
    assert "crossorigin" not in re.findall(r"<video[^>]*>", client.get(practice.url).content.decode())[0]


def test_the_sheets_of_one_scheme_are_as_the_tokens_say() -> None:
    for name, text in sheets().items():
        assert (SHEETS / name).read_text("utf-8") == text, "run tools/make_embed_schemes.py"
    assert "--paper: #ffffff" in sheets()["scheme_light.css"]
    assert "--paper: #111917" in sheets()["scheme_dark.css"]
