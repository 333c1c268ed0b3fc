"""The caravan's models."""

from .kit import KitIndexPage, KitResourcePage
from .kit_choices import KitKind, KitPhase, KitRole, KitWeight
from .kit_records import KitDownload, KitVersion
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
    "KitDownload",
    "KitIndexPage",
    "KitKind",
    "KitPhase",
    "KitResourcePage",
    "KitRole",
    "KitVersion",
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
