"""Texts that have to be read again, so that no hash will do, encrypted with the site's key.

A copy of the database alone opens nothing.
`SECRET_KEY_FALLBACKS` still read what older keys wrote; whatever is written is written with `SECRET_KEY`.
"""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


class UnreadableError(ValueError):
    """It was encrypted with a key that the site has no more."""


def encrypted(purpose: str, text: str) -> str:
    """Each purpose has a key of its own, made from the site's."""
    return _cipher(purpose).encrypt(text.encode()).decode()


def decrypted(purpose: str, token: str) -> str:
    """Raises UnreadableError."""
    try:
        return _cipher(purpose).decrypt(token.encode()).decode()
    except InvalidToken:
        raise UnreadableError(purpose) from None


def _cipher(purpose: str) -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(purpose.encode() + b" " + force_bytes(key)).digest())) for key in keys]
    )
