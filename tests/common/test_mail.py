"""Mail is a row first: a rollback takes it away, a failure keeps it, two deliveries send it once."""

import email
import email.policy
import socketserver
import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from caravana_site.common.mail import deliver_due
from caravana_site.common.models import OutgoingEmail
from caravana_site.common.models.mail import WAITS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]


def test_a_message_is_kept_whole_and_delivered_by_the_queue() -> None:
    message = EmailMultiAlternatives(
        "Parada rebuda", "Gràcies.", "a@example.cat", ["b@example.cat"], bcc=["c@example.cat"]
    )
    message.attach_alternative("<p>Gràcies.</p>", "text/html")
    message.send()
    assert OrmQ.objects.count() == 1
    assert mail.outbox == []
    assert deliver_due() == 1
    sent = mail.outbox[0]
    assert sent.recipients() == ["b@example.cat", "c@example.cat"]
    assert "c@example.cat" not in sent.message().as_string()
    assert sent.message().get_content_type() == "multipart/alternative"
    assert OutgoingEmail.objects.get().state == OutgoingEmail.State.SENT
    assert deliver_due() == 0
    assert len(mail.outbox) == 1


def test_a_rollback_takes_the_message_and_its_job_along() -> None:
    def send_and_fail() -> None:
        with transaction.atomic():
            send_mail("x", "y", "a@example.cat", ["b@example.cat"])
            raise LookupError

    with pytest.raises(LookupError):
        send_and_fail()
    assert not OutgoingEmail.objects.exists()
    assert not OrmQ.objects.exists()


class Refusing:
    """A mail server that is not there."""

    def __init__(self, *args: object, **kwargs: object) -> None: ...

    def send_messages(self, messages: list[object]) -> int:
        raise ConnectionRefusedError("nobody listens")


def test_a_failure_waits_longer_each_time_and_gives_up_at_last(settings: object) -> None:
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Refusing"
    send_mail("x", "y", "a@example.cat", ["b@example.cat"])
    waits: list[timedelta] = []
    for _try in range(len(WAITS)):
        OutgoingEmail.objects.update(next_try=timezone.now() - timedelta(seconds=1))
        before = timezone.now()
        assert deliver_due() == 0
        row = OutgoingEmail.objects.get()
        waits.append(row.next_try - before)
        assert row.last_error == "nobody listens"
    assert waits == sorted(waits)
    OutgoingEmail.objects.update(next_try=timezone.now())
    deliver_due()
    assert OutgoingEmail.objects.get().state == OutgoingEmail.State.FAILED


def test_mail_that_failed_leaves_once_the_server_is_back(settings: object) -> None:
    delivery = settings.MAIL_DELIVERY_BACKEND
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Refusing"
    send_mail("x", "y", "a@example.cat", ["b@example.cat"])
    deliver_due()
    settings.MAIL_DELIVERY_BACKEND = delivery
    assert deliver_due() == 0, "not before its time"
    OutgoingEmail.objects.update(next_try=timezone.now())
    assert deliver_due() == 1
    assert len(mail.outbox) == 1


class _Session(socketserver.StreamRequestHandler):
    """As much of a mail server as smtplib needs (RFC 5321)."""

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.received.append(b"".join(lines))
            self.wfile.write(b"250 fine\r\n")
            if verb == b"QUIT":
                return


def test_a_real_mail_server_receives_the_message_as_it_was_written(settings: object) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.received = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        send_mail("Parada a l’Aldea", "Fins dijous.", "a@example.cat", ["b@example.cat"])
        assert deliver_due() == 1
        server.shutdown()
    received = email.message_from_bytes(server.received[0], policy=email.policy.default)
    assert received["Subject"] == "Parada a l’Aldea"
    assert received.get_content().strip() == "Fins dijous."


class Choosy(LocmemBackend):
    """Accepts every message but one, which it does not understand."""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        if messages[0].subject == "odd":
            raise UnicodeError("odd")
        return super().send_messages(messages)


def test_a_message_that_cannot_be_sent_does_not_hold_up_the_others(settings: object) -> None:
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Choosy"
    for subject in ("odd", "plain"):
        send_mail(subject, "y", "a@example.cat", ["b@example.cat"])
    assert deliver_due() == 1
    assert [message.subject for message in mail.outbox] == ["plain"]
    assert OutgoingEmail.objects.get(subject="odd").last_error == "odd"


class Killed(BaseException):
    """The process ends here."""


class Deadly:
    """A worker that is killed while it speaks with the mail server."""

    def __init__(self, *args: object, **kwargs: object) -> None: ...

    def send_messages(self, messages: list[object]) -> int:
        raise Killed


def test_what_a_killed_worker_had_in_hand_leaves_once_with_the_next_one(settings: object) -> None:
    delivery = settings.MAIL_DELIVERY_BACKEND
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Deadly"
    send_mail("x", "y", "a@example.cat", ["b@example.cat"])
    with pytest.raises(Killed):
        deliver_due()
    settings.MAIL_DELIVERY_BACKEND = delivery
    assert deliver_due() == 0, "while it may still be in hand"
    OutgoingEmail.objects.update(next_try=timezone.now())
    assert deliver_due() == 1
    assert deliver_due() == 0
    assert len(mail.outbox) == 1


def test_a_forgotten_password_is_mailed_through_the_queue(client: Client, settings: object) -> None:
    get_user_model().objects.create_user("anna", "anna@example.cat", "a-long-password-of-anna", is_superuser=True)
    answer = client.post("/admin/password_reset/", {"email": "anna@example.cat"})
    assert answer.status_code == 302
    assert mail.outbox == []
    assert OutgoingEmail.objects.get().recipients == ["anna@example.cat"]
    assert deliver_due() == 1
