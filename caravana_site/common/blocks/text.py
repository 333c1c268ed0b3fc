"""Blocks of words."""

from typing import Any

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock, StructValue, TextBlock


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


def paragraph(text: Any) -> str:
    """Rich text of one paragraph, for previews: rich text cannot be lazy."""
    return format_html("<p>{}</p>", text)


class ParagraphBlock(StructBlock):
    text = RichTextBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        description = _("Running text with lists and links. Short paragraphs read best on a phone.")
        template = "blocks/paragraph.html"

    def get_preview_value(self) -> Any:
        return self.normalize({"text": paragraph(_("Now it is the office that travels, not the people."))})


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
            "text": _("We thought that we brought paperwork. What we brought was time."),
            "attribution": _("Citizen services officer"),
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
        preview_value = {
            "number": "46 km",
            "label": _("on average to get one thing done"),
            "source": _("County council, 2023"),
        }


class CalloutKind(TextChoices):
    TIP = "tip", _("tip")
    WARNING = "warning", _("mind this")
    NOTE = "note", _("good to know")


class CalloutValue(StructValue):
    @property
    def heading(self) -> str:
        """The title, or what kind of note it is."""
        return self.get("title") or str(capfirst(CalloutKind(self["kind"]).label))

    @property
    def icon(self) -> str:
        return "triangle-alert" if self["kind"] == CalloutKind.WARNING else "circle-help"


class CalloutBlock(StructBlock):
    kind = ChoiceBlock(label=_("Kind"), choices=CalloutKind.choices, default=CalloutKind.TIP)
    title = CharBlock(label=_("Title"), required=False, default="", max_length=100)
    text = RichTextBlock(label=_("Text"), features=["bold", "italic", "link", "ul"])

    class Meta:
        icon = "warning"
        label = _("Callout")
        group = _("Text")
        description = _("A tip or a warning that must not be missed. One or two a story; more are not read.")
        template = "blocks/callout.html"
        value_class = CalloutValue

    def get_preview_value(self) -> Any:
        text = paragraph(_("Measure the signal in the square, with the real laptop, before you buy anything."))
        return self.normalize({"kind": CalloutKind.WARNING, "title": "", "text": text})
