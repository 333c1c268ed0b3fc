"""Every value that is declared synchronised is the same in all languages in the publication that changes it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core import checks
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from caravana_site.api.projection import pending
from caravana_site.common.checks import our_models
from caravana_site.translation.carried import carried
from caravana_site.translation.carried_checks import not_carried, synchronised_values_are_carried
from events.models import GuideBlock, GuideQuestion
from home.models import PressPage, SiteSettings, SocialLink
from practices.models import PracticeAudience, PracticePage, Result, Theme
from tests.factories import (
    AccessibilityStatementPageFactory,
    AudienceFactory,
    KitIndexPageFactory,
    KitResourcePageFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    PressPageFactory,
    SiteSettingsFactory,
    ThemeFactory,
)

from . import filled
from .bilingual import Bilingual

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


def in_spanish(term: Any, front: Page) -> Any:
    """A term translated as translators do."""
    spanish = front.get_translations().get().locale
    filled.written(term, spanish)
    return type(term).objects.get(translation_key=term.translation_key, locale=spanish)


@pytest.fixture
def story(front: Page) -> Bilingual:
    stories = Bilingual(PracticeIndexPageFactory(parent=front))
    for term in (ThemeFactory(), AudienceFactory()):
        in_spanish(term, front)
    page = PracticePageFactory(parent=stories.source)
    Result.objects.create(
        page=page, locale=page.locale, indicator="Tràmits", before=Decimal(1), after=Decimal(2), period="2024"
    )
    return Bilingual(page)


def a_statement(front: Page) -> tuple[Page, dict[str, Any]]:
    return AccessibilityStatementPageFactory(parent=front), {"status": "none", "reviewed_on": date(2026, 3, 1)}


def a_press_page(front: Page) -> tuple[Page, dict[str, Any]]:
    return PressPageFactory(parent=front), {"contact_email": "premsa@example.cat", "show_in_menus": True}


def a_tool(front: Page) -> tuple[Page, dict[str, Any]]:
    kit = Bilingual(KitIndexPageFactory(parent=front)).source
    return KitResourcePageFactory(parent=kit), {"version": "9.1", "minutes": 77, "roles": ["host"]}


@pytest.mark.parametrize("make", [a_statement, a_press_page, a_tool])
def test_values_of_every_page_type_follow_past_the_translators(front: Page, make: Any) -> None:
    page, values = make(front)
    both = Bilingual(page)
    both.target.save_revision()
    both.change(title="Un títol que ningú no ha traduït", **values)
    live, draft = both.target, both.target.get_latest_revision_as_object()
    for version in (live, draft):
        assert {name: getattr(version, name) for name in values} == values
    assert live.title.startswith("es:")


def test_rows_follow_with_their_figures_and_keep_their_words(story: Bilingual) -> None:
    story.target.save_revision()
    page = PracticePage.objects.get(pk=story.source.pk)
    row = page.results.get()
    row.after, row.indicator = Decimal("55.50"), "Un altre nom"
    page.results = [row]
    page.save_revision().publish()
    for version in (story.target, story.target.get_latest_revision_as_object()):
        (result,) = version.results.all()
        assert (result.after, result.indicator) == (Decimal("55.50"), "es:Tràmits")


def test_terms_follow_in_their_own_language(story: Bilingual, front: Page) -> None:
    theme, audience = ThemeFactory(key="dades", name="Dades"), AudienceFactory(key="joves", name="Joves")
    spanish = in_spanish(theme, front), in_spanish(audience, front)
    page = PracticePage.objects.get(pk=story.source.pk)
    page.theme = theme
    page.audiences = [PracticeAudience(locale=page.locale, audience=audience)]
    page.save_revision().publish()
    for version in (story.target, story.target.get_latest_revision_as_object()):
        assert version.theme == spanish[0]
        assert [row.audience for row in version.audiences.all()] == [spanish[1]]


def test_rows_without_a_language_are_the_same(story: Bilingual) -> None:
    page = PracticePage.objects.get(pk=story.source.pk)
    body = OrganisationFactory()
    page.collaborators = [carried_row(page, body)]
    page.save_revision().publish()
    assert [row.organisation for row in story.target.collaborators.all()] == [body]
    story.target.get_latest_revision_as_object().save_revision().publish()
    assert [row.organisation for row in story.target.collaborators.all()] == [body]


def carried_row(page: Any, body: Any) -> Any:
    return page.collaborators.model(organisation=body)


def test_what_the_translators_chose_stays_theirs(front: Page) -> None:
    both = Bilingual(PressPageFactory(parent=front, contact_email="a@example.cat"))
    segment = OverridableSegment.objects.get(source=both.origin, context__path="contact_email")
    SegmentOverride.objects.create(locale=both.es, context=segment.context, data_json='"es@example.cat"')
    both.publish_target()
    both.change(contact_email="b@example.cat", contact_phone="555")
    assert (both.target.contact_email, both.target.contact_phone) == ("es@example.cat", "555")


def test_a_page_edited_by_hand_keeps_what_a_language_may_choose(front: Page) -> None:
    both = Bilingual(PressPageFactory(parent=front, contact_email="a@example.cat"))
    Translation.objects.filter(pk=both.translation.pk).update(enabled=False)
    PressPage.objects.filter(pk=both.target.pk).update(contact_email="ma@example.cat")
    both.change(contact_email="b@example.cat")
    assert both.target.contact_email == "ma@example.cat"


def test_terms_of_vocabularies_guides_and_settings_follow_when_they_are_saved(front: Page) -> None:
    theme: Any = ThemeFactory()
    spanish = in_spanish(theme, front)
    theme.colour, theme.sort_order = "teal", 9
    theme.save()
    assert Theme.objects.values_list("colour", "sort_order").get(pk=spanish.pk) == ("teal", 9)
    block = GuideBlock(key="inici", title="Inici", minutes=5, locale=front.locale)
    block.questions = [GuideQuestion(text="Com va començar?", locale=front.locale)]
    block.save()
    spanish_block = in_spanish(block, front)
    question = block.questions.get()
    question.feeds = "summary"
    block.minutes, block.questions = 8, [question]
    block.save()
    spanish_block = GuideBlock.objects.get(pk=spanish_block.pk)
    assert (spanish_block.minutes, spanish_block.questions.get().feeds) == (8, "summary")


def test_profiles_of_the_site_are_the_same_in_every_language(front: Page) -> None:
    settings: Any = SiteSettings.objects.filter(locale=front.locale).first() or SiteSettingsFactory(locale=front.locale)
    spanish = in_spanish(settings, front)
    settings.social_links = [SocialLink(name="Mastodon", url="https://m.example.cat/")]
    settings.licence = "CC0-1.0"
    settings.save()
    spanish = SiteSettings.objects.get(pk=spanish.pk)
    assert [link.name for link in spanish.social_links.all()] == ["Mastodon"]
    settings.social_links = []
    settings.save()
    assert not SiteSettings.objects.get(pk=spanish.pk).social_links.exists()


def test_archiving_reaches_every_language_with_its_reason_in_the_language_it_was_written_in(
    client: Any, story: Bilingual
) -> None:
    story.change(archived=True, archived_reason="El servei el fa ara la comarca.")
    assert story.target.archived
    text = client.get(story.target.url).content.decode()
    assert 'lang="ca"' in text.partition("El servei el fa ara la comarca.")[0][-200:]


def test_a_synchronised_value_that_nothing_carries_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    assert synchronised_values_are_carried(None) == []
    monkeypatch.setattr(PracticePage, "override_translatable_fields", [SynchronizedField("story")])
    from caravana_site.translation import carried as module

    module._sorted.cache_clear()
    try:
        assert "story" in not_carried(PracticePage)
        assert [one.id for one in checks.run_checks(tags=["models"]) if one.id == "caravana.E021"] == ["caravana.E021"]
    finally:
        module._sorted.cache_clear()


def test_every_declared_value_is_among_those_that_are_carried() -> None:
    declared = {
        (model, field.field_name)
        for model in our_models(None)
        for field in getattr(model, "override_translatable_fields", ())
        if isinstance(field, SynchronizedField)
    }
    assert len(declared) > 100
    assert {(model, name) for model, name in declared if name not in carried(model).values} == set()


def test_a_publication_costs_the_same_with_many_rows(
    story: Bilingual, front: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending, "_soon", lambda: None)  # the documents of programs have their own growth tests

    def queries() -> int:
        """Of bringing every row another place in its order, and one value."""
        Result.objects.filter(page=story.source).update(after=F("after") + 1)
        PracticeAudience.objects.filter(page=story.source).update(sort_order=F("sort_order") + 1)
        with CaptureQueriesContext(connection) as asked:
            page_published.send(sender=PracticePage, instance=PracticePage.objects.get(pk=story.source.pk))
        return len(asked)

    PracticeAudience.objects.update(sort_order=1)
    few = queries()
    results = set(story.target.results.values_list("after", flat=True))
    for number in range(6):
        term = AudienceFactory(key=f"k{number}", name=f"Públic {number}")
        in_spanish(term, front)
        PracticeAudience.objects.create(page=story.source, locale=story.source.locale, audience=term, sort_order=number)
    page_published.send(sender=PracticePage, instance=PracticePage.objects.get(pk=story.source.pk))
    assert story.target.audiences.count() == 7
    assert queries() <= few
    assert set(story.target.results.values_list("after", flat=True)) != results
