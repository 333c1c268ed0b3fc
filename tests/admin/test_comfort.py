"""Small things of every day in the administration."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from caravana_site.common import accounts, groups
from tests.factories import publish_home

pytestmark = pytest.mark.django_db


def test_nothing_leads_to_a_page_in_english_on_another_server(admin_client: Any) -> None:
    publish_home()
    page = admin_client.get("/admin/").content.decode()
    assert "wagtail.org" not in page
    assert "guide" not in page.lower()


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


def test_the_door_opens_without_a_word(client: Any) -> None:
    get_user_model().objects.create_superuser("cap", "cap@example.cat", "una contrasenya prou llarga")
    data = {"login": "cap", "password": "una contrasenya prou llarga"}
    answer = client.post("/admin/login/", data, follow=True)
    assert answer.redirect_chain
    assert not list(answer.context["messages"])
