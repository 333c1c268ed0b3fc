from .changes import Change, PendingChange
from .documents import Dependency, Document, Value
from .dumps import Dump
from .keys import ApiKey
from .previews import PreviewLink
from .reconciliations import Reconciliation
from .webhooks import WebhookDelivery, WebhookSubscription

__all__ = [
    "ApiKey",
    "Change",
    "Dependency",
    "Document",
    "Dump",
    "PendingChange",
    "PreviewLink",
    "Reconciliation",
    "Value",
    "WebhookDelivery",
    "WebhookSubscription",
]
