"""Who may do what: role by action, denied unless stated."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, WorkflowPage

from caravana_site.common import groups
from tests.factories import ContentPageFactory, publish_home, translated

pytestmark = pytest.mark.django_db
ROLES = (groups.COMMUNICATION, groups.TRANSLATORS_CA_ES, groups.TRANSLATORS_ES_CA, groups.REVIEWERS)
ALLOWED = {
    "edit ca": {groups.COMMUNICATION, groups.TRANSLATORS_ES_CA, groups.REVIEWERS},
    "edit es": {groups.COMMUNICATION, groups.TRANSLATORS_CA_ES, groups.REVIEWERS},
    "publish ca": {groups.REVIEWERS},
    "publish es": {groups.REVIEWERS},
    "add a page": {groups.COMMUNICATION, groups.REVIEWERS},
    "delete a live page": {groups.REVIEWERS},
    "edit terms": {groups.COMMUNICATION, groups.REVIEWERS},
    "upload an image": {groups.COMMUNICATION, groups.REVIEWERS},
    "list replications received": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a replication received": set(),
    "add a replication": {groups.COMMUNICATION, groups.REVIEWERS},
    "list mistakes": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a mistake": set(),
    "list privacy notices": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a privacy notice": set(),
    "stop requests": {groups.COMMUNICATION, groups.REVIEWERS},
    "a person's data": set(),
    "users": set(),
    "groups": set(),
    "sites": set(),
    "workflows": set(),
    "redirects": set(),
    "locales": set(),
}


@pytest.fixture
def pages() -> dict[str, Any]:
    home = publish_home("es")
    page = ContentPageFactory(parent=home, title="Una pàgina")
    return {"home": home, "ca": page, "es": translated(page, "es"), "groups": groups.ensure_groups()}


def member(pages: dict[str, Any], role: str) -> Any:
    user = get_user_model().objects.create_user(role, f"{role}@example.cat", "x")
    user.groups.add(pages["groups"][role])
    return user


VIEWS = {
    "edit terms": "wagtailsnippets_practices_theme:add",
    "upload an image": "wagtailimages:add",
    "list replications received": "wagtailsnippets_practices_replicationreport:list",
    "add a replication received": "wagtailsnippets_practices_replicationreport:add",
    "add a replication": "wagtailsnippets_practices_replication:add",
    "list mistakes": "wagtailsnippets_home_mistakereport:list",
    "add a mistake": "wagtailsnippets_home_mistakereport:add",
    "list privacy notices": "wagtailsnippets_common_privacynotice:list",
    "add a privacy notice": "wagtailsnippets_common_privacynotice:add",
    "stop requests": "office_board",
    "a person's data": "personal_data",
    "users": "wagtailusers_users:index",
    "groups": "wagtailusers_groups:index",
    "sites": "wagtailsites:index",
    "workflows": "wagtailadmin_workflows:index",
    "redirects": "wagtailredirects:index",
    "locales": "wagtaillocales:index",
}


def address(pages: dict[str, Any], action: str) -> str:
    """The administration's page for that action."""
    if action in ("edit ca", "edit es"):
        return reverse("wagtailadmin_pages:edit", args=[pages[action.split()[1]].pk])
    if action == "add a page":
        return reverse("wagtailadmin_pages:add", args=["home", "contentpage", pages["home"].pk])
    if action == "delete a live page":
        return reverse("wagtailadmin_pages:delete", args=[pages["ca"].pk])
    return reverse(VIEWS[action])


def can(client: Any, user: Any, pages: dict[str, Any], action: str) -> bool:
    if action.startswith("publish"):
        return bool(pages[action.split()[1]].permissions_for_user(user).can_publish())
    return client.get(address(pages, action)).status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ALLOWED)
def test_each_role_may_do_just_what_is_stated(client: Any, pages: dict[str, Any], role: str, action: str) -> None:
    user = member(pages, role)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert can(client, user, pages, action) is (role in ALLOWED[action])


def test_making_the_groups_again_changes_nothing(pages: dict[str, Any]) -> None:
    before = (Group.objects.count(), GroupPagePermission.objects.count(), WorkflowPage.objects.count())
    groups.ensure_groups()
    assert (Group.objects.count(), GroupPagePermission.objects.count(), WorkflowPage.objects.count()) == before


def test_what_an_editor_submits_waits_for_the_reviewers(client: Any, pages: dict[str, Any]) -> None:
    editor, reviewer = member(pages, groups.COMMUNICATION), member(pages, groups.REVIEWERS)
    page = pages["ca"]
    page.title = "Corregida"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    page.refresh_from_db()
    assert page.title == "Una pàgina", "nothing is live before the review"
    client.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 pàgina espera la teva revisió." in dashboard


@pytest.mark.parametrize("name", ["practices:index", "stops:index", "kit:index"])
def test_listings_answer_an_editor(client: Any, pages: dict[str, Any], name: str) -> None:
    client.force_login(member(pages, groups.COMMUNICATION), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(name)).status_code == 200
