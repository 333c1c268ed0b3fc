"""The first content: made once, completed when stopped, taken away again, and wholly in both languages."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail, serializers
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common import seeds
from caravana_site.common.models import Document, OutgoingEmail
from caravana_site.translation.models import Suggestion, TranslationTask
from events.models import OPEN_STATES, StopPage, StopRequest
from practices.models import Organisation, PracticePage
from tests.api.published import is_complete

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("seeds")]
OURS = ("common", "practices", "events", "home", "wagtailcore", "wagtail_localize", "auth")
CHANGING = ("ReferenceIndex",)


@pytest.fixture(autouse=True)
def accounts_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def seed(**options: Any) -> str:
    out = io.StringIO()
    call_command("seed", stdout=out, **options)
    return out.getvalue()


def everything() -> dict[str, list[str]]:
    """Every row of every table that a seed may touch."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return {
        model._meta.label: sorted(serializers.serialize("jsonl", model._default_manager.all()).splitlines())
        for model in models
        if model.__name__ not in CHANGING
    }


def nothing_leads_nowhere(client: Any, administrator: Any) -> None:
    """Every live page answers, whatever it links to does, and so do the administration's lists."""
    seen: set[str] = set()
    waiting = [page.url for page in Page.objects.live().filter(depth__gt=1)]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        if "?" not in address and answer["Content-Type"].startswith("text/html"):
            waiting += re.findall(r'(?:href|src)="(/(?:ca|es|documents|media)/[^"]*)"', answer.content.decode())
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/admin/", "/admin/localize/reports/translations/", "/admin/reports/site-history/"):
        assert client.get(address).status_code == 200, address


def test_a_second_run_changes_nothing_and_the_first_leaves_nothing_out(demonstration: None, client: Any) -> None:
    before = everything()
    assert is_complete()
    again = seed(demo=True)
    assert "made" not in again
    assert "documents: nothing to do" in again
    assert everything() == before
    # Everything is live in both languages but the two stories that show what an untranslated page looks like.
    live = Page.objects.live().filter(depth__gt=1)
    spanish, catalan = (
        set(live.filter(locale__language_code=code).values_list("translation_key", flat=True)) for code in ("es", "ca")
    )
    assert spanish <= catalan
    lacking = PracticePage.objects.filter(translation_key__in=catalan - spanish)
    assert {page.slug for page in lacking} == {"buscar-pis-tres-webs", "permis-de-foc"}
    assert PracticePage.objects.filter(locale__language_code="ca").count() == 15
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert Organisation.objects.count() == 947 + 43 + 4
    assert Organisation.objects.filter(name="Conselh Generau d'Aran").exists()
    # Each of them went through wagtail-localize, with every segment confirmed.
    (stale,) = TranslationTask.objects.exclude(stale_since=None).select_related("translation__source")
    assert stale.translation.source.object_repr == "L’agenda oberta d’un poble sense gabinet"
    assert stale.state == stale.State.TRANSLATE
    assert Suggestion.objects.filter(segment__source=stale.translation.source, kind=Suggestion.Kind.PREVIOUS).exists()
    assert PracticePage.objects.get(slug="agenda-abierta").live, "readers keep the translation of before"
    for translation in Translation.objects.exclude(task=stale).select_related("source", "target_locale"):
        segments = StringSegment.objects.filter(source=translation.source)
        done = StringTranslation.objects.filter(
            locale=translation.target_locale,
            translation_of__in=segments.values("string"),
            context__in=segments.values("context"),
        )
        assert segments.count() <= done.count(), translation
    # The invented requests have owners and stand in every open state, and nobody was written to about them.
    requests = StopRequest.objects.all()
    assert {*OPEN_STATES} < {one.state for one in requests}
    assert all(one.name.startswith("Persona de mostra") and one.email.endswith("@example.cat") for one in requests)
    assert requests.filter(owner__username="editora").exists()
    assert not OutgoingEmail.objects.exists()
    assert mail.outbox == []
    samples = sum(model.objects.filter(is_sample=True).count() for model in (PracticePage, StopPage))
    gone = samples + get_user_model().objects.count()
    assert f"Removed: {gone} sample pages and demonstration accounts." in seed(remove_demo=True)
    assert not PracticePage.objects.exists()
    assert is_complete()
    assert set(Document.objects.values_list("collection__name", flat=True)) == {"Kit"}, "the kit is no sample"
    assert not StopRequest.objects.exists()
    assert not get_user_model().objects.exists()
    assert Page.objects.live().filter(slug="participa").count() == 2
    nothing_leads_nowhere(client, get_user_model().objects.create_superuser("cap", "cap@example.cat", "x"))


def test_a_seed_stopped_anywhere_is_completed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off after the first, the fifth and the twentieth page, it ends as if it never had been."""
    add_page = seeds.add_page
    for most in (1, 5, 20):
        made = 0

        def failing(*args: Any, most: int = most, **kwargs: Any) -> Page:
            nonlocal made
            made += 1
            if made > most:
                raise KeyboardInterrupt
            return add_page(*args, **kwargs)

        for module in ("home.seed", "home.seed_take_part", "home.seed_press", "practices.seed", "events.seed"):
            monkeypatch.setattr(f"{module}.add_page", failing)
        with pytest.raises(KeyboardInterrupt):
            seed(demo=True)
    for module in ("home.seed", "home.seed_take_part", "home.seed_press", "practices.seed", "events.seed"):
        monkeypatch.setattr(f"{module}.add_page", add_page)
    seed(demo=True)
    assert (
        Page.objects.live().filter(locale__language_code="ca", depth__gt=1).count() == 1 + 3 + 15 + 12 + 13 + 4 + 1 + 2
    )
    assert "made" not in seed(demo=True)


def test_an_editors_change_survives_the_next_seed(first_content: None) -> None:
    home = Page.objects.get(slug="ca").specific
    home.lead = "Escrit per una editora."
    home.save_revision().publish()
    seed()
    home.refresh_from_db()
    assert home.lead == "Escrit per una editora."


def test_invented_stories_are_refused_where_they_do_not_belong(settings: Any) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="--demo and --bulk are refused"):
        seed(demo=True)
    assert not Page.objects.filter(depth__gt=2).exists()


def test_every_seeded_page_can_be_submitted_for_translation(demonstration: None) -> None:
    """To a language that has nothing yet: no page may break the extraction of its segments."""
    for page in Page.objects.filter(locale=Locale.objects.get(language_code="ca"), depth__gt=1).specific():
        source, _created = TranslationSource.update_or_create_from_instance(page)
        assert StringSegment.objects.filter(source=source).exists(), page
