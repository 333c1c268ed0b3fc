"""The caravan's models."""

from .kit import KitIndexPage, KitResourcePage
from .kit_choices import KitKind, KitPhase, KitRole, KitWeight
from .stops import (
    ProgrammeItem,
    StopAttendance,
    StopFormat,
    StopIndexPage,
    StopPage,
    StopPractice,
    StopState,
    StopTheme,
)

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
    "StopPage",
    "StopPractice",
    "StopState",
    "StopTheme",
]
