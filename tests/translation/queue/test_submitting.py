"""«Translate this page» and «Sync» go along the person's pairs, and are not offered elsewhere."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation

from caravana_site.common import groups
from tests.factories import ContentPageFactory, ThemeFactory

from .conftest import Room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "into_spanish", "into_catalan"),
    [
        (groups.TRANSLATORS_CA_ES, True, False),
        (groups.TRANSLATORS_ES_CA, False, True),
        (groups.COMMUNICATION, True, True),
        (None, True, True),
    ],
)
def test_pages_are_submitted_along_the_pairs(
    enter: Any, admin_client: Any, room: Room, role: str | None, into_spanish: bool, into_catalan: bool
) -> None:
    client = enter(role) if role else admin_client
    for source, target, may in (("ca", "es", into_spanish), ("es", "ca", into_catalan)):
        page = ContentPageFactory(parent=room.homes[source], title=f"De {source}")
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        assert (client.get(address).status_code == 200) == may
        client.post(address, {"locales": [room.locales[target].pk]})
        sent = Translation.objects.filter(source__object_id=page.translation_key)
        assert sent.exists() == may
        other = ContentPageFactory(parent=room.homes[source], title="Una altra")
        header = client.get(reverse("wagtailadmin_explore", args=[other.pk])).content.decode()
        listed = client.get(reverse("wagtailadmin_explore", args=[room.homes[source].pk])).content.decode()
        # Translators do not enter the pages that they translate from, so nothing is offered to them there.
        enters = not may or role in (None, groups.COMMUNICATION)
        assert bool(header) == enters
        offered = reverse("wagtail_localize:submit_page_translation", args=[other.pk])
        assert (offered in header) == (may and enters)
        if may:
            sync = reverse("wagtail_localize:update_translations", args=[sent.get().source.pk])
            assert client.get(sync).status_code == 200
            assert (sync in listed) == enters


def test_the_only_language_there_is_is_chosen_already(enter: Any, room: Room) -> None:
    theme = ThemeFactory()
    address = reverse("wagtail_localize:submit_snippet_translation", args=["practices", "theme", theme.pk])
    form = enter(groups.COMMUNICATION).get(address).content.decode().partition("<form")[2]
    assert "Llengües" in form
    assert form.count("checked") == 1


def test_sync_of_another_pair_is_closed(enter: Any, room: Room) -> None:
    task = room.task()
    address = reverse("wagtail_localize:update_translations", args=[task.translation.source.pk])
    assert enter(groups.TRANSLATORS_ES_CA).post(address).status_code == 302
    assert address not in enter(groups.TRANSLATORS_ES_CA).get(f"/admin/pages/{room.home.pk}/").content.decode()


def test_terms_are_submitted_along_the_pairs(enter: Any, room: Room) -> None:
    theme = ThemeFactory()
    address = reverse("wagtail_localize:submit_snippet_translation", args=["practices", "theme", theme.pk])
    enter(groups.TRANSLATORS_ES_CA).post(address, {"locales": [room.locales["es"].pk]})
    assert not Translation.objects.exists()
    client = enter(groups.COMMUNICATION)
    assert address in client.get(reverse("wagtailsnippets_practices_theme:list")).content.decode()
    client.post(address, {"locales": [room.locales["es"].pk]})
    assert Translation.objects.count() == 1


@pytest.mark.parametrize("role", [*groups.ROLES, None])
def test_pairs_and_settings_are_an_administrators(enter: Any, admin_client: Any, room: Room, role: str | None) -> None:
    client = enter(role) if role else admin_client
    pairs = client.get(reverse("wagtailsnippets_caravana_translation_languagepair:list"))
    assert (pairs.status_code == 200) == (role is None)
    address = reverse("wagtailsettings:edit", args=["caravana_translation", "translationsettings"])
    answer = client.get(address, follow=True)
    assert ("days_to_translate" in answer.content.decode()) == (role is None)
    if role is None:
        menu = client.get("/admin/").content.decode()
        assert address in menu
        assert reverse("wagtailsnippets_caravana_translation_languagepair:list") in menu
        new = client.post(
            reverse("wagtailsnippets_caravana_translation_languagepair:add"),
            {
                "group": room.groups[groups.TRANSLATORS_CA_ES].pk,
                "source_locale": room.locales["es"].pk,
                "target_locale": room.locales["es"].pk,
            },
        )
        assert "Trieu una altra llengua" in new.content.decode() or new.status_code == 200
