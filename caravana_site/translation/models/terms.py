"""The termbase: how we say what in each language, and what is never translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Locale


class Term(ClusterableModel):
    """A concept with its wording in each language; or a name, which is the same in all of them."""

    never_translated = models.BooleanField(
        _("never translated"),
        default=False,
        help_text=_("A name, a mark or a code: it stands in every language as it is here."),
    )
    note = models.TextField(_("note"), blank=True, max_length=500, help_text=_("When it is said so, and when not."))

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("termbase")

    def __str__(self) -> str:
        return " · ".join(wording.text for wording in self.wordings.all()) or str(self.pk)


class TermWording(models.Model):
    """How a term is said in one language, and which words are not to be used for it."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="wordings")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+", verbose_name=_("language"))
    text = models.CharField(_("term"), max_length=120)
    forbidden = models.TextField(
        _("not to be used"), blank=True, max_length=500, help_text=_("One a line: words that are not said for it.")
    )

    class Meta:
        verbose_name = _("wording")
        ordering = ["locale__pk", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "locale"],
                name="term_once_a_language",
                violation_error_message=_("A term has one wording in each language."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def forbidden_words(self) -> list[str]:
        return [line.strip() for line in self.forbidden.splitlines() if line.strip()]
