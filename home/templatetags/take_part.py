"""Tags of the page that says how to take part."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from caravana_site.common.structured_data import script

register = template.Library()


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
