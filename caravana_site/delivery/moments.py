"""When what a page says of time stops being true: at midnight in Madrid, or when the next stop begins or ends."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from caravana_site.common.memory import recalled

from .policies import Until

Next = Callable[[datetime], datetime | None]
_sources: dict[str, tuple[Next, tuple[str, ...]]] = {}


def register(name: str, source: Next, keys: Iterable[str]) -> None:
    """Offer the next moment after one, and the keys by which it becomes another; the same one may come twice."""
    _sources[name] = (source, tuple(keys))


def seconds_left(until: Until, at: datetime) -> int | None:
    """Whole seconds for which an answer that was made at that moment stays true; None when time does not touch it."""
    if until is Until.CHANGED:
        return None
    moments = [midnight_after(at)]
    if until is Until.STOP:
        moments += [moment for name in _sources if (moment := _next(name, at)) is not None]
    return max(0, int((min(moments) - at).total_seconds()))


def _next(name: str, at: datetime) -> datetime | None:
    """Asked once a minute at most, unless it has passed since."""
    source, keys = _sources[name]
    minute = at.replace(second=0, microsecond=0)
    found = recalled(("next moment", name, minute), keys, lambda: source(at))
    return found if found is None or found > at else source(at)


def midnight_after(at: datetime) -> datetime:
    """When the next day begins in Madrid, whatever its clock does that night."""
    day = timezone.localdate(at, timezone.get_default_timezone()) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
