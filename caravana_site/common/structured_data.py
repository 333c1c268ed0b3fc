"""What search engines read of a page: schema.org's terms as JSON-LD."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(data: Any) -> SafeString:
    """Data, which the policy does not run and nothing else reads; no text within can end it."""
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # no markup is left in it
