"""The words of Wagtail's choosers, in the language of each person.

Its view set translates them once, when the server starts: everybody would read them in the site's first language.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

WORDS = {
    "choose_one_text": _("Choose"),
    "choose_another_text": _("Choose another"),
    "edit_item_text": _("Edit"),
    "search_tab_label": _("Search"),
    "create_action_label": _("Create"),
}


def translate_for_each() -> None:
    """Before any view set is made: what a chooser has of its own stays."""
    for name, words in WORDS.items():
        setattr(ChooserViewSet, name, words)
