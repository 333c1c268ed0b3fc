"""Mail goes through the queue: kept in the transaction that causes it, tried at once, tried again when it fails."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import MIMEMixin
from django.db.models import F
from django.utils import timezone

from .models.mail import OutgoingEmail
from .queue import enqueue

logger = logging.getLogger("caravana.mail")
CLAIM = timedelta(minutes=2)  # longer than a mail server may take to answer


class QueuedEmailBackend(BaseEmailBackend):
    """Stores each message as a row and asks the queue to deliver it once the transaction has committed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            OutgoingEmail(
                sender=message.from_email,
                recipients=message.recipients(),
                subject=str(message.subject),
                message=message.message().as_bytes(linesep="\r\n"),
                next_try=timezone.now(),
            )
            for message in email_messages
            if message.recipients()
        ]
        OutgoingEmail.objects.bulk_create(rows)
        if rows:
            enqueue("caravana_site.common.mail.deliver_due")
        return len(rows)


class _Parsed(MIMEMixin, Message):  # type: ignore[misc]  # as Django's own messages are built
    """A message read back, with the methods that Django's own backends call."""


class _Rendered(EmailMessage):
    """A message that was rendered when it was queued."""

    def __init__(self, row: OutgoingEmail) -> None:
        super().__init__(subject=row.subject, from_email=row.sender, to=row.recipients)
        self._raw = bytes(row.message)

    def message(self) -> Any:
        return message_from_bytes(self._raw, _class=_Parsed)


def deliver_due(most: int = 100) -> int:
    """Send what is due and return how many left. Safe to call twice at once.

    Each row is claimed for `CLAIM` before it is tried, so no transaction stands open while a mail server thinks, and a
    worker that is killed meanwhile leaves it to the next one. Only one killed between the server's yes and our note of
    it makes a message leave twice.
    """
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    sent = 0
    for key in list(OutgoingEmail.objects.due(timezone.now()).values_list("pk", flat=True)[:most]):
        now = timezone.now()
        claim = OutgoingEmail.objects.due(now).filter(pk=key).order_by()
        if not claim.update(next_try=now + CLAIM, tries=F("tries") + 1):
            continue  # another worker has it
        row = OutgoingEmail.objects.get(pk=key)
        try:
            connection.send_messages([_Rendered(row)])
        except Exception as error:  # whatever is wrong with one message, the others must leave
            # What a mail server answers names the recipient: it stays in the row, which is deleted on schedule.
            logger.warning("E-mail %s was not sent: %s", row.pk, type(error).__name__)
            row.put_off(timezone.now(), str(error))
        else:
            row.state, row.sent, row.last_error = row.State.SENT, timezone.now(), ""
            sent += 1
        row.save()
    return sent
