"""Noting whom a change has to be told to, in the transaction that numbers it: none is lost, and none is made up."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from caravana_site.api.models import Change, Value, WebhookDelivery, WebhookSubscription
from caravana_site.common.queue import enqueue

from . import messages

SEND = "caravana_site.api.webhooks.sending.send"
THEME = "theme"
"""The filter by theme of every kind that has themes; a theme itself is found by its own `key`."""
Themes = dict[tuple[UUID, str], set[str]]


@dataclass(frozen=True)
class Noting:
    """The endpoints there are, and the themes of some things before they are written anew."""

    kind: str
    uuids: Collection[UUID]
    subscriptions: list[WebhookSubscription]
    before: Themes

    def note(self, changes: Iterable[Change]) -> None:
        """Whatever left a theme, or is withdrawn, is told to who follows that theme as well."""
        told = list(changes)
        if not told or not self.subscriptions:
            return
        now = _themes(self.kind, self.uuids, self.subscriptions)
        notes = []
        for change in told:
            thing = (change.uuid, change.language)
            themes = self.before.get(thing, set()) | now.get(thing, set())
            wanting = [one for one in self.subscriptions if wants(one, change, themes)]
            if wanting:
                payload = messages.of_change(change)
                notes += [_noted(change, one, payload) for one in wanting]
        WebhookDelivery.objects.bulk_create(notes)
        paused = {one.pk for one in self.subscriptions if one.paused_since is not None}
        for pk in sorted({one.subscription_id for one in notes} - paused):
            enqueue(SEND, pk, cluster="webhooks")


def begin(kind: str, uuids: Collection[UUID]) -> Noting:
    """To be called before the documents of those things are written."""
    subscriptions = list(WebhookSubscription.objects.order_by("pk"))
    return Noting(kind, uuids, subscriptions, _themes(kind, uuids, subscriptions))


def wants(subscription: WebhookSubscription, change: Change, themes: Collection[str]) -> bool:
    """An empty list is no filter. A thing without themes is not told to who follows some."""
    return (
        (not subscription.kinds or change.kind in subscription.kinds)
        and (not subscription.languages or change.language in subscription.languages)
        and (not subscription.themes or not set(subscription.themes).isdisjoint(themes))
    )


def _themes(kind: str, uuids: Collection[UUID], subscriptions: Iterable[WebhookSubscription]) -> Themes:
    found: Themes = defaultdict(set)
    if any(one.themes for one in subscriptions):
        names = Q(name=THEME) | Q(name="key", document__kind=THEME)
        rows = Value.objects.filter(names, document__kind=kind, document__uuid__in=uuids)
        for uuid, language, key in rows.values_list("document__uuid", "document__language", "text"):
            found[uuid, language].add(key)
    return found


def _noted(change: Change, subscription: WebhookSubscription, payload: str) -> WebhookDelivery:
    return WebhookDelivery(
        subscription=subscription,
        number=change.number,
        kind=change.kind,
        uuid=change.uuid,
        language=change.language,
        action=change.action,
        payload=payload,
    )
