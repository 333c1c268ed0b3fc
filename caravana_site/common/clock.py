"""What happens by the clock: one table, kept in the database by `ensure_schedules`, run by the slow cluster.

The entries that every site needs are here; an app adds its own with `register` when it starts.
"""

from dataclasses import dataclass
from typing import Any

from django_q.models import Schedule


@dataclass(frozen=True)
class Entry:
    """A job that the clock starts: a dotted path, its arguments as django-q writes them, and every how many minutes."""

    name: str
    function: str
    minutes: int
    arguments: str = ""


ENTRIES = (
    Entry("publish what is scheduled", "django.core.management.call_command", 1, "'publish_scheduled'"),
    Entry("send waiting mail", "caravana_site.common.mail.deliver_due", 1),
    Entry("forget old sessions", "django.core.management.call_command", 24 * 60, "'clearsessions'"),
    Entry("purge personal data", "django.core.management.call_command", 24 * 60, "'purge_personal_data'"),
    Entry("put erasures beside the backups", "caravana_site.common.backups.ledger.copy_waiting", 60),
)
_registered: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add a job; the same one may come twice, since tests start apps again."""
    if _registered.setdefault(entry.name, entry) != entry:
        raise ValueError(f"Two jobs of the clock are called {entry.name!r}.")


def entries() -> tuple[Entry, ...]:
    """The whole table."""
    return (*ENTRIES, *_registered.values())


def ensure_schedules() -> int:
    """Make the schedules that are missing and drop those that left the table; returns how many were made."""
    made = 0
    for entry in entries():
        _schedule, created = Schedule.objects.update_or_create(
            name=entry.name,
            defaults={
                "func": entry.function,
                "args": entry.arguments or None,
                "schedule_type": Schedule.MINUTES,
                "minutes": entry.minutes,
                "repeats": -1,
                "cluster": "slow",
            },
        )
        made += created
    Schedule.objects.filter(cluster="slow").exclude(name__in=[entry.name for entry in entries()]).delete()
    return made


def after_migrations(**kwargs: Any) -> None:
    """Signal handler: every installation has its schedules as soon as the queue has its tables."""
    ensure_schedules()
