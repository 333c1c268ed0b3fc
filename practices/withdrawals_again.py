"""A withdrawn interview stays withdrawn when an older backup takes the site's place."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from caravana_site.common.backups import ledger, replaying
from practices import withdrawal
from practices.models import Interview, PracticePage

KIND = "interview"


def connect() -> None:
    withdrawal.interview_withdrawn.connect(_note, dispatch_uid="practices.withdrawals_again")
    replaying.register(KIND, replaying.Kind(_identities, _withdraw))


def _note(identity: uuid.UUID, **kwargs: Any) -> None:
    """In the withdrawal's own transaction."""
    ledger.note(KIND, str(identity))


def _identities() -> Iterator[str]:
    """Of rows and of what is left in old versions."""
    yield from map(str, Interview.objects.values_list("identity", flat=True).distinct())
    kind = ContentType.objects.get_for_model(PracticePage)
    for interviews in Revision.objects.filter(content_type=kind).values_list("content__interviews", flat=True):
        yield from (data["identity"] for data in interviews or () if data.get("identity"))


def _withdraw(identity: str) -> None:
    if held := withdrawal.find(uuid.UUID(identity)):
        withdrawal.withdraw(held, by=None, reason="")
