"""Who may do what. Groups are made from this table; their names are data that administrators read in Catalan."""

from dataclasses import dataclass, field, replace

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils import translation
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from .models import GivenPermission

COMMUNICATION = "communication"
TRANSLATORS_CA_ES = "translators-ca-es"
TRANSLATORS_ES_CA = "translators-es-ca"
REVIEWERS = "reviewers"
REVIEW_WORKFLOW = "Revisió abans de publicar"
WAGTAILS_OWN = ("Editors", "Moderators")  # made by Wagtail's migrations; empty ones would only confuse

WRITE = ("add", "change")
TERMS = (
    *("practices.theme", "practices.audience", "practices.technology", "practices.organisation"),
    *("home.sitesettings", "events.guideblock", "events.visit", "caravana_translation.term"),
)
REPLICATIONS = ("practices.add_replication", "practices.change_replication", "practices.delete_replication")
HOLIDAYS = ("home.add_holiday", "home.change_holiday", "home.delete_holiday")
RECEIVED = (
    "practices.change_replicationreport",
    "home.change_mistakereport",
    "home.change_accessibilitymessage",
    *HOLIDAYS,
    *REPLICATIONS,
    "common.change_privacynotice",
)
"""What readers send, and what comes of it. Deleting is the purge's, or an administrator's."""
FILES = ("common.image", "common.document", "common.media")


@dataclass(frozen=True)
class Role:
    """A group: what it may do with pages in each language, with terms and with files."""

    name: str
    pages: dict[str, tuple[str, ...]]
    """Language code → page permissions from that language's home down."""
    terms: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    permissions: tuple[str, ...] = field(default=("wagtailadmin.access_admin",))


_SIGN_IN = "wagtailadmin.access_admin"
_TRANSLATE = "wagtail_localize.submit_translation"
_TRANSLATOR = (_SIGN_IN, _TRANSLATE, "caravana_translation.view_term", "caravana_translation.add_term")
_REPORTS = ("search.view_unansweredsearch", "events.view_kitdownload", "home.see_gaps")
_SEE_CONSENTS = "practices.view_interviewconsent"
_ADD_CONSENTS = ("practices.add_interviewconsent", "practices.change_interviewconsent")
_APPROVALS = ("practices.view_approval", "practices.add_approval")
_REQUESTS = "events.work_stoprequest"
_HAND_OUT = "caravana_translation.assign_translationtask"
_STAFF = (_SIGN_IN, _TRANSLATE, _HAND_OUT, *_REPORTS, _SEE_CONSENTS, *_ADD_CONSENTS, *_APPROVALS, _REQUESTS, *RECEIVED)
_WITHDRAW = "practices.withdraw_interview"
ROLES: dict[str, Role] = {
    COMMUNICATION: Role(
        "Comunicació",
        {"ca": WRITE, "es": WRITE},
        terms=("add", "change"),
        files=("add", "change", "choose"),
        permissions=_STAFF,
    ),
    TRANSLATORS_CA_ES: Role(
        "Traducció del català al castellà", {"es": ("change",)}, files=("choose",), permissions=_TRANSLATOR
    ),
    TRANSLATORS_ES_CA: Role(
        "Traducció del castellà al català", {"ca": ("change",)}, files=("choose",), permissions=_TRANSLATOR
    ),
    REVIEWERS: Role(
        "Revisió",
        {"ca": (*WRITE, "publish", "lock", "unlock"), "es": (*WRITE, "publish", "lock", "unlock")},
        terms=("add", "change", "delete"),
        files=("add", "change", "choose"),
        permissions=(*_STAFF, _WITHDRAW),
    ),
}

TABLE_LANGUAGES = ("ca", "es")


def added_languages() -> list[str]:
    """Those of this installation that the table does not name."""
    return [code for code, _name in settings.LANGUAGES if code not in TABLE_LANGUAGES]


def translators_into(code: str) -> str:
    """The key of the group that translates into an added language."""
    return f"translators-{code}"


def roles() -> dict[str, Role]:
    """The table, with the languages of this installation: who works in both works in all, each has its translators."""
    found = dict(ROLES)
    for code in added_languages():
        for key, role in found.items():
            if role.pages.keys() >= set(TABLE_LANGUAGES):
                found[key] = replace(role, pages={**role.pages, code: role.pages["ca"]})
        with translation.override("ca"):  # like all names of groups
            name = f"Traducció: {dict(settings.LANGUAGES)[code]}"
        found[translators_into(code)] = Role(
            name, {code: ("change",)}, files=("choose",), permissions=(_SIGN_IN, _TRANSLATE)
        )
    return found


def home_pages() -> dict[str, Page]:
    """Language code → that language's home page, for the languages that have one."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    homes = Page.objects.filter(translation_key=site.root_page.translation_key).select_related("locale")
    return {home.locale.language_code: home for home in homes}


def ensure_groups() -> dict[str, Group]:
    """Make the groups of `roles`, their permissions and the review workflow. To be called once the home pages exist.

    Each thing is given once: what the table of roles gains later is added, what an administrator took away is not given
    again. A group that was deleted or renamed is made anew, with all that is its.
    """
    homes, permissions = home_pages(), _permissions()
    groups = {key: _ensure_group(role, homes, permissions) for key, role in roles().items()}
    _ensure_workflow(groups[REVIEWERS], homes)
    Group.objects.filter(name__in=WAGTAILS_OWN, user=None).delete()
    return groups


def _permissions() -> dict[str, Permission]:
    """All of them by `app.codename`, read at once, since groups are given hundreds; Wagtail's own for pages are in
    `wagtailcore`.
    """
    found = Permission.objects.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}": one for one in found}


def _ensure_group(role: Role, homes: dict[str, Page], permissions: dict[str, Permission]) -> Group:
    group, _created = Group.objects.get_or_create(name=role.name)
    wanted = [*role.permissions]
    for model in TERMS:
        app, name = model.split(".")
        wanted += [f"{app}.{action}_{name}" for action in role.terms]
    group.permissions.add(*(permissions[label] for label in GivenPermission.objects.new(group, wanted)))
    on_pages = [f"page/{code}/{action}" for code, actions in role.pages.items() if code in homes for action in actions]
    for label in GivenPermission.objects.new(group, on_pages):
        _page, code, action = label.split("/")
        GroupPagePermission.objects.get_or_create(
            group=group, page=homes[code], permission=permissions[f"wagtailcore.{action}_page"]
        )
    root = Collection.get_first_root_node()
    on_files = [f"files/{model}/{action}" for model in FILES for action in role.files]
    for label in GivenPermission.objects.new(group, on_files):
        _files, model, action = label.split("/")
        app, name = model.split(".")
        if file_permission := permissions.get(f"{app}.{action}_{name}"):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=file_permission)
    return group


def _ensure_workflow(reviewers: Group, homes: dict[str, Page]) -> None:
    """One review by the reviewers before anything from another group goes live, in every language."""
    new = GivenPermission.objects.new(reviewers, [f"workflow/{code}" for code in homes])
    if not new:
        return
    task = GroupApprovalTask.objects.filter(name=REVIEW_WORKFLOW).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=REVIEW_WORKFLOW)
    task.groups.add(reviewers)
    workflow, _created = Workflow.objects.get_or_create(name=REVIEW_WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for label in new:
        WorkflowPage.objects.get_or_create(page=homes[label.split("/")[1]], defaults={"workflow": workflow})
    # Wagtail's migrations make one for its own groups and hang it from the root.
    WorkflowPage.objects.filter(page__depth=1).exclude(workflow=workflow).delete()
    Workflow.objects.filter(active=True, workflow_pages=None).exclude(pk=workflow.pk).update(active=False)
