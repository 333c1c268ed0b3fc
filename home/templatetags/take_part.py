"""Tags of the page that says how to take part."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.rich_text import expand_db_html

from caravana_site.common.navigation import Navigation
from caravana_site.common.structured_data import script

register = template.Library()


@register.simple_tag(takes_context=True)
def request_stop_address(context: dict[str, Any]) -> str:
    """Where a stop is asked for: the form, or the page about it while there is no form; empty without either."""
    try:
        return reverse("request_stop")
    except NoReverseMatch:
        request: HttpRequest | None = context.get("request")
        item = Navigation(request, get_language() or "").request_a_stop if request else None
        return item.url if item else ""


@register.simple_tag
def questions_data(questions: Sequence[Any]) -> SafeString:
    """The questions that the page shows, for search engines."""
    if not questions:
        return SafeString("")
    asked = [
        {
            "@type": "Question",
            "name": question["title"],
            "acceptedAnswer": {"@type": "Answer", "text": expand_db_html(question["text"].source)},
        }
        for question in questions
    ]
    return script({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": asked})
