"""The guide and the visits in the administration: what is asked, the rapporteur's link, and the notes that came."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LocaleColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from caravana_site.common import secret_links
from caravana_site.common.admin_columns import SnippetIndexView
from caravana_site.common.site_address import absolute
from practices.models import PracticePage

from .models import GuideBlock, StopPage, Visit
from .visits import delivery

CHANGE = "events.change_visit"


def link_of(visit: Visit) -> str:
    """The address that the rapporteur opens, in the guide's language."""
    with translation.override(visit.language):
        return absolute(reverse("visit", args=[secret_links.current(Visit.PURPOSE, visit.key).token]))


class LinkPanel(Panel):
    """The secret link, and what has been written down so far."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/visit.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            notes = [note for note in self.instance.notes.all() if note.text]
            return {**context, "visit": self.instance, "link": link_of(self.instance), "notes": notes}


class BroughtAlong(forms.Form):
    """What a link to the form of a new visit says of it."""

    stop = forms.ModelChoiceField(StopPage.objects.all(), required=False)
    practice = forms.ModelChoiceField(PracticePage.objects.all(), required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


class VisitCreateView(CreateView):
    """Who made it signs the comments; the link is good until some time after the stop.

    Whoever comes from a request brings its `stop`, `practice` and `language` along; what is not there is left out.
    """

    def get_form_kwargs(self) -> dict[str, Any]:
        told: dict[str, Any] = super().get_form_kwargs()
        brought = BroughtAlong(self.request.GET)
        brought.full_clean()
        return {**told, "initial": {**told["initial"], **brought.cleaned_data}}

    def save_instance(self) -> Any:
        self.form.instance.created_by = self.request.user
        visit = super().save_instance()
        secret_links.give(Visit.PURPOSE, visit.key, days=visit.days_good)
        return visit

    def get_success_url(self) -> str:
        return reverse(VisitViewSet().get_url_name("edit"), args=[self.object.pk])


class VisitIndexView(SnippetIndexView):
    def get_base_queryset(self) -> Any:
        return Visit.objects.select_related("stop", "practice")


class VisitViewSet(SnippetViewSet):
    model = Visit
    index_view_class = VisitIndexView
    add_view_class = VisitCreateView
    icon = "edit"
    menu_label = gettext_lazy("Visits")
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("practice", label=gettext_lazy("Practice")),
        Column("length", label=gettext_lazy("Time"), accessor="get_length_display"),
        DateColumn("delivered", label=gettext_lazy("Notes brought to the story")),
    ]
    list_filter: ClassVar[list[str]] = ["language", "length"]
    copy_view_enabled = False
    panels: ClassVar[list[Any]] = [
        HelpPanel(
            gettext_lazy(
                "Whoever has the link writes down what is told at the visit, without an account. The notes fill in "
                "what is empty in the draft, and arrive as comments where something is written already."
            )
        ),
        FieldPanel("stop"),
        FieldPanel("practice"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("length", heading=gettext_lazy("Time"))]),
        LinkPanel(),
    ]


class GuideBlockIndexView(SnippetIndexView):
    def get_base_queryset(self) -> Any:
        return GuideBlock.objects.select_related("locale")


class GuideBlockViewSet(SnippetViewSet):
    model = GuideBlock
    index_view_class = GuideBlockIndexView
    icon = "list-ol"
    menu_label = gettext_lazy("Interview guide")
    list_display: ClassVar[list[Any]] = [
        "title",
        LocaleColumn(label=gettext_lazy("Language")),
        Column("minutes", label=gettext_lazy("Minutes")),
        Column("short_minutes", label=gettext_lazy("Minutes in the short version")),
        BooleanColumn("optional", label=gettext_lazy("Optional")),
    ]
    copy_view_enabled = False


class VisitGroup(SnippetViewSetGroup):
    """What is asked at a visit, and the visits."""

    items = (VisitViewSet, GuideBlockViewSet)
    menu_label = gettext_lazy("Visits and guide")
    menu_icon = "edit"
    menu_order = 213


@require_POST
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the link that went astray and give another."""
    if not request.user.has_perm(CHANGE):
        return permission_denied(request)  # type: ignore[no-any-return]  # Wagtail has no types
    visit = get_object_or_404(Visit, pk=pk)
    secret_links.replace(Visit.PURPOSE, visit.key, days=visit.days_good)
    messages.success(request, _("The old link opens nothing any more. Send the new one."))
    return redirect(VisitViewSet().get_url_name("edit"), pk)


@require_POST
def bring_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as the rapporteur's button, for notes that wait."""
    if not request.user.has_perm(CHANGE):
        return permission_denied(request)  # type: ignore[no-any-return]  # Wagtail has no types
    visit = get_object_or_404(Visit, pk=pk)
    brought = delivery.bring(visit)
    told = _("Fields filled in: %(filled)d. Answers that arrived as comments: %(commented)d.")
    messages.success(request, told % {"filled": brought.filled, "commented": brought.commented})
    return redirect(VisitViewSet().get_url_name("edit"), pk)


def visit_urls() -> list[URLPattern]:
    return [
        path("visits/<int:pk>/new-link/", new_link, name="visit_new_link"),
        path("visits/<int:pk>/bring/", bring_notes, name="visit_bring_notes"),
    ]
