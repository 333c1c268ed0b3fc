"""The caravan's models."""

from .kit import KitIndexPage, KitResourcePage
from .kit_choices import KitKind, KitPhase, KitRole, KitWeight
from .request_choices import (
    CLOSED_STATES,
    DAYS_IN_STATE,
    MONTH_CHOICES,
    OPEN_STATES,
    WAYS,
    Authorisation,
    RequestRole,
    RequestState,
)
from .request_history import SHOWN_TO_APPLICANT, EntryKind, Match, RequestEntry, RequestFile
from .request_told import OverdueAlert, ToldStop
from .requests import StopRequest
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
    "CLOSED_STATES",
    "DAYS_IN_STATE",
    "MONTH_CHOICES",
    "OPEN_STATES",
    "SHOWN_TO_APPLICANT",
    "WAYS",
    "Authorisation",
    "EntryKind",
    "KitIndexPage",
    "KitKind",
    "KitPhase",
    "KitResourcePage",
    "KitRole",
    "KitWeight",
    "Match",
    "OverdueAlert",
    "ProgrammeItem",
    "RequestEntry",
    "RequestFile",
    "RequestRole",
    "RequestState",
    "StopAttendance",
    "StopFormat",
    "StopIndexPage",
    "StopPage",
    "StopPractice",
    "StopRequest",
    "StopState",
    "StopTheme",
    "ToldStop",
]
