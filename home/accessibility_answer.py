"""Answering a message on accessibility: once, by mail, in the language it was written in."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from caravana_site.common.site_address import absolute
from home.accessibility_feedback import EARLIER, ROUTE
from home.models import AccessibilityMessage, AccessibilityRoute


def send_answer(message: AccessibilityMessage, text: str) -> bool:
    """Keep the answer with its day and mail it; False when somebody else has answered meanwhile, and nothing is sent.

    Without an e-mail it is only kept.
    """
    with transaction.atomic():
        now = timezone.now()
        unanswered = AccessibilityMessage.objects.filter(pk=message.pk, answered=None)
        if not unanswered.update(answer=text, answered=now):
            return False
        message.answer, message.answered = text, now
        if message.email:
            _write(message)
    return True


def _write(message: AccessibilityMessage) -> None:
    with translation.override(message.language):
        query = urlencode({ROUTE: AccessibilityRoute.COMPLAINT.value, EARLIER: message.reference})
        words = {
            "message": message,
            "complain": absolute(f"{reverse('accessibility_mailbox')}?{query}"),
        }
        send_mail(
            _("Answer to your message on accessibility: %(reference)s") % {"reference": message.reference},
            render_to_string("home/mail/accessibility_answer.txt", words),
            None,
            [message.email],
        )
