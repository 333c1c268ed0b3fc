"""Keys of programs in the administration: an administrator makes them, and each is shown once."""

from typing import Any

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from caravana_site.api.models import ApiKey


class KeyCreateView(CreateView):
    """Makes the key with its row."""

    def form_valid(self, form: Any) -> HttpResponse:
        self.key = form.instance.make()
        return super().form_valid(form)

    def get_success_message(self, instance: ApiKey) -> SafeString:
        told = _("The key of “%(program)s” is shown this once: copy it now and give it to them safely.")
        return format_html("{}<br><code>{}</code>", told % {"program": instance.name}, self.key)


class KeyViewSet(SnippetViewSet):
    model = ApiKey
    add_view_class = KeyCreateView
    icon = "key"
    menu_label = _("API keys")
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = [
        "name",
        "contact",
        Column("quota", label=_("Requests an hour"), sort_key="quota"),
        BooleanColumn("revoked", label=_("Revoked"), sort_key="revoked"),
        DateColumn("created", label=_("Created"), sort_key="created"),
    ]
    list_filter = ["revoked"]
    panels = [FieldPanel("name"), FieldPanel("contact"), FieldPanel("quota"), FieldPanel("revoked")]
