"""Who translates from which language into which."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class LanguagePair(models.Model):
    """A group translates from one language into another, and no other way round."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="language_pairs", verbose_name=_("group"))
    source_locale = models.ForeignKey(Locale, models.CASCADE, related_name="+", verbose_name=_("from"))
    target_locale = models.ForeignKey(Locale, models.CASCADE, related_name="+", verbose_name=_("into"))
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=True,
        help_text=_("Whoever wrote a translation does not publish it: somebody else reads it first."),
    )

    class Meta:
        verbose_name = _("language pair")
        verbose_name_plural = _("language pairs")
        ordering = ["group__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "source_locale", "target_locale"],
                name="language_pair_once",
                violation_error_message=_("This group has these languages already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.source_locale} → {self.target_locale}"

    def clean(self) -> None:
        if self.source_locale_id and self.source_locale_id == self.target_locale_id:
            raise ValidationError({"target_locale": gettext("Choose another language than the one translated from.")})
