"""Controlled terms: a stable key for machines, a name in each language for people. Editors manage them."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField


class ThemeColour(models.TextChoices):
    """The eight line colours of the design's tokens; each is legible in light and dark."""

    RED = "red", _("red")
    BLUE = "blue", _("blue")
    GREEN = "green", _("green")
    OCHRE = "ochre", _("ochre")
    VIOLET = "violet", _("violet")
    TEAL = "teal", _("teal")
    BROWN = "brown", _("brown")
    ROSE = "rose", _("rose")


class Term(TranslatableMixin, index.Indexed, models.Model):
    """A term with one key for all languages and a name in each."""

    key = models.SlugField(_("key"), max_length=60, help_text=_("Stable: addresses of filters and data use it."))
    name = models.CharField(_("name"), max_length=120)

    panels: ClassVar[list] = [FieldPanel("name"), FieldPanel("key")]
    override_translatable_fields: ClassVar[list] = [SynchronizedField("key", overridable=False)]
    search_fields: ClassVar[list] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name


class Theme(Term):
    """A line of the caravan (àmbit). The first five are content too: a sixth needs no code."""

    slug = models.SlugField(_("slug"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=40, help_text=_("For cards and filters."))
    plate = models.CharField(
        _("plate"), max_length=1, validators=[RegexValidator(r"^[A-Z]$", _("One capital letter."))],
        help_text=_("The letter on the route plate."),
    )  # fmt: skip
    colour = models.CharField(_("colour"), max_length=8, choices=ThemeColour)
    description = models.TextField(_("description"), max_length=600)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("key"), FieldPanel("plate"), FieldPanel("colour"), FieldPanel("sort_order")]),
    ]
    override_translatable_fields = [
        SynchronizedField(name, overridable=False) for name in ("key", "plate", "colour", "sort_order")
    ]

    class Meta(Term.Meta):
        ordering = ["sort_order", "name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=("locale", "key"), name="theme_key_once_a_locale"),
            models.UniqueConstraint(fields=("locale", "slug"), name="theme_slug_once_a_locale"),
        ]

    def get_absolute_url(self) -> str:
        """In the active language; a theme is shown in its own."""
        return reverse("theme", args=[self.slug])


class Audience(Term):
    """Who benefits (públic)."""

    class Meta(Term.Meta):
        ordering = ["name"]
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [models.UniqueConstraint(fields=("locale", "key"), name="audience_key_once_a_locale")]


class Technology(Term):
    """What it is made with; editors merge doubles."""

    class Meta(Term.Meta):
        ordering = ["name"]
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")
        constraints = [models.UniqueConstraint(fields=("locale", "key"), name="technology_key_once_a_locale")]
