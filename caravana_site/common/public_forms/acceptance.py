"""From a sending that was kept to one that counts: at once with the browser's proof, else by the link in a message."""

import uuid
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from caravana_site.common.models import Submission
from caravana_site.common.models.submissions import UNCONFIRMED_FOR
from caravana_site.common.site_address import absolute

from . import kinds, limits
from .kinds import PublicForm

CONFIRMATION, RECEIPT = "caravana.confirmation", "caravana.receipt"
RECEIPT_FOR = timedelta(days=1)


class UnknownLinkError(Exception):
    """A link that is forged, too old, or of something that is not kept any more."""


def accept(form: PublicForm, submission: Submission) -> bool:
    """Make it count, once; returns whether it was this call that did."""
    with transaction.atomic():
        now = timezone.now()
        if not type(submission)._default_manager.filter(pk=submission.pk, confirmed=None).update(confirmed=now):
            return False
        submission.confirmed = now
        form.accepted(submission)
    return True


def ask_to_confirm(form: PublicForm, submission: Submission) -> None:
    """Mail the link. Whoever wrote somebody else's address makes us send no more than a few."""
    if not limits.may_write_to(submission.email):
        return
    with translation.override(submission.language):
        link = absolute(reverse("confirm_submission", args=[_signed(CONFIRMATION, form, submission)]))
        words = {"form": form.name, "link": link, "days": UNCONFIRMED_FOR.days, "reference": submission.reference}
        send_mail(
            _("Confirm your message: %(reference)s") % {"reference": submission.reference},
            render_to_string("public_forms/mail/confirm.txt", words),
            None,
            [submission.email],
        )


def receipt(form: PublicForm, submission: Submission) -> str:
    """What the thank-you page is asked for with."""
    return _signed(RECEIPT, form, submission)


def from_receipt(token: str) -> tuple[PublicForm, Any]:
    return _found(RECEIPT, token, RECEIPT_FOR)


def from_confirmation(token: str) -> tuple[PublicForm, Any]:
    return _found(CONFIRMATION, token, UNCONFIRMED_FOR)


def _signed(purpose: str, form: PublicForm, submission: Submission) -> str:
    return signing.dumps([form.key, submission.key.hex], salt=purpose)


def _found(purpose: str, token: str, lifetime: timedelta) -> tuple[PublicForm, Any]:
    """The form and the sending that a link means; raises UnknownLinkError."""
    try:
        name, key = signing.loads(token, salt=purpose, max_age=lifetime)
    except (signing.BadSignature, ValueError) as error:
        raise UnknownLinkError from error
    form = kinds.get(name)
    submission = form and form.model.objects.filter(key=uuid.UUID(key)).first()
    if form is None or submission is None:
        raise UnknownLinkError
    return form, submission
