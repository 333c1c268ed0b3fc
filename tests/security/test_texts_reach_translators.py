"""The check finds each way in which a text gets lost, and nothing in the code as it is."""

from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.db import models
from django.test.utils import isolate_apps
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from caravana_site.common import not_translated
from caravana_site.common.blocks import BodyBlock, TableBlock
from caravana_site.common.blocks.nested import StructOfStructsBlock
from caravana_site.translation import checks


def found(model: Any) -> list[str]:
    app = SimpleNamespace(name="home", get_models=lambda: [model])
    errors = checks.texts_reach_the_translators([app])  # type: ignore[list-item]  # all that it asks of an app
    assert {error.id for error in errors} <= {"caravana.E030"}
    return [error.msg for error in errors]


def test_no_text_of_ours_is_lost() -> None:
    assert checks.texts_reach_the_translators(None) == []
    assert checks.reasons_are_of_something(None) == []


@isolate_apps("home")
def test_a_model_without_a_language_is_refused() -> None:
    class Stub(models.Model):
        words = models.CharField(max_length=20)
        web = models.URLField()
        kind = models.CharField(max_length=2, choices=[("a", "A")])
        inner = models.CharField(max_length=2, editable=False)

        class Meta:
            app_label = "home"

    assert found(Stub) == ["home.Stub.words never reaches a translator: the model is not translatable."]


@isolate_apps("home")
def test_a_shared_text_and_one_without_a_panel_are_refused() -> None:
    class Stub(TranslatableMixin, models.Model):
        shared = models.TextField()
        hidden = models.TextField()
        told = RichTextField()
        pictures = RichTextField(features=["bold", "image"])
        override_translatable_fields = [SynchronizedField("shared")]
        panels: ClassVar[list[Any]] = [FieldPanel("shared"), FieldPanel("told"), FieldPanel("pictures")]

        class Meta(TranslatableMixin.Meta):
            app_label = "home"

    assert found(Stub) == [
        "home.Stub.shared never reaches a translator: it is the source's in every language.",
        "home.Stub.hidden never reaches a translator: no panel shows it.",
        "home.Stub.pictures never reaches a translator: alternative texts of pictures in rich text are not extracted.",
    ]


INNER = blocks.StructBlock([("image", ImageBlock()), ("words", blocks.CharBlock())])
LOST = {
    "html": (blocks.RawHTMLBlock(), ["html"]),
    "typed table": (TypedTableBlock([("text", blocks.CharBlock())]), ["typed table"]),
    "regex": (blocks.RegexBlock(regex="."), ["regex"]),
    "rich": (blocks.RichTextBlock(features=["embed"]), ["rich"]),
    "deep": (blocks.ListBlock(blocks.StructBlock([("raw", blocks.RawHTMLBlock())])), ["deep.item.raw"]),
    "struct": (blocks.StructBlock([("inner", INNER)]), ["struct.inner.image"]),
    "kept struct": (StructOfStructsBlock([("inner", INNER)]), []),
    "our table": (TableBlock(), []),
    "body": (BodyBlock(), []),
    "words": (blocks.StructBlock([("a", blocks.CharBlock()), ("b", blocks.ListBlock(blocks.TextBlock()))]), []),
}


@isolate_apps("home")
@pytest.mark.parametrize("name", LOST)
def test_a_block_that_is_not_extracted_is_refused(name: str) -> None:
    block, lost = LOST[name]

    class Stub(TranslatableMixin, models.Model):
        body = StreamField([(name, block)])

        class Meta(TranslatableMixin.Meta):
            app_label = "home"

    assert [message.split(" never")[0] for message in found(Stub)] == [f"home.Stub.body.{path}" for path in lost]


def test_a_reason_without_its_field_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(not_translated, "_reasons", {"home.Gone": "no more"})
    assert [error.id for error in checks.reasons_are_of_something(None)] == ["caravana.E031"]


def test_a_language_without_a_catalogue_is_refused(settings: Any) -> None:
    assert checks.languages_have_a_catalogue(None) == []
    settings.LANGUAGES = [*settings.LANGUAGES, ("oc", "aranès"), ("xx", "cap")]
    assert [error.msg for error in checks.languages_have_a_catalogue(None)] == ["The language «xx» has no catalogue."]
