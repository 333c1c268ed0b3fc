"""What this room adds to the administration."""

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from .admin import KeyViewSet
from .previews.admin_views import header_button, preview_urls
from .webhooks.admin import WebhookGroup
from .webhooks.admin_views import webhook_urls as urls_of_webhooks

register_snippet(KeyViewSet)
register_snippet(WebhookGroup)


@hooks.register("register_admin_urls")
def own_urls() -> list[URLPattern]:
    return [*urls_of_webhooks(), *preview_urls()]


hooks.register("register_page_header_buttons", header_button)


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    for name, label, message in (
        ("webhook_paused", _("Pause a webhook"), _("The webhook was paused")),
        ("webhook_resumed", _("Resume a webhook"), _("The webhook was resumed")),
        ("webhook_secret_rotated", _("Rotate a secret"), _("The webhook was given another secret")),
        ("webhook_tested", _("Test a webhook"), _("A test was sent to the webhook")),
        ("preview_given", _("Make a preview link"), _("A link to a draft was made")),
        ("preview_revoked", _("Take back a preview link"), _("A link to a draft was taken back")),
        ("webhook_sent_again", _("Send again"), _("Messages were sent to the webhook again")),
    ):
        actions.register_action(f"caravana.{name}", label, message)
