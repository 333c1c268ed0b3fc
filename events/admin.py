"""Stops and kit in the administration."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column

from caravana_site.common.admin_columns import DayColumn, viewsets_of

from .models import KitResourcePage, StopPage

stop_viewsets = viewsets_of(
    StopPage,
    name="stops",
    icon="date",
    label=_("Stops"),
    order=211,
    columns=[
        DayColumn("start", label=_("Start"), sort_key="start"),
        Column("host", label=_("Host"), sort_key="host__name"),
        Column("rapporteur", label=_("Rapporteur"), sort_key="rapporteur__name"),
        Column("state_label", label=_("State"), accessor="get_state_display", sort_key="state"),
    ],
    related=["host", "rapporteur"],
)
kit_viewsets = viewsets_of(
    KitResourcePage,
    name="kit",
    icon="folder-open-inverse",
    label=_("Kit"),
    order=212,
    columns=[
        Column("phase_label", label=_("Phase"), accessor="get_phase_display", sort_key="phase"),
        Column("weight_label", label=_("Weight"), accessor="get_weight_display", sort_key="weight"),
        Column("version", label=_("Version")),
        BooleanColumn("adapts_work", label=_("Adapts another work")),
    ],
    related=[],
)
