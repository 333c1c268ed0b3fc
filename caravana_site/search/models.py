from datetime import date, timedelta

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word of the index, in one language: what prefixes are completed with and what typing errors are likened to.

    Words stay when the last text that has them goes, until the index is rebuilt; so what they lead to is looked for
    before it is offered.
    """

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=60)
    plain = models.CharField(max_length=60, help_text="Without accents.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("language", "word"), name="search_word_once_a_language")]

    def __str__(self) -> str:
        return self.word


class UnansweredSearchQuerySet(models.QuerySet["UnansweredSearch"]):
    def older_than(self, days: int, *, on: date) -> "UnansweredSearchQuerySet":
        return self.filter(day__lt=on - timedelta(days=days))

    def count_one(self, words: str, language: str, *, on: date) -> None:
        """One more on that day; two readers at once are two."""
        row, made = self.get_or_create(words=words, language=language, day=on)
        if not made:
            self.filter(pk=row.pk).update(times=F("times") + 1)


class UnansweredSearch(models.Model):
    """Words that found nothing on one day, and how many times. Nothing of who asked."""

    words = models.CharField(_("words"), max_length=80)
    language = models.CharField(_("language"), max_length=12)
    day = models.DateField(_("day"), db_index=True)
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = UnansweredSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        ordering = ["-day", "-times", "words"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=("words", "language", "day"), name="unanswered_search_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words
