"""What an administrator does with a webhook. Each thing is a POST of its own, and leads back to the webhook's page."""

from collections.abc import Callable
from datetime import datetime, time
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from caravana_site.api.models import WebhookDelivery, WebhookSubscription
from caravana_site.common.queue import enqueue

from . import messages as bodies
from . import noting, pausing, rotation
from .forms import SendAgainForm

TO_SHOW = "webhook_secret_to_show"
PAGE = "wagtailsnippets_caravana_api_webhooksubscription:inspect"
SEND_ONE = "caravana_site.api.webhooks.sending.send_one"
Action = Callable[[HttpRequest, WebhookSubscription], str]


def keep_to_show(request: HttpRequest, pk: int) -> None:
    """The next look at its secret's page, in this session, shows it; no later one does."""
    request.session[TO_SHOW] = pk


def _administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_active and request.user.is_superuser):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@_administrators
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown once, to whoever has just made it."""
    subscription = get_object_or_404(WebhookSubscription, pk=pk)
    shown = request.session.get(TO_SHOW) == pk
    if shown:
        del request.session[TO_SHOW]
    told = {"subscription": subscription, "secret": subscription.secret if shown else ""}
    return render(request, "api/admin/webhook_secret.html", told)


@require_POST
@_administrators
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret; the one before signs too for a day."""
    rotation.rotate(get_object_or_404(WebhookSubscription, pk=pk), request.user)
    keep_to_show(request, pk)
    return redirect("webhook_secret", pk)


def _action(do: Action) -> Callable[..., HttpResponse]:
    """Do it in one transaction, say what came of it, and lead back."""

    @require_POST
    @_administrators
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        subscription = get_object_or_404(WebhookSubscription, pk=pk)
        with transaction.atomic():
            told = do(request, subscription)
        messages.success(request, told)
        return redirect(PAGE, pk)

    return view


def _pause(request: HttpRequest, subscription: WebhookSubscription) -> str:
    pausing.pause(subscription, request.user)
    return _("Paused. What changes meanwhile is kept for 30 days.")


def _resume(request: HttpRequest, subscription: WebhookSubscription) -> str:
    number = pausing.resume(subscription, request.user)
    text = ngettext("Resumed; %(number)d message is sent.", "Resumed; %(number)d messages are sent.", number)
    return text % {"number": number}


def _test(request: HttpRequest, subscription: WebhookSubscription) -> str:
    made = WebhookDelivery.objects.create(subscription=subscription, payload=bodies.of_test())
    enqueue(SEND_ONE, made.pk, cluster="webhooks")
    log(subscription, "caravana.webhook_tested", user=request.user)
    return _("A test is on its way: look at the page again in a moment.")


def _send_failed_again(request: HttpRequest, subscription: WebhookSubscription) -> str:
    form = SendAgainForm(request.POST)
    if not form.is_valid():
        return _("Nothing was sent again: write a day.")
    since = timezone.make_aware(datetime.combine(form.cleaned_data["since"], time.min))
    failed = subscription.deliveries.failed().filter(created__gte=since, number__isnull=False)
    number = failed.send_again(timezone.now())
    enqueue(noting.SEND, subscription.pk, cluster="webhooks")
    log(subscription, "caravana.webhook_sent_again", user=request.user, data={"number": number})
    text = ngettext("%(number)d message is sent again.", "%(number)d messages are sent again.", number)
    return text % {"number": number}


@require_POST
@_administrators
def send_one_again(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the log, whatever became of it, also when its endpoint is paused."""
    row = get_object_or_404(WebhookDelivery.objects.select_related("subscription"), pk=pk)
    with transaction.atomic():
        WebhookDelivery.objects.filter(pk=pk).send_again(timezone.now())
        enqueue(SEND_ONE, pk, cluster="webhooks")
        log(row.subscription, "caravana.webhook_sent_again", user=request.user, data={"number": 1})
    messages.success(request, _("It is sent again under the same identifier: look at the page again in a moment."))
    return redirect("wagtailsnippets_caravana_api_webhookdelivery:inspect", pk)


def webhook_urls() -> list[URLPattern]:
    """Below the administration's address."""
    return [
        path("webhooks/<int:pk>/secret/", secret, name="webhook_secret"),
        path("webhooks/<int:pk>/rotate/", rotate, name="webhook_rotate"),
        path("webhooks/<int:pk>/pause/", _action(_pause), name="webhook_pause"),
        path("webhooks/<int:pk>/resume/", _action(_resume), name="webhook_resume"),
        path("webhooks/<int:pk>/test/", _action(_test), name="webhook_test"),
        path("webhooks/<int:pk>/send-again/", _action(_send_failed_again), name="webhook_send_failed_again"),
        path("webhooks/deliveries/<int:pk>/send-again/", send_one_again, name="webhook_send_again"),
    ]
