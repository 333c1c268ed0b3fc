"""Small things of every day in the administration."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.models import UserProfile

from caravana_site.common import accounts, groups
from tests.factories import ContentPageFactory, publish_home

pytestmark = pytest.mark.django_db


def test_nothing_leads_to_a_page_in_english_on_another_server(admin_client: Any) -> None:
    publish_home()
    page = admin_client.get("/admin/").content.decode()
    assert "wagtail.org" not in page


def test_a_demonstration_account_can_save_its_own_settings(client: Any, settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path
    publish_home("es")
    groups.ensure_groups()
    accounts.ensure()
    for user in get_user_model().objects.all():
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        form = client.get(reverse("wagtailadmin_account")).context["panels_by_tab"]
        fields = [field for panels in form.values() for panel in panels for field in panel.get_form()]
        data = {
            field.html_name: field.value()
            for field in fields
            if field.name != "avatar" and field.value() not in (None, False)
        }
        answer = client.post(reverse("wagtailadmin_account"), data)
        assert answer.status_code == 302, user


@pytest.mark.parametrize(("language", "tabs"), [("ca", ["Cerca", "Pujar"]), ("es", ["Buscar", "Subir"])])
def test_a_chooser_speaks_the_language_of_who_chooses(admin_user: Any, client: Any, language: str, tabs: Any) -> None:
    profile = UserProfile.get_for_user(admin_user)
    profile.preferred_language = language
    profile.save()
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(reverse("wagtaildocs_chooser:choose")).json()["html"]
    assert [tab.text.split()[0] for tab in BeautifulSoup(html, "html.parser").find_all(role="tab")] == tabs


def test_the_door_opens_without_a_word(client: Any) -> None:
    get_user_model().objects.create_superuser("cap", "cap@example.cat", "una contrasenya prou llarga")
    data = {"login": "cap", "password": "una contrasenya prou llarga"}
    answer = client.post("/admin/login/", data, follow=True)
    assert answer.redirect_chain
    assert not list(answer.context["messages"])


def test_an_address_that_changed_leads_to_the_new_one(client: Any, django_capture_on_commit_callbacks: Any) -> None:
    page = ContentPageFactory(parent=publish_home(), title="Una pàgina", slug="abans")
    assert client.get("/ca/abans/").status_code == 200
    page.slug = "ara"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    answer = client.get("/ca/abans/")
    assert answer.status_code == 301
    assert answer.url.endswith("/ca/ara/")
