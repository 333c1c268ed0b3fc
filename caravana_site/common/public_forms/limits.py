"""How often one may try. Counters are rows, so that every process counts together and nothing else is needed.

No address is kept: the counter's name is a keyed hash that is another tomorrow. When counting fails, it lets through.
"""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from caravana_site.common.client_address import network_of
from caravana_site.common.models import AttemptCount

logger = logging.getLogger("caravana.public_forms")
WINDOW = timedelta(hours=1)
MOST_SENDINGS = 20  # tries an hour from one address: a whole town hall may share one
MOST_MESSAGES = 5  # messages an hour that strangers can make us send to one mailbox


def may_send(form: str, address: str) -> bool:
    """Count one try of a form from a client's address; False when there were too many."""
    return _counted(f"send:{form}", network_of(address)) <= MOST_SENDINGS


def may_write_to(email: str) -> bool:
    """Count one message to a mailbox that a stranger named; False when it has had enough."""
    return _counted("mail", email.lower()) <= MOST_MESSAGES


def _counted(what: str, whom: str) -> int:
    now = timezone.now()
    window = datetime.fromtimestamp(now.timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds(), tz=now.tzinfo)
    who = salted_hmac(f"caravana.attempts:{what}:{now.date()}", whom, algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            count, _made = AttemptCount.objects.get_or_create(who=who, window=window)
            AttemptCount.objects.filter(pk=count.pk).update(number=F("number") + 1)
            count.refresh_from_db(fields=["number"])
    except DatabaseError as error:
        logger.warning("An attempt could not be counted, so it was let through: %s", type(error).__name__)
        return 0
    return count.number
