"""Which texts of this room no translator gets, and why."""

from caravana_site.common.not_translated import MACHINE, STAFF

REASONS = {
    "ApiKey": STAFF,
    "Change": MACHINE,
    "Dependency": MACHINE,
    "Document": "made from what is translated already, once a language",
    "Dump": MACHINE,
    "PendingChange": MACHINE,
    "PreviewLink": "a draft, which is translated where it is written",
    "Reconciliation": MACHINE,
    "Value": MACHINE,
    "WebhookDelivery": MACHINE,
    "WebhookSubscription.name": STAFF,
}
