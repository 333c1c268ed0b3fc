"""Proof of work (ALTCHA): a browser with JavaScript shows that it has spent a second on this one sending.

The challenge carries the seal's key, signed with it: a solution serves no other sending, and no cache that all
processes share has to remember which ones were used.
"""

import base64
import json
import uuid
from datetime import timedelta
from urllib.parse import parse_qs

import altcha
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .seal import LONGEST

HARDEST = 50_000  # hashes: about a second on a slow telephone
LARGEST = 4_000  # characters of a solution


def _secret() -> str:
    return salted_hmac("caravana.proof-of-work", "altcha", algorithm="sha256").hexdigest()


def challenge_for(key: uuid.UUID) -> str:
    """The challenge of one sending, as the element <altcha-widget> reads it."""
    expires = timezone.now() + timedelta(seconds=LONGEST)
    options = altcha.ChallengeOptions(max_number=HARDEST, hmac_key=_secret(), expires=expires, params={"key": key.hex})
    made = altcha.create_challenge(options)
    return json.dumps(made.to_dict())


def is_solved(payload: str, key: uuid.UUID) -> bool:
    """Whether the payload solves the challenge of that very sending."""
    if not payload or len(payload) > LARGEST:
        return False
    try:
        solution = json.loads(base64.b64decode(payload, validate=True))
    except (ValueError, RecursionError):  # not base64, not JSON, or nested without end
        return False
    texts = ("algorithm", "challenge", "salt", "signature")
    if not isinstance(solution, dict) or not all(isinstance(solution.get(name), str) for name in texts):
        return False
    _salt, _mark, carried = solution["salt"].partition("?")
    if not isinstance(solution.get("number"), int) or parse_qs(carried).get("key") != [key.hex]:
        return False
    try:
        solved, _why = altcha.verify_solution(payload, _secret(), check_expires=True)
    except ValueError:  # a salt with two marks, or letters that no encoding has
        return False
    return solved
