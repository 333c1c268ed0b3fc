"""A forgotten password: a mail through the queue, in the person's own language, whose link works once."""

import re
from typing import Any

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from caravana_site.common.mail import deliver_due


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("ca", "enllaç"), ("es", "enlace")])
def test_the_mail_is_in_the_persons_language_and_its_link_works_once(
    client: Any, person: Any, settings: Any, language: str, words: str
) -> None:
    settings.EMAIL_BACKEND = "caravana_site.common.mail.QueuedEmailBackend"
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = language
    profile.save()
    other = {"ca": "es", "es": "ca"}[language]
    client.post("/admin/password_reset/", {"email": person.email}, headers={"accept-language": other})
    assert deliver_due() == 1
    [message] = [one.message() for one in mail.outbox]
    text = message.get_payload(decode=True).decode()
    assert words in text
    assert message["To"] == person.email
    link = re.search(rf"{settings.WAGTAILADMIN_BASE_URL}(\S+)", text)[1]
    form = client.get(link).url
    new = "una altra de ben llarga"
    assert client.post(form, {"new_password1": new, "new_password2": new}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)
    assert "new_password1" not in client.get(link, follow=True).content.decode()
