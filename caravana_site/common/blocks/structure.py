"""Blocks that order what there is to do or to ask."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError

from .text import paragraph


class StepBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=100)
    text = TextBlock(label=_("Text"), required=False, default="", max_length=600)
    duration = CharBlock(label=_("How long it took"), required=False, default="", max_length=60)
    who = CharBlock(label=_("Who did it"), required=False, default="", max_length=100)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(StructBlock):
    steps = ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = _("Structure")
        description = _("What was done, in order, with how long each step took and who did it.")
        template = "blocks/steps.html"
        preview_value = {
            "steps": [
                {
                    "title": _("Count"),
                    "text": _("Two weeks at the counter."),
                    "duration": _("2 weeks"),
                    "who": _("Citizen services officer"),
                },
                {
                    "title": _("Sign the agreement"),
                    "text": _("First with the six towns that wanted to."),
                    "duration": _("3 months"),
                    "who": "",
                },
            ]
        }


class AccordionItemBlock(StructBlock):
    title = CharBlock(label=_("Question or title"), max_length=160)
    text = RichTextBlock(label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Entry")


class AccordionBlock(StructBlock):
    items = ListBlock(AccordionItemBlock(), label=_("Entries"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        group = _("Structure")
        description = _("Questions that open when asked. Not for what everybody must read.")
        template = "blocks/accordion.html"

    def get_preview_value(self) -> Any:
        answer = paragraph(_("No. You need to have done one useful thing."))
        return self.normalize({"items": [{"title": _("Is an IT department needed?"), "text": answer}]})


class CallToActionValue(StructValue):
    @property
    def target(self) -> str:
        """Address of the button; a page is followed to the reader's language when it exists there."""
        page = self.get("page")
        if page is not None:
            return page.localized.url or ""
        return self.get("url") or ""


class CallToActionBlock(StructBlock):
    text = CharBlock(label=_("Text"), max_length=160, required=False, default="")
    label = CharBlock(label=_("Button"), max_length=60, help_text=_("A verb: what happens when it is pressed."))
    page = PageChooserBlock(label=_("Page"), required=False)
    url = URLBlock(label=_("Address elsewhere"), required=False)

    class Meta:
        icon = "link"
        label = _("Call to action")
        group = _("Structure")
        description = _("One button and what it is for. One a page is plenty.")
        template = "blocks/call_to_action.html"
        value_class = CallToActionValue
        preview_value = {
            "text": _("The next stop can be yours."),
            "label": _("Ask for a stop"),
            "url": "https://example.cat/",
        }

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned.get("page")) == bool(cleaned.get("url")):
            problem = ValidationError(_("Choose a page or write an address: one of the two."))
            raise StructBlockValidationError(block_errors={"page": problem})
        return cleaned


class ContactBlock(StructBlock):
    introduction = TextBlock(label=_("Introduction"), required=False, default="", max_length=400)

    class Meta:
        icon = "mail"
        label = _("Contact")
        group = _("Structure")
        description = _("The site's contact details, as they stand in the site settings.")
        template = "blocks/contact.html"
        preview_value = {"introduction": _("We answer in two working days.")}
