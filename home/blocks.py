"""Blocks of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock, TextBlock


class LaneBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=80)
    introduction = TextBlock(label=_("Introduction"), max_length=240)
    steps = ListBlock(CharBlock(label=_("Step"), max_length=120), label=_("Steps"), min_num=2, max_num=5)

    class Meta:
        icon = "list-ol"
        label = _("Way to take part")
        description = _("One role and what it does, in order. The lanes merge at the stop.")
        template = "home/blocks/lane.html"
        preview_value = {
            "title": _("Host: tell yours"),
            "introduction": _("You have a good practice running and you open the door."),
            "steps": [_("Fill in the request."), _("We find you a rapporteur and a date."), _("Receive the visit.")],
        }


class LanesBlock(StreamBlock):
    lane = LaneBlock()

    class Meta:
        min_num = 1
        max_num = 2
