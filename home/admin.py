"""The site's own texts in the administration, and what waits for whoever signs in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.models import Locale, Page, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from caravana_site.common.public_forms.review import RECEIVED_COLUMNS, ReceivedPermissionPolicy, ReceivedViewSet
from caravana_site.translation.queue import answering, menu
from events.models import RequestState, StopPage, StopRequest, StopState
from home.accessibility_deadlines import old_statements
from home.models import AccessibilityMessage, AccessibilityStatementPage, Holiday, MistakeReport, SiteSettings
from practices.models import PracticePage, ReplicationReport

HOLIDAYS_FROM_MONTH = 10  # in October the next year's are in the official journal


class SiteSettingsViewSet(SnippetViewSet):
    model = SiteSettings
    icon = "cog"
    menu_label = gettext_lazy("Site texts")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["site_name", LocaleColumn(label=gettext_lazy("Language")), "promoter_name", "contact_email"]
    copy_view_enabled = False


register_permission_policy(MistakeReport, ReceivedPermissionPolicy(MistakeReport))


class MistakeReportViewSet(ReceivedViewSet):
    model = MistakeReport
    icon = "warning"
    menu_label = gettext_lazy("Mistakes told of")
    menu_order = 245
    add_to_admin_menu = True
    list_display = [
        *RECEIVED_COLUMNS,
        Column("page_path", label=gettext_lazy("Page"), sort_key="page_path"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
    ]
    list_filter = ["state", "language"]


@dataclass(frozen=True)
class Waiting:
    """One line of the panel: what waits, how much, and where to do it."""

    text: str
    url: str
    urgent: bool = False


class WaitingPanel(Component):
    """«What waits for me»: on the first screen, only what this person may do something about."""

    name = "waiting"
    template_name = "home/admin/waiting_panel.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = (parent_context or {})["request"].user
        return {"waiting": list(waiting_for(user))}


def waiting_for(user: AbstractBaseUser) -> Iterator[Waiting]:
    """Everything that waits for that person, the urgent first."""
    lines = [line for source in SOURCES for line in source(user)]
    return iter(sorted(lines, key=lambda line: not line.urgent))


def _may(user: AbstractBaseUser, actions: set[str], pages: Any) -> Any:
    allowed = PagePermissionPolicy().instances_user_has_any_permission_for(user, actions)
    return pages.filter(pk__in=allowed.values("pk"))


def _reviews(user: AbstractBaseUser) -> Iterator[Waiting]:
    if number := TaskState.objects.reviewable_by(user).count():
        text = ngettext("%(number)d page awaits your review.", "%(number)d pages await your review.", number)
        yield Waiting(text % {"number": number}, reverse("wagtailadmin_reports:workflow_tasks"), urgent=True)


def _drafts(user: AbstractBaseUser) -> Iterator[Waiting]:
    mine = _may(user, {"add", "change"}, Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user))
    if number := mine.count():
        text = ngettext(
            "%(number)d draft of yours is not published.", "%(number)d drafts of yours are not published.", number
        )
        yield Waiting(text % {"number": number}, f"{reverse('wagtailadmin_explore_root')}?edited_by={user.pk}")


def _translations(user: AbstractBaseUser) -> Iterator[Waiting]:
    """For each language that this person may write in: live pages of the others without a live translation."""
    for locale in Locale.objects.all():
        target = Page.objects.filter(locale=locale)
        if not _may(user, {"change"}, target.filter(depth__gt=1)).exists():
            continue
        done = target.filter(live=True, alias_of=None).values("translation_key")
        waiting = Page.objects.filter(depth__gt=1, live=True, alias_of=None).exclude(locale=locale)
        if number := waiting.exclude(translation_key__in=done).count():
            text = ngettext(
                "%(number)d page is not yet in %(language)s.", "%(number)d pages are not yet in %(language)s.", number
            )
            values = {"number": number, "language": locale.get_display_name().lower()}
            yield Waiting(text % values, reverse("wagtail_localize:translations_report"))


def _queue(user: AbstractBaseUser) -> Iterator[Waiting]:
    """What waits in the translators' queue, and what authors are asked about their texts."""
    if number := menu.waiting(user):
        text = ngettext("%(number)d translation waits.", "%(number)d translations wait.", number)
        yield Waiting(text % {"number": number}, reverse("translations_queue"))
    if asked := len(answering.answerable(answering.open_questions(), user)):
        text = ngettext("A translator asks %(number)d question.", "Translators ask %(number)d questions.", asked)
        yield Waiting(text % {"number": asked}, reverse("translations_questions"), urgent=True)


def _due(user: AbstractBaseUser) -> Iterator[Waiting]:
    pages = PracticePage.objects.live().due_for_review(timezone.localdate())
    if number := _may(user, {"change"}, pages).aggregate(number=Count("translation_key", distinct=True))["number"]:
        text = ngettext("%(number)d practice is due for review.", "%(number)d practices are due for review.", number)
        yield Waiting(text % {"number": number}, f"{reverse('practices:index')}?ordering=next_review")


def _stops(user: AbstractBaseUser) -> Iterator[Waiting]:
    mine = _may(user, {"change"}, StopPage.objects.live().filter(locale=Locale.get_default()))
    now = timezone.now()
    lonely = mine.upcoming(now).filter(rapporteur=None, state__in=[StopState.PROPOSED, StopState.CONFIRMED]).count()
    if lonely:
        text = ngettext("%(number)d stop looks for a rapporteur.", "%(number)d stops look for a rapporteur.", lonely)
        yield Waiting(text % {"number": lonely}, reverse("stops:index"))
    if over := mine.past(now).filter(state=StopState.CONFIRMED).count():
        text = ngettext(
            "%(number)d stop is over: mark it as held and write its chronicle.",
            "%(number)d stops are over: mark them as held and write their chronicles.",
            over,
        )
        yield Waiting(text % {"number": over}, reverse("stops:index"))


def _statement(user: AbstractBaseUser) -> Iterator[Waiting]:
    old = AccessibilityStatementPage.objects.filter(pk__in=[page.pk for page in old_statements(timezone.localdate())])
    for page in _may(user, {"change"}, old):
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Waiting(_("The accessibility statement needs its yearly review."), edit, urgent=True)


def _received(user: Any) -> Iterator[Waiting]:
    """What readers have sent through the forms."""
    reports, mistakes = ReplicationReport.objects.waiting().count(), MistakeReport.objects.open().count()
    if reports and user.has_perm("practices.change_replicationreport"):
        text = ngettext("%(number)d replication to review.", "%(number)d replications to review.", reports)
        where = reverse("wagtailsnippets_practices_replicationreport:list")
        yield Waiting(text % {"number": reports}, where, urgent=True)
    if mistakes and user.has_perm("home.change_mistakereport"):
        text = ngettext("%(number)d mistake told by readers.", "%(number)d mistakes told by readers.", mistakes)
        yield Waiting(text % {"number": mistakes}, reverse("wagtailsnippets_home_mistakereport:list"))


def _accessibility(user: Any) -> Iterator[Waiting]:
    """What has twenty working days to be answered, and the holidays that those are counted with."""
    where, today = reverse("wagtailsnippets_home_accessibilitymessage:list"), timezone.localdate()
    if user.has_perm("home.change_accessibilitymessage"):
        late = AccessibilityMessage.objects.overdue(today).count()
        waiting = AccessibilityMessage.objects.open().count() - late
        if late:
            text = ngettext(
                "%(number)d answer on accessibility is overdue.",
                "%(number)d answers on accessibility are overdue.",
                late,
            )
            yield Waiting(text % {"number": late}, where, urgent=True)
        if waiting:
            text = ngettext(
                "%(number)d message on accessibility to answer.",
                "%(number)d messages on accessibility to answer.",
                waiting,
            )
            yield Waiting(text % {"number": waiting}, where)
    if user.has_perm("home.add_holiday"):
        needed = today.year + (today.month >= HOLIDAYS_FROM_MONTH)
        if not Holiday.objects.filter(day__year=needed).exists():
            text = _("The holidays of %(year)d are not written yet: deadlines are counted with them.")
            yield Waiting(text % {"year": needed}, reverse("wagtailsnippets_home_holiday:list"))


def _requests(user: Any) -> Iterator[Waiting]:
    """Requests for a stop that were just received, or have waited too long."""
    if not user.has_perm("events.work_stoprequest"):
        return
    late, now = StopRequest.objects.overdue(timezone.now()), StopRequest.objects.in_state(RequestState.RECEIVED)
    if number := late.count():
        text = ngettext("%(number)d stop request is overdue.", "%(number)d stop requests are overdue.", number)
        yield Waiting(text % {"number": number}, f"{reverse('office_board')}?overdue=on", urgent=True)
    if number := now.count():
        text = ngettext("%(number)d stop request is new.", "%(number)d stop requests are new.", number)
        yield Waiting(text % {"number": number}, f"{reverse('office_board')}?state=received")


SOURCES: tuple[Callable[[AbstractBaseUser], Iterator[Waiting]], ...] = (
    _reviews,
    _statement,
    _accessibility,
    _received,
    _requests,
    _drafts,
    _translations,
    _queue,
    _due,
    _stops,
)
