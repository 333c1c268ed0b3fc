"""Each house rule finds what it is for, and nothing in the code as it is."""

from types import SimpleNamespace
from typing import Any

from django.db import models
from django.test.utils import isolate_apps
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from caravana_site.api.checks import programs_read_what_editors_publish
from caravana_site.common import checks
from practices.models import Theme


def found(check: Any, model: Any) -> list[str]:
    app = SimpleNamespace(name="home", get_models=lambda: [model])
    return [error.id for error in check([app])]


def test_the_code_keeps_every_rule() -> None:
    for check in (
        checks.many_to_many_stays_untranslated,
        checks.translating_never_publishes,
        checks.page_types_state_their_place,
        checks.translatable_fields_have_a_panel,
        programs_read_what_editors_publish,
    ):
        assert check(None) == []


@isolate_apps("home")
def test_many_to_many_to_terms_is_refused() -> None:
    class Stub(models.Model):
        themes = models.ManyToManyField(Theme, related_name="+")

        class Meta:
            app_label = "home"

    assert found(checks.many_to_many_stays_untranslated, Stub) == ["caravana.E001"]


def test_publishing_on_submission_is_refused(settings: Any) -> None:
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    settings.WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = True
    assert [error.id for error in checks.translating_never_publishes(None)] == ["caravana.E002"] * 2


@isolate_apps("home")
def test_page_type_without_a_place_is_refused() -> None:
    class Stub(Page):
        __module__ = "home.stub"
        subpage_types: list[str] = []

        class Meta:
            app_label = "home"

    assert found(checks.page_types_state_their_place, Stub) == ["caravana.E003"]


@isolate_apps("home")
def test_translated_field_without_a_panel_is_refused() -> None:
    class Stub(Page):
        hidden = models.CharField(max_length=20)
        shown = models.CharField(max_length=20)
        content_panels = [*Page.content_panels, FieldPanel("shown")]
        override_translatable_fields = [TranslatableField("hidden"), TranslatableField("shown")]

        class Meta:
            app_label = "home"

    assert "caravana.E004" in found(checks.translatable_fields_have_a_panel, Stub)
