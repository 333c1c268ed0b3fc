"""Days that count towards a deadline: neither weekends nor the holidays that editors keep (Llei 39/2015, art. 30)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

ONE_DAY = timedelta(days=1)


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def days(self) -> frozenset[date]:
        return frozenset(self.values_list("day", flat=True))

    def is_one(self, day: date) -> bool:
        return self.filter(day=day).exists()


class Holiday(models.Model):
    """A day that is no working day where whoever answers works: official, or one of its town's own two."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=80)

    panels = [FieldRowPanel([FieldPanel("day"), FieldPanel("name")])]

    objects: ClassVar[models.Manager["Holiday"]] = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


def is_working(day: date, holidays: Collection[date]) -> bool:
    return day.isoweekday() <= 5 and day not in holidays


def deadline(received: date, days: int, holidays: Collection[date]) -> date:
    """The last of so many working days, counted from the day after.

    What comes on a day that does not count is taken as come on the next one that does (Llei 39/2015, art. 31.2.b).
    """
    day = received
    while not is_working(day, holidays):
        day += ONE_DAY
    for _number in range(days):
        day += ONE_DAY
        while not is_working(day, holidays):
            day += ONE_DAY
    return day


def days_left(on: date, due: date, holidays: Collection[date]) -> int:
    """Working days from that day to the due one: 0 on the day itself, negative once it is over."""
    if due < on:
        return -days_left(due, on, holidays)
    return sum(is_working(on + number * ONE_DAY, holidays) for number in range(1, (due - on).days + 1))
