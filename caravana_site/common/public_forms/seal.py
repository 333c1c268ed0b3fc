"""The seal of a form: one signed value that says which sending it is, which notice was shown, and when.

Its key makes two sendings one row; its moment refuses what no person types so fast; and the proof of work is made for
this key alone, so that one solution serves one sending.
"""

import time
import uuid
from dataclasses import dataclass

from django.core import signing

SALT = "caravana.public-form"
FASTEST = 3  # seconds that reading and writing take at least
LONGEST = 24 * 60 * 60  # seconds that a form may stay open in a browser


class BrokenSealError(Exception):
    """Absent, forged, of another form, or too old."""


@dataclass(frozen=True)
class Seal:
    form: str
    key: uuid.UUID
    notice: int
    moment: float

    @classmethod
    def new(cls, form: str, notice: int) -> "Seal":
        return cls(form, uuid.uuid4(), notice, time.time())

    @property
    def too_fast(self) -> bool:
        return time.time() - self.moment < FASTEST

    def __str__(self) -> str:
        return signing.Signer(salt=SALT).sign_object([self.form, self.key.hex, self.notice, round(self.moment, 2)])


def read(text: str, form: str) -> Seal:
    """Return the seal of a form; raises BrokenSealError."""
    try:
        name, key, notice, moment = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError) as error:
        raise BrokenSealError from error
    if name != form or time.time() - moment > LONGEST:
        raise BrokenSealError
    return Seal(name, uuid.UUID(key), notice, moment)
