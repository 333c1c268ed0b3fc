"""The catalogue in the administration: listings, vocabularies, organisations."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from caravana_site.common.admin_columns import DayColumn, SnippetIndexView, viewsets_of

from . import publication
from .interview_admin import ConsentViewSet
from .models import Audience, Municipality, Organisation, PracticePage, Technology, Theme

practice_viewsets = viewsets_of(
    PracticePage,
    name="practices",
    icon="doc-full",
    label=_("Practices"),
    order=210,
    columns=[
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        Column("theme", label=_("Theme"), sort_key="theme__name"),
        Column("status_label", label=_("State"), accessor="get_status_display", sort_key="status"),
        DayColumn("started", label=_("Started"), sort_key="started"),
        DayColumn("next_review", label=_("Next review"), sort_key="next_review"),
        Column("completeness", label=_("Completeness"), accessor=lambda page: f"{page.completeness.percent} %"),
    ],
    related=["organisation", "theme", *publication.ROWS],
    reads_streams=True,
)


class ThemeViewSet(SnippetViewSet):
    model = Theme
    index_view_class = SnippetIndexView
    icon = "tag"
    list_display = ["name", LocaleColumn(label=_("Language")), "short_name", "plate", "colour", "sort_order"]
    copy_view_enabled = False


class AudienceViewSet(SnippetViewSet):
    model = Audience
    index_view_class = SnippetIndexView
    icon = "group"
    list_display = ["name", LocaleColumn(label=_("Language")), "key"]
    copy_view_enabled = False


class TechnologyViewSet(SnippetViewSet):
    model = Technology
    index_view_class = SnippetIndexView
    icon = "cogs"
    list_display = ["name", LocaleColumn(label=_("Language")), "key"]
    copy_view_enabled = False


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    index_view_class = SnippetIndexView
    icon = "site"
    list_display = ["name", "kind", "municipality", "population"]
    list_filter = ["kind", "province"]
    ordering = ["name"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return Organisation.objects.select_related("municipality")


class CatalogueGroup(SnippetViewSetGroup):
    """What practices and stops are classified with."""

    items = (OrganisationViewSet, ThemeViewSet, AudienceViewSet, TechnologyViewSet, ConsentViewSet)
    menu_label = _("Catalogue")
    menu_icon = "list-ul"
    menu_order = 240


class MunicipalityChooserViewSet(ChooserViewSet):
    """947 municipalities are found by name, not scrolled through."""

    model = Municipality
    icon = "site"
    choose_one_text = _("Choose a municipality")
    choose_another_text = _("Choose another municipality")
    edit_item_text = ""
    per_page = 20


municipality_chooser = MunicipalityChooserViewSet("municipality_chooser")
