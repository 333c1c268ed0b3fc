"""One installation for all tests that take its parts away: each brings back what it took."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections

from .installation import LACKING, Installation, installed


@pytest.fixture(scope="package")
def installation(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installation]:
    if LACKING:
        pytest.skip(f"Programs are not installed (Debian: apt install {' '.join(sorted(set(LACKING)))})")
    with django_db_blocker.unblock():
        connections.close_all()
    empty = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings.DATABASES['default']['NAME']}").geturl()
    with installed(empty) as found:
        yield found
