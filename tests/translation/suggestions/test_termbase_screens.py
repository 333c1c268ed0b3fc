"""The termbase in the administration: who may see, add and change terms; found by any of its words."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from caravana_site.common import groups
from caravana_site.translation.models import Term
from tests import people

from .desk import Desk

pytestmark = pytest.mark.django_db
LIST, ADD = "wagtailsnippets_caravana_translation_term:list", "wagtailsnippets_caravana_translation_term:add"
CHANGE = "wagtailsnippets_caravana_translation_term:edit"


@pytest.fixture
def as_role(desk: Desk, client: Any) -> Any:
    made = groups.ensure_groups()

    def sign_in(role: str) -> Any:
        return people.signed_in(client, people.member(made[role], role))

    return sign_in


@pytest.mark.parametrize(
    ("role", "changes"),
    [
        (groups.COMMUNICATION, True),
        (groups.REVIEWERS, True),
        (groups.TRANSLATORS_CA_ES, False),
        (groups.TRANSLATORS_ES_CA, False),
    ],
)
def test_translators_see_and_add_and_editors_change(role: str, changes: bool, desk: Desk, as_role: Any) -> None:
    term = desk.term("tràmit", "trámite")
    client = as_role(role)
    assert "tràmit" in client.get(reverse(LIST)).content.decode()
    rows = inline_formset([{"locale": desk.locales["ca"].pk, "text": "cita", "forbidden": ""}])
    assert client.get(reverse(ADD)).status_code == 200
    client.post(reverse(ADD), nested_form_data({"wordings": rows, "note": ""}))
    assert Term.objects.count() == 2
    assert (client.get(reverse(CHANGE, args=[term.pk])).status_code == 200) is changes


def test_a_term_is_found_by_its_wordings_and_by_what_is_not_used(desk: Desk, as_role: Any) -> None:
    desk.term("seu electrònica", "sede electrónica", not_es="sienta electrónica")
    desk.term("tràmit", "trámite")
    client = as_role(groups.TRANSLATORS_CA_ES)
    for asked in ("sede", "sienta", "electrònica"):
        html = client.get(reverse(LIST), {"q": asked}).content.decode()
        assert html.count("seu electrònica · sede electrónica") >= 1
        assert "tràmit · trámite" not in html


def test_terms_are_listed_by_their_first_wording_and_names_are_told_by_a_word(desk: Desk, as_role: Any) -> None:
    for catalan, spanish in (("tràmit", "trámite"), ("Cita prèvia", "cita previa"), ("padró", "padrón")):
        desk.term(catalan, spanish)
    html = as_role(groups.TRANSLATORS_CA_ES).get(reverse(LIST)).content.decode()
    places = [html.index(name) for name in ("Cita prèvia ·", "padró ·", "tràmit ·")]
    assert places == sorted(places)
    assert "icon-cross" not in html.partition("<table")[2].partition("</table>")[0]


def test_a_wording_twice_in_a_language_or_none_is_told_and_not_kept(desk: Desk, as_role: Any) -> None:
    client = as_role(groups.REVIEWERS)
    catalan = {"locale": desk.locales["ca"].pk, "text": "cita", "forbidden": ""}
    for rows in ([], [catalan, catalan]):
        answer = client.post(reverse(ADD), nested_form_data({"wordings": inline_formset(rows), "note": ""}))
        assert answer.status_code == 200
    assert not Term.objects.exists()


def test_more_terms_cost_the_list_no_more_queries(desk: Desk, as_role: Any) -> None:
    client, counts = as_role(groups.REVIEWERS), []
    for many in (2, 8):
        while Term.objects.count() < many:
            desk.term(f"terme {Term.objects.count()}", f"término {Term.objects.count()}")
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(LIST))
        counts.append(len(asked))
    assert counts[0] == counts[1]
