"""What every public page says, as JSON: {address: [status, text]}. For comparing two versions on one database."""

import html
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BESIDE = (
    "/robots.txt",
    "/sitemap.xml",
    "/api/v1/practices",
    "/api/v1/stops",
    "/ca/cerca/?q=ajuntament",
    "/admin/login/",
)


def text(body: str) -> str:
    """Without markup: seals, nonces and attributes differ between two answers to the same question."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", body)
    return " ".join(html.unescape(re.sub(r"(?s)<[^>]*>", " ", body)).split())


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.dev")
    import django  # noqa: PLC0415  # the settings are named first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415  # models exist from here on

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(raise_request_exception=False)
    live = [page.url for page in Page.objects.live().public().filter(depth__gt=1).order_by("pk")]
    found = {}
    for address in (*(one for one in live if one), *BESIDE):
        answer = client.get(address, secure=True)
        words = b"".join(answer) if answer.streaming else answer.content
        found[address] = [answer.status_code, text(words.decode())]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
