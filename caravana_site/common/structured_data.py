"""What search engines read in a page (JSON-LD): data, which the policy does not run and nothing else reads."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script_of(data: Any) -> SafeString:
    """The element that holds it, without a letter that could end it."""
    written = json.dumps(data, ensure_ascii=False).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308  no markup is left in it
