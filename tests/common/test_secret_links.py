"""A secret link opens one thing for one purpose, until it is taken back."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from caravana_site.common import secret_links
from caravana_site.common.models import SecretLink

pytestmark = pytest.mark.django_db
SUBJECT = uuid.UUID("5f1d3a3e-6f2c-4b7e-9a53-0b0a4a3a7f11")


def test_the_token_finds_its_link_for_its_purpose_alone():
    link = secret_links.give("visit", SUBJECT)

    assert SecretLink.of_token("visit", link.token) == link
    assert SecretLink.of_token("approval", link.token) is None


@pytest.mark.parametrize("forged", ["", "~", "abc", "\x00", "à" * 50, "a" * 5000])
def test_a_forged_token_finds_nothing_and_asks_nothing(forged, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert SecretLink.of_token("visit", forged) is None


def test_a_changed_letter_makes_it_worthless():
    token = secret_links.give("visit", SUBJECT).token
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert SecretLink.of_token("visit", changed) is None
    assert SecretLink.of_token("visit", token) is not None


def test_what_the_database_holds_opens_nothing():
    link = secret_links.give("visit", SUBJECT)
    kept = [str(value) for value in SecretLink.objects.filter(pk=link.pk).values_list().get()]

    assert link.token not in kept
    assert SecretLink.of_token("visit", link.key) is None


def test_the_current_link_stays_the_same_until_it_is_replaced():
    first = secret_links.current("visit", SUBJECT)
    assert secret_links.current("visit", SUBJECT) == first

    second = secret_links.replace("visit", SUBJECT)
    first.refresh_from_db()

    assert not first.is_good(timezone.now())
    assert secret_links.current("visit", SUBJECT) == second
    assert second.token != first.token


def test_holders_have_links_of_their_own():
    host = secret_links.current("approval", SUBJECT, holder="host")
    rapporteur = secret_links.current("approval", SUBJECT, holder="rapporteur")
    secret_links.replace("approval", SUBJECT, holder="host")
    host.refresh_from_db()
    rapporteur.refresh_from_db()

    assert not host.is_good(timezone.now())
    assert rapporteur.is_good(timezone.now())


def test_a_link_with_days_ends_with_them():
    link = secret_links.give("visit", SUBJECT, days=3)

    with time_machine.travel(timezone.now() + timedelta(days=2, hours=23)):
        assert link.is_good(timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert not link.is_good(timezone.now())
        assert secret_links.current("visit", SUBJECT) != link
