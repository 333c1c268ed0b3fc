"""Demonstration accounts, with passwords made for this installation and kept where only its owner reads."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.users.models import UserProfile

from . import groups


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    group: str | None
    """Key in `groups.ROLES`; None is the administrator."""
    language: str = "ca"


ACCOUNTS = (
    Account("editora", "Editora", groups.COMMUNICATION),
    Account("traduccio-ca-es", "Traductora", groups.TRANSLATORS_CA_ES, "es"),
    Account("traduccio-es-ca", "Traductor", groups.TRANSLATORS_ES_CA),
    Account("revisora", "Revisora", groups.REVIEWERS),
    Account("administracio", "Administració", None),
)


def path() -> Path:
    return Path(settings.VAR_DIR) / "accounts.json"


def passwords() -> dict[str, str]:
    """Account → password of this installation, empty before the first seed."""
    return json.loads(path().read_text(encoding="utf-8")) if path().exists() else {}


@transaction.atomic
def ensure() -> int:
    """Make the accounts that are missing; returns how many. An account that exists keeps its password."""
    users, known, made = get_user_model(), passwords(), 0
    for account in ACCOUNTS:
        if users.objects.filter(username=account.username).exists():
            continue
        known[account.username] = secrets.token_urlsafe(12)
        user = users.objects.create_user(
            account.username,
            f"{account.username}@example.cat",
            known[account.username],
            first_name=account.name,
            last_name="de mostra",  # the form of one's own account asks for both
            is_staff=account.group is None,
            is_superuser=account.group is None,
        )
        if account.group:
            user.groups.add(Group.objects.get(name=groups.ROLES[account.group].name))
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = account.language
        profile.save()
        made += 1
    if made:
        _keep(known)
    return made


def _keep(known: dict[str, str]) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(known, file, indent=2)


def remove() -> int:
    """Delete the demonstration accounts; returns how many there were."""
    number, _by_model = get_user_model().objects.filter(username__in=[a.username for a in ACCOUNTS]).delete()
    path().unlink(missing_ok=True)
    return min(number, len(ACCOUNTS))
