"""When a stop is and whether it takes place: the same of a stop's row and of what is kept of it in memory."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from .stop_choices import StopState


class StopMoments:
    """Days are days in Madrid."""

    __slots__ = ()

    start: datetime
    end: datetime
    state: str

    def is_over(self, at: datetime) -> bool:
        return self.end <= at

    def shown_state(self, at: datetime) -> StopState:
        """A confirmed stop whose end has passed shows as held; only an editor stores that."""
        state = StopState(self.state)
        if state is StopState.CONFIRMED and self.is_over(at):
            return StopState.HELD
        return state

    @property
    def takes_place(self) -> bool:
        """Neither postponed nor cancelled."""
        return self.state not in (StopState.POSTPONED, StopState.CANCELLED)

    @property
    def days(self) -> list[date]:
        """Those that it takes up; one that ends at midnight is not on the day that begins then."""
        first, last = timezone.localdate(self.start), timezone.localdate(self.end - timedelta.resolution)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]
