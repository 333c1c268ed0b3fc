"""The way of a request as its applicant sees it: done, where it stands, and what is still to come."""

from dataclasses import dataclass
from datetime import datetime

from events.models import CLOSED_STATES, EntryKind, RequestEntry, RequestState, StopRequest

from .sentences import said, said_of

ROAD = (
    RequestState.RECEIVED,
    RequestState.IN_STUDY,
    RequestState.MATCHED,
    RequestState.SCHEDULED,
    RequestState.HELD,
)
"""What everybody goes through who comes to the end; the other states turn off it."""


@dataclass(frozen=True)
class Step:
    """A stretch of the road. `at` is when it was reached, of one that was."""

    state: RequestState
    sentence: str
    done: bool
    current: bool
    at: datetime | None


def steps(request: StopRequest, entries: list[RequestEntry]) -> list[Step]:
    """The whole road, or what was made of it before it ended."""
    reached = {RequestState.RECEIVED.value: request.received}
    reached |= {entry.after: entry.at for entry in entries if entry.kind == EntryKind.MOVED}
    now = RequestState(request.state)
    if now in ROAD:
        states, done = list(ROAD), ROAD.index(now) + 1
    elif now in CLOSED_STATES:
        last = _stood(entries)
        states = [*ROAD[: ROAD.index(last) + 1], now]
        done = len(states)
    else:
        states = [*ROAD[:2], now, *ROAD[2:]]
        done = 3
    return [
        Step(
            state,
            said_of(request) if state is now else said(state),
            done=number < done,
            current=state is now,
            at=reached.get(state) if number < done else None,
        )
        for number, state in enumerate(states)
    ]


def _stood(entries: list[RequestEntry]) -> RequestState:
    """Where on the road it was when it ended."""
    before = next((entry.before for entry in reversed(entries) if entry.kind == EntryKind.MOVED), RequestState.RECEIVED)
    return RequestState(before) if before in ROAD else RequestState.IN_STUDY
