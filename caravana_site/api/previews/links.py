"""Giving, taking back and forgetting the links to drafts."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page

from caravana_site.api.models import PreviewLink
from caravana_site.common import secret_links
from caravana_site.common.models import SecretLink
from caravana_site.common.site_address import absolute

from .documents import document_of

DAYS = (1, 7, 30)
"""For how long a link may be made."""
PANEL_GOOD = timedelta(hours=1)
"""After the editor's last look; each look begins it anew."""
TOLD_AS_GONE = timedelta(days=30)
"""So long after its end a link is said to be over; later it opens nothing."""


def connect() -> None:
    post_delete.connect(_gone, sender=PreviewLink, dispatch_uid="api.previews.gone")


def _gone(instance: PreviewLink, **kwargs: Any) -> None:
    """Its page or its version is deleted: whoever holds the link is told that it is over."""
    SecretLink.objects.to(PreviewLink.PURPOSE, instance.key).revoke(timezone.now())


def give(page: Page, user: Any, days: int) -> PreviewLink:
    """A link to the page's latest version, whatever is saved after it."""
    with transaction.atomic():
        made = PreviewLink.objects.create(page=page, revision=page.latest_revision, made_by=user)
        secret_links.give(PreviewLink.PURPOSE, made.key, days=days)
    return made


def secret_of(made: PreviewLink) -> SecretLink:
    return SecretLink.objects.to(PreviewLink.PURPOSE, made.key).latest("created")


def addresses_of(token: str) -> list[str]:
    """Where it is read: by programs, and in the front end that is set up, if there is one."""
    front_end = [front_end_address(token)] if settings.PREVIEW_FRONT_END else []
    return [absolute(f"/api/v1/preview/{token}"), *front_end]


def front_end_address(token: str) -> str:
    return f"{settings.PREVIEW_FRONT_END}/?preview={token}"


def active(page: Page, now: datetime) -> list[tuple[PreviewLink, SecretLink]]:
    """The page's links that open something, newest first."""
    rows = PreviewLink.objects.filter(page=page).exclude(revision=None).select_related("made_by", "revision")
    made = {row.key: row for row in rows}
    good = SecretLink.objects.filter(purpose=PreviewLink.PURPOSE, subject__in=made).good(now)
    return [(made[secret.subject], secret) for secret in good.order_by("-created", "-pk")]


def revoke(made: PreviewLink) -> None:
    SecretLink.objects.to(PreviewLink.PURPOSE, made.key).revoke(timezone.now())


def of_what_is_not_saved(page: Any, user: Any) -> str:
    """The token by which the editor's panel shows the page as it is in the form; one a person and page."""
    body, now = document_of(page), timezone.now()
    saved = page if page.pk else None
    with transaction.atomic():
        made, _new = PreviewLink.objects.update_or_create(
            page=saved, revision=None, made_by=user, defaults={"body": body, "made": now}
        )
        link = secret_links.current(PreviewLink.PURPOSE, made.key)
        SecretLink.objects.filter(pk=link.pk).update(expires=now + PANEL_GOOD)
    return link.token


def read(made: PreviewLink, expires: datetime | None) -> dict[str, Any]:
    """The document with `preview` beside what a published one has; raises IncompleteError."""
    body = made.body if made.revision is None else document_of(made.revision.as_object())
    saved = made.made if made.revision is None else made.revision.created_at
    state = {"is_draft": True, "revision": made.revision_id, "saved_at": saved, "expires_at": expires}
    return {**json.loads(body), "preview": state}


def forget_old() -> int:
    """A job of the clock: what has been over for a month. Returns how many links it were."""
    old = timezone.now() - TOLD_AS_GONE
    links = SecretLink.objects.filter(purpose=PreviewLink.PURPOSE)
    over = links.filter(expires__lt=old) | links.filter(revoked__lt=old)
    PreviewLink.objects.filter(key__in=list(over.values_list("subject", flat=True))).delete()
    return over.delete()[0]
