"""Blocks of words."""

from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, StructValue, TextBlock


class HeadingValue(StructValue):
    @cached_property
    def anchor(self) -> str:
        """Fragment identifier, so that a link can point at the section."""
        return slugify(self["text"])


class HeadingBlock(StructBlock):
    text = CharBlock(label=_("Text"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        group = _("Text")
        description = _("Opens a section. A good heading says what the reader will find, not what the part is called.")
        template = "blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": _("What changed at the counter")}


class ParagraphBlock(StructBlock):
    text = RichTextBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        description = _("Running text with lists and links. Short paragraphs read best on a phone.")
        template = "blocks/paragraph.html"
        preview_value = {"text": "<p>Ara qui fa quilòmetres és l’oficina, no la gent.</p>"}


class QuoteBlock(StructBlock):
    text = TextBlock(label=_("Quote"), max_length=400)
    attribution = CharBlock(
        label=_("Who says it"),
        max_length=120,
        help_text=_("The person's post, as in “Citizen services officer”. No name is needed."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = _("Text")
        description = _("One sentence that somebody really said, with their post.")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Ens pensàvem que portàvem tràmits. El que portàvem era temps.",
            "attribution": "Tècnica d’acompanyament",
        }


class FigureBlock(StructBlock):
    number = CharBlock(label=_("Figure"), max_length=20, help_text=_("With its unit, as in “46 km” or “−22 days”."))
    label = CharBlock(label=_("What it measures"), max_length=120)
    source = CharBlock(label=_("Source and year"), max_length=160, required=False, default="")

    class Meta:
        icon = "order"
        label = _("Figure")
        group = _("Text")
        description = _("One number that matters, what it measures and where it comes from.")
        template = "blocks/figure.html"
        preview_value = {"number": "46 km", "label": "de mitjana per fer un tràmit", "source": "Consell comarcal, 2023"}
