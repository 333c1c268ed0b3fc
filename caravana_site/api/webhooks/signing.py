"""Signatures as Standard Webhooks has them (https://www.standardwebhooks.com), version 1: HMAC-SHA256."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable

from caravana_site.api.models.webhooks import SECRET_PREFIX


class NoSecretError(Exception):
    """Nothing is sent that its reader could not verify."""


def signatures(secrets: Iterable[str], message_id: str, timestamp: int, body: bytes) -> str:
    """The header's value: one signature for each secret, so that a reader may know either."""
    known = [secret for secret in secrets if secret]
    if not known:
        raise NoSecretError
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(f"v1,{_signature(secret, signed)}" for secret in known)


def _signature(secret: str, signed: bytes) -> str:
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    return b64encode(hmac.digest(key, signed, "sha256")).decode()
