"""The caravan's models."""

from .calendar_events import CalendarEvent
from .guide import Feeds, GuideBlock, GuideLength, GuideQuestion
from .kit import KitIndexPage, KitResourcePage
from .kit_choices import KitKind, KitPhase, KitRole, KitWeight
from .kit_records import KitDownload, KitVersion
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
from .stop_choices import StopAttendance, StopFormat, StopState
from .stop_index import StopIndexPage
from .stop_rows import ProgrammeItem, StopMaterial, StopPractice, StopTheme
from .stops import StopPage
from .visits import LONGEST_NOTE, Visit, VisitNote

__all__ = [
    "CLOSED_STATES",
    "DAYS_IN_STATE",
    "LONGEST_NOTE",
    "MONTH_CHOICES",
    "OPEN_STATES",
    "SHOWN_TO_APPLICANT",
    "WAYS",
    "Authorisation",
    "CalendarEvent",
    "EntryKind",
    "Feeds",
    "GuideBlock",
    "GuideLength",
    "GuideQuestion",
    "KitDownload",
    "KitIndexPage",
    "KitKind",
    "KitPhase",
    "KitResourcePage",
    "KitRole",
    "KitVersion",
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
    "StopMaterial",
    "StopPage",
    "StopPractice",
    "StopRequest",
    "StopState",
    "StopTheme",
    "ToldStop",
    "Visit",
    "VisitNote",
]
