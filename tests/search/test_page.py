"""The search page as readers meet it, on either engine: tabs, excerpts, empty results, junk, a flat cost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as made

from .conftest import titles

pytestmark = pytest.mark.django_db
JUNK = (
    *("\x00", "a\x00b", "a" * 2_000, "' OR 1=1 --", "'; DROP TABLE x; --", "<script>alert(7)</script>", "% _ \\ \\'"),
    *("a & | ! b", "foo:* <-> bar", "!!!", "'a':*A & 'b'", "((((", '"', '""', '"a', "«»", "AND OR NOT NEAR(a b)", "*"),
    *(
        "\u202e\u0301\u0301",
        "👩‍👩‍👧 🏳️‍🌈",
        "ﬁ ǆ ß İ ı",
        "日本語 поиск ٣",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ),
    *("l·l·l·l", "-----", "1.000.000.000", "word " * 39, "x:y^3 {a} [b]", "https://a.b/c?d=e#f"),
)


@pytest.mark.parametrize("url", ["/ca/cerca/", "/es/buscar/", "/ca/cerca/suggeriments.json"])
def test_junk_is_a_200_that_echoes_no_markup(client: Any, site: dict[str, Any], url: str) -> None:
    made.PracticePageFactory(parent=site["practices"])
    for junk in JUNK:
        answer = client.get(url, {"q": junk, "kind": junk, "page": junk})
        assert answer.status_code == 200, junk
        assert b"<script>alert(7)" not in answer.content


def test_a_search_that_is_too_long_says_so(client: Any, site: dict[str, Any]) -> None:
    text = client.get("/ca/cerca/", {"q": "paraula " * 250}).content.decode()
    assert "La cerca és massa llarga" in text


def test_each_kind_is_found_and_counted_on_its_tab(client: Any, site: dict[str, Any]) -> None:
    body = made.OrganisationFactory(name="Ajuntament de Furgoneta")
    made.PracticePageFactory(parent=site["practices"], title="La furgoneta", organisation=body)
    made.StopPageFactory(parent=site["stops"], title="Un dia a la furgoneta")
    made.KitResourcePageFactory(parent=site["kit"], title="Llista per a la furgoneta")
    made.ContentPageFactory(parent=site["home"], title="Per què una furgoneta")
    listing = client.get("/ca/cerca/", {"q": "furgoneta"}).context["listing"]
    counts = {tab.name: tab.count for tab in listing.tabs}
    assert counts == {"": 5, "practices": 1, "stops": 1, "kit": 1, "organisations": 1, "pages": 1}
    for tab in listing.tabs[1:]:
        answer = client.get(f"/ca/cerca/?{tab.query}")
        assert len(answer.context["listing"].found) == 1
        assert answer.content.decode().count('class="result') >= 1


def test_only_what_is_public_in_the_readers_language_is_found(client: Any, site: dict[str, Any]) -> None:
    made.PracticePageFactory(parent=site["practices"], title="Furgoneta publicada")
    made.PracticePageFactory(parent=site["practices"], title="Furgoneta en esborrany", live=False)
    made.PracticePageFactory(
        parent=site["practices"], title="Furgoneta arxivada", archived=True, archived_reason="Ja no."
    )
    made.ContentPageFactory(parent=site["es"], title="Una furgoneta")
    made.OrganisationFactory(name="Ajuntament de Furgoneta, sense res publicat")
    assert titles(client, "furgoneta") == ["Furgoneta publicada"]
    assert titles(client, "furgoneta", "/es/buscar/") == ["Una furgoneta"]


def test_what_is_published_changed_or_withdrawn_is_known_at_once(client: Any, site: dict[str, Any]) -> None:
    page = made.ContentPageFactory(parent=site["home"], title="Abans furgoneta")
    page.title = "Ara tractor"
    page.save_revision().publish()
    assert titles(client, "furgoneta") == []
    assert titles(client, "tractor") == ["Ara tractor"]
    page.unpublish()
    assert titles(client, "tractor") == []


def test_what_matched_is_marked_and_all_else_escaped(client: Any, site: dict[str, Any]) -> None:
    made.ContentPageFactory(
        parent=site["home"], title="Bus <b>nou</b>", introduction="Abans. Un <i>tràmit</i> & prou, diu «algú»."
    )
    answer = client.get("/ca/cerca/", {"q": "tramit"}).content.decode()
    assert "Un &lt;i&gt;<mark>tràmit</mark>&lt;/i&gt; &amp; prou" in answer
    assert "Bus &lt;b&gt;nou&lt;/b&gt;" in answer


def test_a_sample_keeps_its_label(client: Any, site: dict[str, Any]) -> None:
    made.PracticePageFactory(parent=site["practices"], title="Inventada", is_sample=True)
    made.StopPageFactory(parent=site["stops"], title="Inventada també", is_sample=True)
    assert client.get("/ca/cerca/", {"q": "inventada"}).content.decode().count('class="sample-label"') == 2


def test_results_are_kept_from_search_engines_and_the_empty_page_is_not(client: Any, site: dict[str, Any]) -> None:
    answer = client.get("/ca/cerca/", {"q": "pràctica"})
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "X-Robots-Tag" not in client.get("/ca/cerca/")


def test_the_language_switcher_keeps_the_words(client: Any, site: dict[str, Any]) -> None:
    text = client.get("/ca/cerca/", {"q": "l'oficina & més"}).content.decode()
    assert 'href="/es/buscar/?q=l%27oficina+%26+m%C3%A9s" lang="es"' in text


def test_it_is_reached_from_the_header_and_from_a_page_that_is_not_there(client: Any, site: dict[str, Any]) -> None:
    assert 'href="/ca/cerca/"' in client.get("/ca/").content.decode()
    lost = client.get("/es/no-esta/").content.decode()
    assert 'action="/es/buscar/"' in lost


def test_an_empty_result_offers_fewer_words_themes_and_the_other_language(client: Any, site: dict[str, Any]) -> None:
    theme = made.ThemeFactory(name="Proximitat")
    made.ContentPageFactory(parent=site["home"], title="La furgoneta")
    made.ContentPageFactory(parent=site["es"], title="Los drones")
    text = client.get("/ca/cerca/", {"q": "furgoneta rodona"}).content.decode()
    assert "Sense «rodona» n’hi ha 1" in text
    assert theme.get_absolute_url() in text
    text = client.get("/ca/cerca/", {"q": "drones"}).content.decode()
    assert 'href="/es/buscar/?q=drones"' in text
    assert "En castellà n’hi ha 1" in text


def test_words_that_say_nothing_are_told_apart_from_no_result(client: Any, site: dict[str, Any]) -> None:
    assert "massa corrents" in client.get("/ca/cerca/", {"q": "de la"}).content.decode()
    assert "demasiado corrientes" in client.get("/es/buscar/", {"q": "para los"}).content.decode()


def test_many_results_are_paged_and_pages_beyond_the_last_exist(client: Any, site: dict[str, Any]) -> None:
    for number in range(13):
        made.ContentPageFactory(parent=site["home"], title=f"Furgoneta {number}")
    assert len(titles(client, "furgoneta")) == 10
    assert len(titles(client, "furgoneta", page="2")) == 3
    assert len(titles(client, "furgoneta", page="99")) == 3
    assert len(titles(client, "furgoneta", page="nope")) == 10


@pytest.mark.parametrize("kind", ["practices", "stops", "kit", "organisations", "pages"])
def test_more_results_cost_no_more_queries(client: Any, site: dict[str, Any], kind: str) -> None:
    numbers = iter(range(20))

    def add(title: str) -> None:
        match kind:
            case "practices":
                practice = made.PracticePageFactory(parent=site["practices"], title=title)
                made.InterviewFactory(page=practice, title=title)
            case "stops":
                made.StopPageFactory(parent=site["stops"], title=title)
            case "kit":
                made.KitResourcePageFactory(parent=site["kit"], title=title)
            case "organisations":
                made.PracticePageFactory(parent=site["practices"], organisation=made.OrganisationFactory(name=title))
            case _:
                made.ContentPageFactory(parent=site["home"], title=title)

    def queries(added: int, drawn: int) -> int:
        for _turn in range(added):
            add(f"Furgoneta {next(numbers)}")
        client.get("/ca/cerca/", {"q": "furgoneta", "kind": kind})
        with CaptureQueriesContext(connection) as spent:
            page = client.get("/ca/cerca/", {"q": "furgoneta", "kind": kind})
        assert page.content.count(b'<article class="result') == drawn
        return len(spent)

    assert queries(added=2, drawn=2) == queries(added=6, drawn=8)


def test_suggestions_are_public_titles_that_caches_may_keep(client: Any, site: dict[str, Any]) -> None:
    made.PracticePageFactory(parent=site["practices"], title="L'oficina rodant")
    made.PracticePageFactory(parent=site["practices"], title="L'oficina en esborrany", live=False)
    made.ContentPageFactory(parent=site["es"], title="La oficina")
    answer = client.get("/ca/cerca/suggeriments.json", {"q": "ofi"})
    assert answer.json() == {"language": "ca", "suggestions": ["L'oficina rodant"]}
    assert answer["Cache-Control"].startswith("public, max-age=600, s-maxage=600")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert client.get("/es/buscar/sugerencias.json", {"q": "ofi"}).json()["suggestions"] == ["La oficina"]


def test_no_cookie_and_no_copy_a_visitor(client: Any, site: dict[str, Any]) -> None:
    answer = client.get("/ca/cerca/", {"q": "furgoneta"})
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_catalogue_searches_with_the_same_engine(client: Any, site: dict[str, Any]) -> None:
    made.PracticePageFactory(parent=site["practices"], title="Furgoneta")
    made.PracticePageFactory(parent=site["practices"], title="Sensors")
    text = client.get(site["practices"].url, {"q": "drons"}).content.decode()
    assert 'href="/ca/cerca/?q=drons"' in text
    listing = client.get(site["practices"].url, {"q": "furgoneta"}).context["listing"]
    assert [page.title for page in listing.page] == ["Furgoneta"]
