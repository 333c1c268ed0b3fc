"""When what a page says of time stops being true: at midnight in Madrid, or when the next stop begins or ends."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from .policies import Until

Next = Callable[[datetime], datetime | None]
_sources: dict[str, Next] = {}


def register(name: str, source: Next) -> None:
    """Offer the next moment after one; the same one may come twice, since tests start apps again."""
    _sources[name] = source


def seconds_left(until: Until, at: datetime) -> int | None:
    """Whole seconds for which an answer that was made at that moment stays true; None when time does not touch it."""
    if until is Until.CHANGED:
        return None
    moments = [midnight_after(at)]
    if until is Until.STOP:
        moments += [moment for source in _sources.values() if (moment := source(at)) is not None]
    return max(0, int((min(moments) - at).total_seconds()))


def midnight_after(at: datetime) -> datetime:
    """When the next day begins in Madrid, whatever its clock does that night."""
    day = timezone.localdate(at, timezone.get_default_timezone()) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
