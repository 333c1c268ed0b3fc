"""The measured traps of wagtail-localize: `traps.toml` names the test of each, so that an upgrade tells.

Those without a better place are here.
"""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields
from wagtail_localize.models import StringSegment
from wagtail_localize.strings import INLINE_TAGS

from events.models import StopPage
from home.models import ContentPage
from practices.models import PracticeAudience, PracticePage
from tests.factories import AudienceFactory, PracticeIndexPageFactory, PracticePageFactory

from . import filled
from .bilingual import Bilingual

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]
TWICE = (
    '[{"type": "paragraph", "id": "9c5b8f0e-31a1-4d39-8a0b-35b1b1a0a001", "value": {"text": "<p>Una frase.</p>"}},'
    '{"type": "paragraph", "id": "9c5b8f0e-31a1-4d39-8a0b-35b1b1a0a001", "value": {"text": "<p>Una altra.</p>"}}]'
)
TESTS = Path(__file__).resolve().parents[1]
TABLE = tomllib.loads(Path(__file__).with_name("traps.toml").read_text())


@pytest.mark.parametrize(("trap", "guard"), [one for group in TABLE.values() for one in group.items()])
def test_each_trap_has_its_guard(trap: str, guard: str) -> None:
    file, _colons, name = guard.partition("::")
    tests = [node.name for node in ast.parse((TESTS / file).read_text()).body if isinstance(node, ast.FunctionDef)]
    assert name in tests, f"nothing watches over: {trap}"


def test_pages_are_not_swapped() -> None:
    assert settings.WAGTAIL_PAGE_MODEL == "wagtailcore.Page"


def test_a_plain_key_to_a_term_is_translated_and_a_synchronised_one_is_not() -> None:
    kinds = {field.field_name: type(field) for field in get_translatable_fields(PracticePage)}
    assert kinds["theme"] is TranslatableField
    assert kinds["organisation"] is SynchronizedField


def test_a_row_with_a_key_to_a_term_leads_to_the_readers_term(front: Page) -> None:
    stories = Bilingual(PracticeIndexPageFactory(parent=front))
    term = AudienceFactory(key="joves", name="Joves")
    filled.written(term, stories.es)
    page = PracticePageFactory(parent=stories.source, rows=False)
    PracticeAudience.objects.create(page=page, locale=page.locale, audience=term)
    both = Bilingual(page, live=False)
    assert [row.audience.locale.language_code for row in both.target.audiences.all()] == ["es"]


def test_sentences_with_raised_figures_stay_whole(page: Bilingual) -> None:
    assert {"sup", "sub"} <= set(INLINE_TAGS)
    assert INLINE_TAGS.count("sup") == 1
    field = ContentPage._meta.get_field("body")
    raw = TWICE.partition(",{")[0].replace("Una frase.", "Fan 3 m<sup>2</sup> de pati.") + "]"
    page.change(body=field.to_python(raw))
    assert StringSegment.objects.filter(source=page.origin, string__data="Fan 3 m<sup>2</sup> de pati.").exists()


def test_two_blocks_with_one_id_stop_nobody_from_publishing_the_source(page: Bilingual) -> None:
    """And whoever publishes the translation reads why it cannot be, instead of an error."""
    page.change(body=ContentPage._meta.get_field("body").to_python(TWICE))
    assert ContentPage.objects.get(pk=page.source.pk).body.raw_data[1]["value"]["text"] == "<p>Una altra.</p>"
    page.confirm_all()
    with pytest.raises(ValidationError):
        page.publish_target()
    assert len(page.target.body) == 0
    page.change(body=ContentPage._meta.get_field("body").to_python(TWICE.replace("a0a001", "a0a002", 1)))
    page.confirm_all()
    page.publish_target()
    assert len(page.target.body) == 2


def test_pages_are_translated_below_a_translated_parent_as_a_draft(front: Page) -> None:
    parent = PracticeIndexPageFactory(parent=front)
    both = Bilingual(PracticePageFactory(parent=parent), live=False)
    alias = both.target.get_parent()
    assert (alias.alias_of_id, alias.live, both.target.live) == (parent.pk, False, False)


def test_the_state_of_a_stop_is_synchronised_and_its_reason_translated() -> None:
    kinds: dict[str, Any] = {field.field_name: type(field) for field in get_translatable_fields(StopPage)}
    assert (kinds["state"], kinds["state_reason"]) == (SynchronizedField, TranslatableField)


def test_nobody_is_asked_for_a_face() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
