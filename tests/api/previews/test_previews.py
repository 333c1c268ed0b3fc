"""Links by which somebody without an account reads one version of a draft."""

import json
import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from caravana_site.api.models import PreviewLink
from caravana_site.api.previews.links import forget_old
from caravana_site.common.models import SecretLink
from tests import factories as made
from tests.api.published import document, publish
from tests.people import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Any:
    """May change pages, and nothing else."""
    group = Group.objects.create(name="Who writes")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission=change)
    return signed_in(client, member(group, "ona"))


@pytest.fixture
def practice(practices: Any) -> Any:
    page = publish(made.PracticePageFactory(parent=practices, title="La furgoneta", summary="Publicat."))
    draft = type(page).objects.get(pk=page.pk)
    draft.title = "La furgoneta nova"
    draft.save_revision()
    return page


def make(client: Any, page: Any, days: int = 7) -> str:
    """A link's address, as the administration shows it once."""
    where = reverse("page_previews", args=[page.pk])
    told = client.post(where, {"days": days}, follow=True).content.decode()
    found = re.search(r"<code>(.*?)</code>", told)
    assert found, told
    assert "<code>" not in client.get(where).content.decode(), "it is shown once"
    return found[1].removeprefix("http://testserver")


def test_a_link_gives_the_draft_as_a_document_that_says_what_it_is(editor: Any, practice: Any) -> None:
    published = document("practice", practice)
    address = make(editor, practice)
    answer = Client().get(address)
    draft = answer.json()
    state = draft.pop("preview")
    assert state["is_draft"] is True
    assert state["revision"] == type(practice).objects.get(pk=practice.pk).latest_revision_id
    assert draft.keys() == published.keys()
    assert (published["title"], draft["title"]) == ("La furgoneta", "La furgoneta nova")
    assert (draft["uuid"], draft["alternates"]) == (published["uuid"], published["alternates"])
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


def test_it_is_of_one_version_and_what_is_saved_later_is_not_shown(editor: Any, practice: Any) -> None:
    address = make(editor, practice)
    practice.title = "Encara més nova"
    practice.save_revision()
    assert Client().get(address).json()["title"] == "La furgoneta nova"
    assert document("practice", practice)["title"] == "La furgoneta", "nothing of it is public"


def test_a_page_that_was_never_published_can_be_read_too(editor: Any, practices: Any) -> None:
    page = made.PracticePageFactory(parent=practices, live=False)
    page.save_revision()
    draft = Client().get(make(editor, page)).json()
    assert (draft["title"], draft["published_at"]) == (page.title, None)


@pytest.mark.parametrize("kind", ["StopPageFactory", "KitResourcePageFactory", "ContentPageFactory"])
def test_every_kind_of_page_has_drafts(editor: Any, home: Any, kind: str) -> None:
    page = getattr(made, kind)(parent=home)
    page.title = "Un altre títol"
    page.save_revision()
    assert Client().get(make(editor, page)).json()["title"] == "Un altre títol"


def test_a_draft_tells_of_its_own_practices(editor: Any, stop: Any, stories: Any) -> None:
    story = publish(made.PracticePageFactory(parent=stories))
    draft = type(stop).objects.get(pk=stop.pk)
    draft.practices = [type(stop)._meta.get_field("practices").related_model(practice=story)]
    draft.save_revision()
    assert [one["title"] for one in Client().get(make(editor, draft)).json()["practices"]] == [story.title]
    assert document("stop", stop)["practices"] == []


def test_a_link_is_listed_and_taken_back(editor: Any, practice: Any) -> None:
    address = make(editor, practice)
    told = editor.get(reverse("page_previews", args=[practice.pk])).content.decode()
    assert "ona" in told
    assert address.rpartition("/")[2] not in told
    editor.post(reverse("revoke_preview", args=[PreviewLink.objects.get().pk]))
    answer = Client().get(address)
    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "private, no-store"


def test_it_ends_by_itself_and_is_forgotten_later(editor: Any, practice: Any) -> None:
    address = make(editor, practice, 1)
    SecretLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert Client().get(address).status_code == 410
    assert forget_old() == 0
    SecretLink.objects.update(expires=timezone.now() - timedelta(days=31))
    assert forget_old() == 1
    assert not PreviewLink.objects.exists()
    assert Client().get(address).status_code == 404


def test_it_dies_with_its_page(editor: Any, practice: Any) -> None:
    address = make(editor, practice)
    practice.delete()
    assert Client().get(address).status_code == 410
    assert not PreviewLink.objects.exists()


def test_a_forged_link_is_not_found_and_no_token_is_written_down(
    editor: Any, practice: Any, caplog: pytest.LogCaptureFixture
) -> None:
    address = make(editor, practice)
    token = address.rpartition("/")[2]
    forged = address[:-1] + ("A" if address[-1] != "A" else "B")
    with caplog.at_level(logging.DEBUG):
        answers = [Client().get(forged), Client().get(f"{address}?x=1"), Client().post(address)]
        assert Client().get(address).status_code == 200
    assert [answer.status_code for answer in answers] == [404, 400, 405]
    for answer in answers:
        assert answer.json()["instance"] == "/api/v1/preview/…"
    assert token not in caplog.text
    assert token not in json.dumps([answer.json() for answer in answers])


def test_only_who_may_edit_the_page_makes_one_and_finds_the_button(editor: Any, practice: Any, client: Client) -> None:
    where = reverse("page_previews", args=[practice.pk])
    assert where in editor.get(reverse("wagtailadmin_pages:edit", args=[practice.pk])).content.decode()
    other = signed_in(Client(), member(Group.objects.create(name="Nobody in particular"), "pau"))
    for method in (other.get, other.post):
        answer = method(where)
        assert answer.status_code in (302, 403)
    assert not PreviewLink.objects.exists()


def test_a_page_without_a_saved_version_says_so(editor: Any, practices: Any) -> None:
    page = made.PracticePageFactory(parent=practices)
    answer = editor.post(reverse("page_previews", args=[page.pk]), {"days": 7}, follow=True).content.decode()
    assert "Desa primer un esborrany" in answer
    assert "<code>" not in answer
