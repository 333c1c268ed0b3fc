"""Who may do what: role by action, denied unless stated."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, WorkflowPage

from caravana_site.common import groups
from caravana_site.common.models import NoticeVersion
from caravana_site.translation.seed import ensure_pairs
from home.models import MistakeReport
from practices.models import Replication, ReplicationReport
from tests.factories import (
    ContentPageFactory,
    InterviewFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    VideoFactory,
    publish_home,
    translated,
)
from tests.people import permission

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
    "edit an image": {groups.COMMUNICATION, groups.REVIEWERS},
    "upload a document": {groups.COMMUNICATION, groups.REVIEWERS},
    "upload a video": {groups.COMMUNICATION, groups.REVIEWERS},
    "list videos": {groups.COMMUNICATION, groups.REVIEWERS},
    "edit a video": {groups.COMMUNICATION, groups.REVIEWERS},
    # Wagtail lets whoever may change files delete them, save what is needed (test_protected.py).
    "delete an image": {groups.COMMUNICATION, groups.REVIEWERS},
    "delete a video": {groups.COMMUNICATION, groups.REVIEWERS},
    "list replications received": {groups.COMMUNICATION, groups.REVIEWERS},
    "decide on a replication received": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a replication received": set(),
    "delete a replication received": set(),
    "list replications": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a replication": {groups.COMMUNICATION, groups.REVIEWERS},
    "edit a replication": {groups.COMMUNICATION, groups.REVIEWERS},
    "delete a replication": {groups.COMMUNICATION, groups.REVIEWERS},
    "list mistakes": {groups.COMMUNICATION, groups.REVIEWERS},
    "read a mistake": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a mistake": set(),
    "delete a mistake": set(),
    "list consents": {groups.COMMUNICATION, groups.REVIEWERS},
    "look at a consent": {groups.COMMUNICATION, groups.REVIEWERS},
    "read a consent's document": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a consent": {groups.COMMUNICATION, groups.REVIEWERS},
    "edit a consent": {groups.COMMUNICATION, groups.REVIEWERS},
    "choose a consent": {groups.COMMUNICATION, groups.REVIEWERS},
    "delete a consent": set(),
    "take an interview out": {groups.REVIEWERS},
    "searches without results": {groups.COMMUNICATION, groups.REVIEWERS},
    "searches without results, page": {groups.COMMUNICATION, groups.REVIEWERS},
    "searches without results, as a file": {groups.COMMUNICATION, groups.REVIEWERS},
    "list messages on accessibility": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a message on accessibility": set(),
    "add a holiday": {groups.COMMUNICATION, groups.REVIEWERS},
    "see the gaps": {groups.COMMUNICATION, groups.REVIEWERS},
    "list privacy notices": {groups.COMMUNICATION, groups.REVIEWERS},
    "add a privacy notice": set(),
    "list visits": {groups.COMMUNICATION, groups.REVIEWERS},
    "write the guide": {groups.COMMUNICATION, groups.REVIEWERS},
    "stop requests": {groups.COMMUNICATION, groups.REVIEWERS},
    "what waits for translators": set(ROLES),
    "questions about texts": set(ROLES),
    "progress of the translations": set(ROLES),
    "language pairs": set(),
    "hand out translations": {groups.COMMUNICATION, groups.REVIEWERS},
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
    made = groups.ensure_groups()
    ensure_pairs()
    return {"home": home, "ca": page, "es": translated(page, "es"), "groups": made, **_things(home)}


def _things(home: Any) -> dict[str, Any]:
    """One of each thing that an action is about."""
    practice = PracticePageFactory(parent=PracticeIndexPageFactory(parent=home))
    notice = NoticeVersion.objects.create(
        form="x", language="ca", number=1, purpose="x", legal_basis="x", retention_days=1
    )
    sent: dict[str, Any] = {"language": "ca", "notice": notice, "confirmed": timezone.now()}
    told: dict[str, Any] = {
        "practice": practice, "organisation_name": "Ens", "state": "adapted", "happened_on": "2026-01-15",
        "what_changed": "Res.",
    }  # fmt: skip
    interview = InterviewFactory(page=practice)
    return {
        "image": get_image_model().objects.create(title="Plaça", file=get_test_image_file()),
        "video": VideoFactory(),
        "received": ReplicationReport.objects.create(**told, **sent),
        "replication": Replication.objects.create(**told, locale=practice.locale),
        "mistake": MistakeReport.objects.create(**sent, text="x", page_path="/ca/"),
        "consent": interview.consent,
        "interview": interview,
    }


def member(pages: dict[str, Any], role: str) -> Any:
    user = get_user_model().objects.create_user(role, f"{role}@example.cat", "x")
    user.groups.add(pages["groups"][role])
    return user


VIEWS: dict[str, str | tuple[str, str]] = {
    "edit terms": "wagtailsnippets_practices_theme:add",
    "upload an image": "wagtailimages:add",
    "list visits": "wagtailsnippets_events_visit:list",
    "write the guide": "wagtailsnippets_events_guideblock:add",
    "upload a document": "wagtaildocs:add",
    "upload a video": ("wagtailmedia:add", "video"),
    "list videos": "wagtailmedia:index",
    "list replications received": "wagtailsnippets_practices_replicationreport:list",
    "list replications": "wagtailsnippets_practices_replication:list",
    "list consents": "wagtailsnippets_practices_interviewconsent:list",
    "add a consent": "wagtailsnippets_practices_interviewconsent:add",
    "choose a consent": "consent_chooser:choose",
    "searches without results": "unanswered_searches_report",
    "searches without results, page": "unanswered_searches_report_results",
    "add a replication received": "wagtailsnippets_practices_replicationreport:add",
    "add a replication": "wagtailsnippets_practices_replication:add",
    "list mistakes": "wagtailsnippets_home_mistakereport:list",
    "add a mistake": "wagtailsnippets_home_mistakereport:add",
    "list messages on accessibility": "wagtailsnippets_home_accessibilitymessage:list",
    "add a message on accessibility": "wagtailsnippets_home_accessibilitymessage:add",
    "add a holiday": "wagtailsnippets_home_holiday:add",
    "see the gaps": "gap_report",
    "list privacy notices": "wagtailsnippets_common_privacynotice:list",
    "add a privacy notice": "wagtailsnippets_common_privacynotice:add",
    "stop requests": "office_board",
    "what waits for translators": "translations_queue",
    "questions about texts": "translations_questions",
    "progress of the translations": "translations_progress",
    "language pairs": "wagtailsnippets_caravana_translation_languagepair:list",
    "a person's data": "personal_data",
    "users": "wagtailusers_users:index",
    "groups": "wagtailusers_groups:index",
    "sites": "wagtailsites:index",
    "workflows": "wagtailadmin_workflows:index",
    "redirects": "wagtailredirects:index",
    "locales": "wagtaillocales:index",
}


OF_ONE = {
    "edit an image": ("wagtailimages:edit", "image"),
    "delete an image": ("wagtailimages:delete", "image"),
    "edit a video": ("wagtailmedia:edit", "video"),
    "delete a video": ("wagtailmedia:delete", "video"),
    "decide on a replication received": ("wagtailsnippets_practices_replicationreport:edit", "received"),
    "delete a replication received": ("wagtailsnippets_practices_replicationreport:delete", "received"),
    "edit a replication": ("wagtailsnippets_practices_replication:edit", "replication"),
    "delete a replication": ("wagtailsnippets_practices_replication:delete", "replication"),
    "read a mistake": ("wagtailsnippets_home_mistakereport:edit", "mistake"),
    "delete a mistake": ("wagtailsnippets_home_mistakereport:delete", "mistake"),
    "look at a consent": ("wagtailsnippets_practices_interviewconsent:inspect", "consent"),
    "read a consent's document": ("consent_file", "consent"),
    "edit a consent": ("wagtailsnippets_practices_interviewconsent:edit", "consent"),
    "delete a consent": ("wagtailsnippets_practices_interviewconsent:delete", "consent"),
}
"""Actions on one thing: the view, and which of `_things`."""


def address(pages: dict[str, Any], action: str) -> str:
    """The administration's page for that action."""
    special = {
        "edit ca": lambda: reverse("wagtailadmin_pages:edit", args=[pages["ca"].pk]),
        "edit es": lambda: reverse("wagtailadmin_pages:edit", args=[pages["es"].pk]),
        "add a page": lambda: reverse("wagtailadmin_pages:add", args=["home", "contentpage", pages["home"].pk]),
        "delete a live page": lambda: reverse("wagtailadmin_pages:delete", args=[pages["ca"].pk]),
        "take an interview out": lambda: reverse("withdraw_interview", args=[pages["interview"].identity]),
        "searches without results, as a file": lambda: reverse("unanswered_searches_report") + "?export=csv",
    }
    if action in special:
        return special[action]()
    if action in OF_ONE:
        name, thing = OF_ONE[action]
        return reverse(name, args=[pages[thing].pk])
    view = VIEWS[action]
    return reverse(view) if isinstance(view, str) else reverse(view[0], args=[view[1]])


def can(client: Any, user: Any, pages: dict[str, Any], action: str) -> bool:
    if action.startswith("publish"):
        return bool(pages[action.split()[1]].permissions_for_user(user).can_publish())
    if action == "hand out translations":
        return bool(user.has_perm("caravana_translation.assign_translationtask"))
    return client.get(address(pages, action)).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_just_what_is_stated(client: Any, pages: dict[str, Any], role: str) -> None:
    user = member(pages, role)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    may = {action for action in ALLOWED if can(client, user, pages, action)}
    assert may == {action for action, roles in ALLOWED.items() if role in roles}


def test_making_the_groups_again_changes_nothing(pages: dict[str, Any]) -> None:
    before = (Group.objects.count(), GroupPagePermission.objects.count(), WorkflowPage.objects.count())
    groups.ensure_groups()
    assert (Group.objects.count(), GroupPagePermission.objects.count(), WorkflowPage.objects.count()) == before


def test_what_an_administrator_took_away_stays_away(pages: dict[str, Any]) -> None:
    """Of each kind: on models, pages and files, and the review of a language."""
    group = pages["groups"][groups.COMMUNICATION]
    group.permissions.remove(permission("practices.add_theme"))
    group.page_permissions.filter(page=pages["home"], permission__codename="add_page").delete()
    group.collection_permissions.filter(permission__codename="add_image").delete()
    WorkflowPage.objects.filter(page=pages["home"]).delete()
    groups.ensure_groups()
    assert not group.permissions.filter(codename="add_theme").exists()
    assert not group.page_permissions.filter(page=pages["home"], permission__codename="add_page").exists()
    assert not group.collection_permissions.filter(permission__codename="add_image").exists()
    assert not WorkflowPage.objects.filter(page=pages["home"]).exists()


def test_what_an_administrator_added_stays(pages: dict[str, Any]) -> None:
    group = pages["groups"][groups.COMMUNICATION]
    group.permissions.add(permission("practices.delete_theme"))
    groups.ensure_groups()
    assert group.permissions.filter(codename="delete_theme").exists()


def test_a_permission_that_a_role_gains_reaches_a_group_that_exists(
    pages: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    role = groups.ROLES[groups.COMMUNICATION]
    wider = replace(role, permissions=(*role.permissions, "practices.delete_theme"))
    monkeypatch.setitem(groups.ROLES, groups.COMMUNICATION, wider)
    groups.ensure_groups()
    assert pages["groups"][groups.COMMUNICATION].permissions.filter(codename="delete_theme").exists()


def test_a_group_that_was_deleted_is_made_whole(pages: dict[str, Any]) -> None:
    group = pages["groups"][groups.REVIEWERS]
    before = group.permissions.count(), group.page_permissions.count(), group.collection_permissions.count()
    group.delete()
    made = groups.ensure_groups()[groups.REVIEWERS]
    assert (made.permissions.count(), made.page_permissions.count(), made.collection_permissions.count()) == before


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
