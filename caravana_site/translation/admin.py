"""Language pairs in the administration: who translates what is an administrator's to say."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import LanguagePair


class LanguagePairViewSet(SnippetViewSet):
    model = LanguagePair
    icon = "group"
    menu_label = _("Language pairs")
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = [
        "group",
        "source_locale",
        "target_locale",
        BooleanColumn("four_eyes", label=_("Four eyes"), accessor="four_eyes"),
    ]
    list_filter = ["group", "four_eyes"]
    panels = [
        FieldPanel("group"),
        FieldRowPanel([FieldPanel("source_locale"), FieldPanel("target_locale")]),
        FieldPanel("four_eyes"),
    ]
