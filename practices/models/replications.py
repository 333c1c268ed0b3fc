"""«L'hem adaptada»: what other bodies made of a practice. What they send is private; what shows is another row."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.models import TranslationSource

from caravana_site.common.models import Submission
from caravana_site.common.models.submissions import SubmissionQuerySet
from caravana_site.common.visibility import without_private

from .organisations import Organisation


class ReplicationState(models.TextChoices):
    STUDYING = "studying", _("We are studying it")
    UNDER_WAY = "under-way", _("It is under way")
    ADAPTED = "adapted", _("We have adapted it")
    ABANDONED = "abandoned", _("We gave it up")


class ReplicationQuerySet(models.QuerySet["Replication"]):
    """Every row shows on its story: an editor made it, by approving what was sent or by hand."""

    def of_practice(self, translation_key: Any) -> Self:
        return self.filter(practice__translation_key=translation_key)

    def of_public_practices(self) -> Self:
        """What is told away from the story: one that is withdrawn or restricted is not named there."""
        return self.filter(practice__in=without_private(Page.objects.live()))

    def by(self, organisation: Organisation) -> Self:
        return self.of_public_practices().filter(organisation=organisation)

    def adapted(self) -> Self:
        return self.filter(state=ReplicationState.ADAPTED)

    def adapted_counts(self) -> dict[Any, int]:
        """Translation key of a practice → how many have adapted it, whatever the languages it is told in."""
        keys = self.adapted().order_by().values_list("practice__translation_key")
        return dict(keys.annotate(number=models.Count("translation_key", distinct=True)))

    def told_in(self, locale: Locale) -> list["Replication"]:
        """Each replication once, newest first: in that language, else as it was written."""
        rows = self.select_related("organisation", "practice__locale", "locale").defer("practice__story")
        rows = rows.order_by("-happened_on", "pk")
        return list({row.translation_key: row for row in _own_last(rows, locale)}.values())


def _own_last(rows: Iterable["Replication"], locale: Locale) -> list["Replication"]:
    """The first of a key keeps its place in a dict and the last one its value."""

    def place(row: "Replication") -> tuple[int, str, bool]:
        return -row.happened_on.toordinal(), str(row.translation_key), row.locale_id == locale.pk

    return sorted(rows, key=place)


class Replicated(models.Model):
    """What is told of a replication, by whoever sends it and on the page."""

    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation"),
        help_text=_("With one, it stands on that organisation's page too."),
    )  # fmt: skip
    organisation_name = models.CharField(_("name of the organisation"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=ReplicationState)
    happened_on = models.DateField(_("since when"))
    what_changed = models.TextField(_("what was changed"), max_length=1500)
    result = models.TextField(_("result"), max_length=1500, blank=True)

    class Meta:
        abstract = True


class Replication(TranslatableMixin, Replicated):
    """One entry of the log on a story's page. Nothing personal, so that it can be translated and shown."""

    practice = models.ForeignKey(
        "practices.PracticePage", models.CASCADE, related_name="replications", verbose_name=_("practice")
    )
    changed = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    shared = ("practice", "organisation", "organisation_name", "state", "happened_on")
    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in shared]
    panels = [
        FieldPanel("practice"),
        FieldPanel("organisation"),
        FieldPanel("organisation_name"),
        FieldRowPanel([FieldPanel("state"), FieldPanel("happened_on")]),
        FieldPanel("what_changed"),
        FieldPanel("result"),
    ]

    objects = ReplicationQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("replication")
        verbose_name_plural = _("replications")
        constraints = [models.CheckConstraint(condition=~models.Q(organisation_name=""), name="replication_says_whose")]

    def __str__(self) -> str:
        return f"{self.whose}: {self.practice}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is shared is the same in every language at once.

        Where one is translated from another, that one says: wagtail-localize writes the source as it was submitted.
        """
        others = Replication.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        submitted = TranslationSource.objects.filter(object_id=self.translation_key)
        if source := others.filter(locale__in=submitted.values("locale")).first():
            for name in self.shared:
                setattr(self, name, getattr(source, name))
        super().save(*args, **kwargs)
        others.update(**{name: getattr(self, name) for name in self.shared}, changed=timezone.now())

    @property
    def whose(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name


class Decision(models.TextChoices):
    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


class ReplicationReportQuerySet(SubmissionQuerySet):
    def waiting(self) -> Self:
        """What counts and nobody has decided on."""
        return self.that_count().filter(decision=Decision.WAITING)  # type: ignore[no-any-return]  # Submission's manager has no type


class ReplicationReport(Submission, Replicated):
    """What an organisation sent, with who sent it: private, and gone after its retention."""

    practice = models.ForeignKey(
        "practices.PracticePage", models.CASCADE, related_name="replication_reports", verbose_name=_("practice"),
        editable=False,
    )  # fmt: skip
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.WAITING)
    replication = models.OneToOneField(
        Replication, models.SET_NULL, null=True, blank=True, editable=False, related_name="report",
        verbose_name=_("what is shown"),
    )  # fmt: skip

    objects: ClassVar[models.Manager[Any]] = ReplicationReportQuerySet.as_manager()

    class Meta(Submission.Meta):
        verbose_name = _("replication received")
        verbose_name_plural = _("replications received")

    def settle(self, changed: Collection[str]) -> None:
        """Show what is approved now, take away what is not any more.

        Of what shows already only the fields that were changed here: the rest may have been corrected there since.
        """
        if self.decision != Decision.APPROVED:
            if self.replication:
                Replication.objects.filter(translation_key=self.replication.translation_key).delete()
                self.replication = None
        else:
            shown = self.replication or Replication(
                practice=self.practice, locale=Locale.objects.get(language_code=self.language)
            )
            for field in Replicated._meta.fields:
                if not self.replication or field.name in changed:
                    setattr(shown, field.name, getattr(self, field.name))
            shown.save()
            self.replication = shown
        self.save(update_fields=["replication"])
