"""Audiences and technologies: words of a vocabulary, with a key that is the same in every language."""

from typing import Any
from uuid import UUID

import pytest

from tests.api.published import document, filtered_by
from tests.contract.golden import assert_golden
from tests.factories import AudienceFactory, TechnologyFactory, in_language

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "plural", "factory"),
    [("audience", "audiences", AudienceFactory), ("technology", "technologies", TechnologyFactory)],
)
def test_a_word_is_a_document_in_each_of_its_languages(kind: str, plural: str, factory: Any) -> None:
    term = factory(key="clau", name="Gent gran", translation_key=UUID(int=31))
    other = factory(key="clau", name="Mayores", locale=in_language("es"), translation_key=term.translation_key)
    catalan, spanish = document(kind, term), document(kind, term, "es")
    assert (catalan["title"], spanish["title"]) == ("Gent gran", "Mayores")
    assert catalan["key"] == spanish["key"] == "clau"
    assert catalan["url"] is None, "it has no page of its own"
    api = f"http://testserver/api/v1/{plural}/{term.translation_key}?locale="
    assert catalan["alternates"] == [{"locale": code, "url": None, "api": f"{api}{code}"} for code in ("ca", "es")]
    assert spanish["json_ld"] == {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": f"http://testserver/id/{kind}/{term.translation_key}",
        "termCode": "clau",
        "name": "Mayores",
        "inLanguage": "es",
    }
    assert filtered_by(kind, term) == {"key": {"clau"}}
    assert_golden(kind, catalan)
    assert_golden(kind, spanish)
    other.name = "Personas mayores"
    other.save()
    assert document(kind, term, "es")["title"] == "Personas mayores"
