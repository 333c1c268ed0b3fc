"""Cursors: where a reader stands, signed, so that nobody has to check what comes back."""

from typing import Any

from django.core import signing

from .parameters import InvalidError

LONGEST = 1_000


def written(purpose: str, value: Any) -> str:
    """The same value always gives the same cursor, as the same address must give the same answer."""
    return signing.Signer(salt=f"caravana.api.{purpose}").sign_object(value)


def read(purpose: str, given: str) -> Any:
    """Raises InvalidError for what was never given for that purpose."""
    must = "a cursor as an answer gave it, for the same request"
    if not given or len(given) > LONGEST:
        raise InvalidError(must)
    try:
        return signing.Signer(salt=f"caravana.api.{purpose}").unsign_object(given)
    except (signing.BadSignature, ValueError):
        raise InvalidError(must) from None
