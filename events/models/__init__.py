"""The caravan's models."""

from .kit import KitIndexPage, KitResourcePage
from .kit_choices import KitKind, KitPhase, KitRole, KitWeight
from .stop_choices import StopAttendance, StopFormat, StopState
from .stop_index import StopIndexPage
from .stop_rows import ProgrammeItem, StopMaterial, StopPractice, StopTheme
from .stops import StopPage

__all__ = [
    "KitIndexPage",
    "KitKind",
    "KitPhase",
    "KitResourcePage",
    "KitRole",
    "KitWeight",
    "ProgrammeItem",
    "StopAttendance",
    "StopFormat",
    "StopIndexPage",
    "StopMaterial",
    "StopPage",
    "StopPractice",
    "StopState",
    "StopTheme",
]
